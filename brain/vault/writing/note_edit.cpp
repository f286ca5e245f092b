#include "brain/vault/writing/note_edit.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/vault/planner/code_and_comments.hpp"
#include "brain/vault/writing/frontmatter_edit.hpp"

namespace secondbrain::vault {
namespace {

std::string with_line_ends_of(std::string_view bytes, std::string text) {
  auto end = bytes.find('\n');
  if (end == bytes.npos || end == 0 || bytes[end - 1] != '\r') return text;
  std::string converted;
  for (char byte : text) converted.append(byte == '\n' ? "\r\n" : std::string{byte});
  return converted;
}

/// Whether the text holds an entry whole: up to its end or to the next entry.
bool holds_entry(std::string_view text, std::string_view entry) {
  for (auto at = text.find(entry); at != text.npos; at = text.find(entry, at + 1)) {
    auto behind = text.substr(at + entry.size());
    if (behind.empty() || (left_trimmed(behind).substr(0, 4) == "### " && behind.front() != ' ')) return true;
  }
  return false;
}

}  // namespace

std::size_t end_of_frontmatter(const text_lines& lines) {
  auto is_fence = [&](std::size_t at) {
    auto line = right_trimmed(lines[at]);
    return line.size() >= 3 && line.find_first_not_of('-') == line.npos;
  };
  if (lines.size() == 0 || !is_fence(0)) return 0;
  for (std::size_t at = 1; at < lines.size(); ++at) {
    if (is_fence(at) || right_trimmed(lines[at]) == "...") return at + 1;
  }
  return 0;
}

std::string make_note(const new_note& note) {
  std::vector<frontmatter_field> fields{{"created", note.day}};
  if (!note.status.empty()) fields.push_back({"status", note.status});
  if (note.tags) fields.push_back({"tags", *note.tags});
  fields.push_back({"type", note.type});
  fields.push_back({"updated", note.day});
  return render_frontmatter(fields) + "\n" + std::string{trimmed(note.body)} + "\n";
}

std::string with_nothing_open(std::string_view text) {
  auto closing = code_and_comments{text_lines{text}}.closing_line();
  return std::string{text} + (closing.empty() ? closing : with_line_ends_of(text, "\n" + closing));
}

std::string append_to_note(std::string_view bytes, std::string_view body, std::string_view day) {
  auto entry = with_line_ends_of(bytes, "\n\n### " + std::string{day} + "\n" + decode_text(trimmed(body)) + "\n");
  auto text = std::string{right_trimmed(bytes)};
  if (holds_entry(text, right_trimmed(entry))) return std::string{bytes};
  return set_frontmatter_value(with_nothing_open(text) + entry, "updated", plain_scalar{std::string{day}});
}

}  // namespace secondbrain::vault
