#include "brain/vault/notes/note_fields.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/text.hpp"
#include "base/text_encoding.hpp"
#include "base/utf8.hpp"
#include "brain/vault/planner/code_and_comments.hpp"
#include "brain/vault/readable_path.hpp"
#include "brain/vault/text_lines.hpp"

namespace secondbrain::vault {

namespace {

constexpr std::size_t longest_field = 8192;  // bytes

constexpr std::array<std::string_view, 2> alias_keys{"aliases", "alias"};
constexpr std::array<std::string_view, 2> tag_keys{"tags", "tag"};

bool is_one_of(std::string_view key, const std::array<std::string_view, 2>& keys) {
  const auto lower = ascii_lower_case(key);
  return std::find(keys.begin(), keys.end(), lower) != keys.end();
}

/// Lines, each once, no more than fit.
class line_list {
 public:
  void add(std::string_view line) {
    line = trimmed(line);
    if (line.empty() || text_.size() + line.size() > longest_field || !known_.emplace(line).second) return;
    if (!text_.empty()) text_ += '\n';
    text_ += line;
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
  std::set<std::string, std::less<>> known_;
};

/// Calls `each` with every part of a text between the separators.
template <class Each>
void for_each_part(std::string_view text, std::string_view separators, Each&& each) {
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of(separators), text.size());
    each(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

/// Calls `each` with every scalar below a value.
template <class Each>
void for_each_scalar(const frontmatter_value& value, Each&& each) {
  if (!value.text.empty()) each(std::string_view{value.text});
  for (const auto& item : value.items) for_each_scalar(item, each);
  for (const auto& [key, below] : value.entries) {
    each(std::string_view{key});
    for_each_scalar(below, each);
  }
}

bool is_scalar(const frontmatter_value& value) {
  return value.kind != value_kind::list && value.kind != value_kind::mapping;
}

/// A list, or one text with the names of several in it.
template <class Each>
void for_each_name(const frontmatter_value& value, std::string_view separators, Each&& each) {
  if (is_scalar(value))
    for_each_part(value.text, separators, each);
  else
    for_each_scalar(value, each);
}

std::string_view without_sign(std::string_view tag) {
  tag = trimmed(tag);
  return tag.starts_with('#') ? tag.substr(1) : tag;
}

bool is_ascii_tag_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '/';
}

/// The tag at the front; empty when there is none. Digits alone are a number.
std::string_view tag_at(std::string_view text) {
  const auto* end = std::find_if_not(
      text.begin(), text.end(), [](char c) { return is_ascii_tag_byte(c) || static_cast<unsigned char>(c) >= 0x80; });
  auto tag = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  while (!tag.empty() && (tag.back() == '/' || tag.back() == '-')) tag.remove_suffix(1);
  return tag.find_first_not_of("0123456789/") == tag.npos ? std::string_view{} : tag;
}

/// Behind a formula within the line, `$a$` or `$$a$$`, that begins here; nothing: what begins is a sum of money, say.
std::optional<std::size_t> behind_formula(std::string_view line, std::size_t at) {
  const bool is_double = line.substr(at).starts_with("$$");
  const std::string_view mark = is_double ? "$$" : "$";
  const auto begin = at + mark.size();
  if (begin >= line.size() || (!is_double && line[begin] == ' ')) return std::nullopt;
  for (auto end = line.find(mark, begin + 1); end != line.npos; end = line.find(mark, end + 1)) {
    const auto behind = end + mark.size();
    const bool is_digit_behind = behind < line.size() && line[behind] >= '0' && line[behind] <= '9';
    if (is_double || (line[end - 1] != ' ' && !is_digit_behind)) return behind;
  }
  return std::nullopt;
}

/// Tags of a line: a `#` at its beginning or behind white space, outside of code, of formulas, of links and of comments
/// that no reader sees.
void add_tags_of_line(std::string_view line, line_list& tags) {
  bool in_code = false;
  bool may_be_formula = line.find('$') != line.npos;
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (may_be_formula && !in_code && line[at] == '$') {
      const auto behind = behind_formula(line, at);
      if (!behind) may_be_formula = false;  // nothing closes another one either
      if (behind) {
        at = *behind - 1;
        continue;
      }
    }
    if (!in_code && line.substr(at).starts_with("<!--")) {
      const auto end = line.find("-->", at);
      if (end == line.npos) return;
      at = end + 2;
      continue;
    }
    if (line[at] == '`') in_code = !in_code;
    const bool in_link = at > 1 && line[at - 1] == '(' && line[at - 2] == ']';
    const bool begins = at == 0 || line[at - 1] == ' ' || line[at - 1] == '\t' || (line[at - 1] == '(' && !in_link);
    if (in_code || line[at] != '#' || !begins) continue;
    const auto tag = tag_at(line.substr(at + 1));
    tags.add(tag);
    at += tag.size();
  }
}

bool may_hold_tag(std::string_view line) {
  line_list found;
  add_tags_of_line(line, found);
  return !found.take().empty();
}

/// Obsidian reads tags in its own comments, `%% … %%`, and in nothing else that stands aside.
void add_tags_of_text(std::string_view body, line_list& tags) {
  if (body.find('#') == body.npos) return;
  const text_lines lines{body};
  std::optional<code_and_comments> aside;  // most notes have no tag in their text
  for (std::size_t at = 0; at < lines.size(); ++at) {
    if (lines[at].find('#') == std::string_view::npos || !may_hold_tag(lines[at])) continue;
    if (!aside) aside.emplace(lines);
    const auto* block = aside->block_of(at);
    if (block == nullptr || block->kind == aside_kind::obsidian_comment) add_tags_of_line(lines[at], tags);
  }
}

/// A name whose bytes are no UTF-8 is shown with numbers (readable_path.hpp), and looked for as its letters read: with
/// its folders where one of them is such a name.
void add_names_in_letters(std::string_view path, line_list& aliases) {
  const auto bytes = system_path(path);
  if (bytes == path || is_valid_utf8(bytes)) return;
  constexpr std::string_view ending = ".md";
  auto letters = in_utf8(bytes);
  if (letters.ends_with(ending)) letters.resize(letters.size() - ending.size());
  aliases.add(std::string_view{letters}.substr(letters.rfind('/') + 1));  // npos + 1 is 0
  aliases.add(letters);
}

}  // namespace

note_fields fields_of(const note& source) {
  line_list aliases;
  line_list tags;
  line_list properties;
  for (const auto& [key, value] : source.metadata.entries) {
    if (key == "title" || key == "lang") continue;  // the note has them by themselves
    if (is_one_of(key, alias_keys)) {
      for_each_name(value, ",", [&](std::string_view name) { aliases.add(name); });
    } else if (is_one_of(key, tag_keys)) {
      for_each_name(value, ", ", [&](std::string_view name) { tags.add(without_sign(name)); });
    } else {
      std::string line = key;
      for_each_scalar(value, [&](std::string_view each) { line.append(" ").append(each); });
      properties.add(line);
    }
  }
  add_tags_of_text(source.body, tags);
  add_names_in_letters(source.path, aliases);
  return {aliases.take(), tags.take(), properties.take()};
}

}  // namespace secondbrain::vault
