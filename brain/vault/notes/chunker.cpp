#include "brain/vault/notes/chunker.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/hash.hpp"
#include "base/sign_of_life.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/vault/notes/markdown_sections.hpp"
#include "brain/vault/notes/note_fields.hpp"
#include "brain/vault/notes/note_language.hpp"
#include "brain/vault/notes/text_pieces.hpp"

namespace secondbrain::vault {

namespace {

constexpr std::size_t id_length = 16;

/// A part of the body that becomes a chunk, alone or with its neighbours.
struct piece {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t size = 0;  // code points
  bool whole = false;    // a fence or table, better kept with what introduces it
};

std::vector<piece> pieces_of(const markdown_section& section, std::string_view body, const chunk_options& options) {
  std::vector<piece> pieces;
  for (auto& block : section.blocks) {
    auto text = body.substr(block.begin, block.end - block.begin);
    bool keeps_company = block.kind == block_kind::fence || block.kind == block_kind::table;
    auto cut = cut_long_text(text, options.target, options.maximum);
    for (auto part : cut) {
      auto begin = static_cast<std::size_t>(part.data() - body.data());
      pieces.push_back({begin, begin + part.size(), count_code_points(part), keeps_company && cut.size() == 1});
    }
  }
  return pieces;
}

/// Joins neighbours up to the target. A fence or table may fill the chunk that introduces it up to the maximum, and so
/// may a last piece that would be a crumb.
std::vector<piece> pack(const std::vector<piece>& pieces, std::string_view body, const chunk_options& options) {
  std::vector<piece> packed;
  for (auto& next : pieces) {
    if (!packed.empty()) {
      auto& current = packed.back();
      auto gap = next.begin - current.end;
      auto joined = current.size + count_code_points(body.substr(current.end, gap)) + next.size;
      bool is_crumb = &next == &pieces.back() && next.size < options.target / 4;
      auto limit = next.whole || is_crumb ? options.maximum : options.target;
      if (joined <= limit) {
        current = {current.begin, next.end, joined, false};
        continue;
      }
    }
    packed.push_back(next);
  }
  return packed;
}

/// Without blank lines at its ends and white space at its very end; the indentation of its first line stays.
std::string_view without_blank_ends(std::string_view text) noexcept {
  auto first = static_cast<std::size_t>(left_trimmed(text).data() - text.data());
  auto line_end = text.substr(0, first).find_last_of('\n');
  if (line_end != text.npos) text.remove_prefix(line_end + 1);
  return right_trimmed(text);
}

/// Heading texts between `|`, those of their own escaped, so that no two paths look alike.
std::string escaped_path(const std::vector<std::string_view>& headings) {
  std::string path;
  for (auto heading : headings) {
    if (!path.empty()) path += '|';
    for (char c : heading) {
      if (c == '|' || c == '\\') path += '\\';
      path += c;
    }
  }
  return path;
}

/// Makes the chunks of one note, one after the other.
class chunk_maker {
 public:
  explicit chunk_maker(const note& source) : source_{source}, counted_line_{source.body_line} {}

  /// `text` is a slice of the body, behind the one before.
  void add(const std::vector<std::string_view>& heading_path, std::string_view text) {
    give_sign_of_life();
    auto normalised = collapse_white_space(text);
    auto identity = source_.path + '|' + escaped_path(heading_path) + '|' + normalised;
    auto occurrence = occurrences_[identity]++;
    chunk result;
    result.id = sha1_hex(identity + '|' + std::to_string(occurrence)).substr(0, id_length);
    result.note_path = source_.path;
    result.note_title = source_.title;
    result.heading_path.assign(heading_path.begin(), heading_path.end());
    result.index = static_cast<int>(chunks_.size());
    result.line = line_of(text);
    result.text = text;
    result.checksum = sha1_hex(normalised).substr(0, id_length);
    result.note_folder = source_.folder;
    result.note_date = source_.date;
    chunks_.push_back(std::move(result));
  }

  bool empty() const noexcept { return chunks_.empty(); }
  std::vector<chunk> take() { return std::move(chunks_); }

 private:
  int line_of(std::string_view text) {
    auto begin = static_cast<std::size_t>(text.data() - source_.body.data());
    auto passed = std::string_view{source_.body}.substr(counted_, begin - counted_);
    counted_line_ += static_cast<int>(std::count(passed.begin(), passed.end(), '\n'));
    counted_ = begin;
    return counted_line_;
  }

  const note& source_;
  std::vector<chunk> chunks_;
  std::unordered_map<std::string, int> occurrences_;
  std::size_t counted_ = 0;  // how far into the body its lines have been counted
  int counted_line_;
};

/// What the chunks would hold besides their text, in bytes, if every heading began a section: an upper estimate.
std::size_t carried_bytes(const note& source, const std::vector<markdown_block>& blocks, const chunk_options& options) {
  constexpr std::size_t fixed = 200;  // ids, checksum, positions and what the index adds
  std::array<std::size_t, 7> open{};  // by level, the bytes of its heading
  std::size_t carried = 0;
  std::size_t section = 0;  // bytes of text since the last heading
  const auto each = fixed + source.path.size() + source.title.size();
  const auto settle = [&] {
    const auto headings = std::accumulate(open.begin(), open.end(), std::size_t{0});
    carried += (1 + section / options.target) * (each + headings);
    section = 0;
  };
  for (auto& block : blocks) {
    const auto size = block.end - block.begin;
    if (block.kind != block_kind::heading) {
      section += size;
      continue;
    }
    settle();
    const auto level = static_cast<std::size_t>(block.level);
    std::fill(open.begin() + block.level, open.end(), std::size_t{0});
    open[level] = size;
  }
  settle();
  return carried;
}

/// The sections of a note; one without headings when they would outweigh what stands below them, as with a quarter of a
/// million headings of one letter. Its headings are lines of its text then, so that nothing in it is lost.
std::vector<markdown_section> sections_of(const note& source, const chunk_options& options) {
  constexpr std::size_t always_allowed = 256UL * 1024;
  constexpr std::size_t share = 8;  // times the bytes of the body
  auto blocks = parse_blocks(source.body);
  if (carried_bytes(source, blocks, options) <= always_allowed + share * source.body.size())
    return split_sections(source.body, blocks);
  std::vector<markdown_section> whole(1);
  whole.front().blocks = std::move(blocks);
  return whole;
}

}  // namespace

std::vector<chunk> chunk_note(const note& source, const chunk_options& options) {
  std::string_view body = source.body;
  chunk_maker maker{source};
  for (auto& section : sections_of(source, options)) {
    if (section.blocks.empty()) {
      for (auto part : cut_long_text(section.heading_path.back(), options.target, options.maximum)) {
        maker.add(section.heading_path, right_trimmed(part));
      }
    }
    for (auto& part : pack(pieces_of(section, body, options), body, options)) {
      maker.add(section.heading_path, without_blank_ends(body.substr(part.begin, part.end - part.begin)));
    }
  }
  if (maker.empty()) maker.add({}, body);
  auto chunks = maker.take();
  const auto language = language_of(source.metadata, source.body);
  for (auto& each : chunks) each.language = language;
  chunks.front().fields = fields_of(source);
  return chunks;
}

}  // namespace secondbrain::vault
