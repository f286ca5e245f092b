#include "brain/vault/notes/note.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "base/utf8.hpp"

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

/// The rest of the first line that starts with `# ` after trimming.
std::optional<std::string_view> first_title_line(std::string_view body) noexcept {
  for (std::size_t begin = 0; begin < body.size();) {
    auto end = std::min(body.find('\n', begin), body.size());
    auto line = trimmed(body.substr(begin, end - begin));
    if (line.substr(0, 2) == "# ") return trimmed(line.substr(2));
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

bool is_day(std::string_view text) noexcept {
  constexpr std::string_view shape = "dddd-dd-dd";
  return std::equal(text.begin(), text.end(), shape.begin(), shape.end(),
                    [](char c, char expected) { return expected == 'd' ? c >= '0' && c <= '9' : c == expected; });
}

std::string title_of(const note& source) {
  if (auto* title = source.metadata.find_string("title")) return bounded_title(*title);
  return bounded_title(first_title_line(source.body).value_or(stem(source.path)));
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

void add_sentence(std::string& sentences, std::string_view added) {
  if (!sentences.empty() && !added.empty()) sentences += ' ';
  sentences += added;
}

}  // namespace

note parse_note(std::string path, std::string_view bytes) {
  auto text = decode_text(bytes);
  auto read = read_frontmatter(text);

  note parsed;
  parsed.path = std::move(path);
  parsed.metadata = std::move(read.values);
  parsed.body = std::string{read.content};
  auto before_body = text.begin() + (read.content.data() - text.data());
  parsed.body_line = 1 + static_cast<int>(std::count(text.begin(), before_body, '\n'));
  parsed.title = title_of(parsed);
  parsed.folder = folder_of(parsed.path);
  parsed.date = date_of(parsed);
  if (!is_valid_utf8(bytes)) parsed.warning = "Some bytes are not UTF-8 and show as \xEF\xBF\xBD.";
  add_sentence(parsed.warning, read.warning);
  return parsed;
}

}  // namespace secondbrain::vault
