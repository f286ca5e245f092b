#include "brain/vault/notes/note.hpp"

#include <algorithm>
#include <iterator>

#include "base/sentences.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/vault/notes/embedded_data.hpp"
#include "brain/vault/notes/note_text.hpp"
#include "brain/vault/planner/code_and_comments.hpp"
#include "brain/vault/text_lines.hpp"

namespace secondbrain::vault {

namespace {

std::string_view file_name(std::string_view path) noexcept {
  return path.substr(path.find_last_of('/') + 1);  // npos + 1 is 0
}

/// The name without its last suffix. A name that only starts with a dot has no suffix.
std::string_view stem(std::string_view path) noexcept {
  auto name = file_name(path);
  auto dot = name.find_last_of('.');
  return dot == 0 || dot == name.npos ? name : name.substr(0, dot);
}

/// Without the marks that may stand behind it.
std::string_view heading_of(std::string_view line) noexcept {
  auto text = trimmed(line.substr(1));
  const auto last = text.find_last_not_of('#');
  const bool is_closed = last != text.npos && last + 1 < text.size() && (text[last] == ' ' || text[last] == '\t');
  return is_closed ? trimmed(text.substr(0, last)) : text;
}

/// Whether what stands behind this beginning may be code or a comment.
bool may_be_aside(std::string_view before, std::string_view line) noexcept {
  if (line.starts_with("    ") || line.find('\t') < line.find('#')) return true;
  constexpr std::string_view marks[] = {"```", "~~~", "$$", "<!--", "%%"};
  return std::any_of(std::begin(marks), std::end(marks),
                     [before](std::string_view mark) { return before.find(mark) != before.npos; });
}

/// The first line that starts with `# ` after trimming, outside of code and comments.
std::optional<std::string_view> first_title_line(std::string_view body) {
  std::optional<text_lines> lines;
  std::optional<code_and_comments> aside;
  std::size_t number = 0;
  for (std::size_t begin = 0; begin < body.size(); ++number) {
    const auto end = std::min(body.find('\n', begin), body.size());
    const auto line = body.substr(begin, end - begin);
    if (trimmed(line).starts_with("# ")) {
      if (!aside && !may_be_aside(body.substr(0, begin), line)) return heading_of(trimmed(line));
      if (!aside) aside.emplace(lines.emplace(body));
      if (aside->block_of(number) == nullptr) return heading_of(trimmed(line));
    }
    begin = end + 1;
  }
  return std::nullopt;
}

// Every passage carries title and date: they are as long as such things are, not as long as the note. A title from the
// body is text of the body all the same, and found in full there. No file name reaches this length.
constexpr std::size_t longest_title = 1000;  // bytes
constexpr std::size_t longest_date = 64;

std::string bounded_title(std::string_view title) {
  if (title.size() <= longest_title) return std::string{title};
  std::size_t end = 0;
  for (auto next = end; next <= longest_title; next += code_point_at(title, next).length) end = next;
  return std::string{right_trimmed(title.substr(0, end))} + "\u2026";
}

/// A title of several lines of YAML ends in a line end.
std::string on_one_line(const std::string& title) {
  return title.find('\n') == title.npos ? title : collapse_white_space(title);
}

bool is_day(std::string_view text) noexcept {
  constexpr std::string_view shape = "dddd-dd-dd";
  return std::equal(text.begin(), text.end(), shape.begin(), shape.end(),
                    [](char c, char expected) { return expected == 'd' ? c >= '0' && c <= '9' : c == expected; });
}

/// `indent` is what stands before the body on its first line: with it, that line may be code.
std::string title_of(const note& source, std::string_view indent) {
  if (auto* title = source.metadata.find_scalar("title")) return bounded_title(on_one_line(*title));
  const auto indented = indent.empty() ? std::string{} : std::string{indent} + source.body;
  return bounded_title(first_title_line(indent.empty() ? source.body : indented).value_or(stem(source.path)));
}

/// What the last line begins with, where there is nothing else on it.
std::string_view indent_at_end(std::string_view text) {
  return text.substr(text.find_last_not_of(" \t") + 1);
}

std::optional<std::string> date_of(const note& source) {
  auto* date = source.metadata.find_string("date");
  if (date && !date->empty() && date->size() <= longest_date) return *date;
  auto name = file_name(source.path);
  if (name.size() == 13 && name.substr(10) == ".md" && is_day(name.substr(0, 10)))
    return std::string{name.substr(0, 10)};
  return std::nullopt;
}

std::string folder_of(std::string_view path) {
  auto slash = path.find('/');
  return std::string{slash == path.npos ? std::string_view{} : path.substr(0, slash)};
}

}  // namespace

note parse_note(std::string path, std::string_view bytes) {
  auto [text, warning, charset] = read_note_text(bytes);
  auto read = read_frontmatter(text);

  note parsed;
  parsed.path = std::move(path);
  parsed.metadata = std::move(read.values);
  parsed.body = without_embedded_data(read.content);
  const auto body_begin = static_cast<std::size_t>(read.content.data() - text.data());
  const auto before_body = std::string_view{text}.substr(0, body_begin);
  parsed.body_line = 1 + static_cast<int>(std::count(before_body.begin(), before_body.end(), '\n'));
  parsed.title = title_of(parsed, indent_at_end(before_body));
  parsed.folder = folder_of(parsed.path);
  parsed.date = date_of(parsed);
  parsed.warning = std::move(warning);
  add_sentence(parsed.warning, read.warning);
  return parsed;
}

}  // namespace secondbrain::vault
