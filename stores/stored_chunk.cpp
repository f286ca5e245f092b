#include "stores/stored_chunk.hpp"

#include "text/folding.hpp"

namespace secondbrain::stores {

namespace {

name_and_place name_and_place_in(std::string_view path, std::string_view title, int index) {
  if (index != 0) return {};
  const auto slash = path.find_last_of('/');
  auto name = slash == path.npos ? path : path.substr(slash + 1);
  if (name.ends_with(".md")) name.remove_suffix(3);
  if (text::folded(name) == text::folded(title)) name = {};
  return {name, path.substr(0, slash == path.npos ? 0 : slash)};
}

}  // namespace

name_and_place name_and_place_of(const chunk& piece) {
  return name_and_place_in(piece.note_path, piece.note_title, piece.index);
}

bool stored_chunk::is(const chunk& other, std::string_view headings) const {
  return id() == other.id && row_.text(2) == other.note_path && index() == other.index &&
         row_.integer(6) == other.line && row_.text(8) == other.checksum && row_.text(9) == other.note_folder &&
         row_.optional_text(10) == other.note_date && has_the_text_of(other, headings);
}

bool stored_chunk::says_the_same(const chunk& other, std::string_view headings) const {
  return has_the_text_of(other, headings) &&
         name_and_place_in(row_.text(2), row_.text(3), index()) == name_and_place_of(other);
}

bool stored_chunk::has_the_text_of(const chunk& other, std::string_view headings) const {
  const auto& fields = other.fields;
  return row_.text(7) == other.text && row_.text(3) == other.note_title && row_.text(4) == headings &&
         row_.text(11) == other.language && row_.text(12) == fields.aliases && row_.text(13) == fields.tags &&
         row_.text(14) == fields.properties;
}

}  // namespace secondbrain::stores
