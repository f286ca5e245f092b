#include "brain/vault/writing/frontmatter_edit.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/vault/notes/frontmatter.hpp"
#include "brain/vault/notes/yaml_scalar.hpp"
#include "brain/vault/text_lines.hpp"

namespace secondbrain::vault {

namespace {

constexpr std::string_view white_space = " \t";

/// Controls, and what YAML takes for a line end or a byte order mark: a scalar on one line holds them only escaped.
bool needs_escape(char32_t value) noexcept {
  constexpr char32_t line_separator = 0x2028, paragraph_separator = 0x2029, byte_order_mark = 0xFEFF;
  return value < 0x20 || (value >= 0x7F && value <= 0x9F) || value == line_separator || value == paragraph_separator ||
         value == byte_order_mark;
}

bool holds_escapes(std::string_view text) noexcept {
  for (std::size_t at = 0; at < text.size();) {
    auto point = code_point_at(text, at);
    if (needs_escape(point.value)) return true;
    at += point.length;
  }
  return false;
}

std::string escaped(std::string_view text) {
  std::string quoted{'"'};
  for (std::size_t at = 0; at < text.size();) {
    auto point = code_point_at(text, at);
    if (point.value == '\n') {
      quoted += "\\n";
    } else if (needs_escape(point.value)) {
      std::array<char, 8> code{};
      std::snprintf(code.data(), code.size(), "\\u%04x", static_cast<unsigned>(point.value));
      quoted += code.data();
    } else {
      if (point.value == '"' || point.value == '\\') quoted += '\\';
      quoted += text.substr(at, point.length);
    }
    at += point.length;
  }
  return quoted += '"';
}

std::string single_quoted(std::string_view text) {
  std::string quoted{'\''};
  for (char c : text) quoted.append(c == '\'' ? 2 : 1, c);
  return quoted += '\'';
}

/// Whether a text without escapes can stand without quotes and still be one scalar on one line.
bool is_plain(std::string_view text) noexcept {
  constexpr std::string_view indicators = "-?:,[]{}#&*!|>'\"%@`";
  if (text.empty() || indicators.find(text.front()) != text.npos || text != trimmed(text)) return false;
  return text.back() != ':' && text.find(": ") == text.npos && text.find(" #") == text.npos && text != "<<" &&
         text != "=";
}

/// A scalar that reads back as this very text.
std::string render_text(std::string_view bytes) {
  auto text = decode_text(bytes);
  if (holds_escapes(text)) return escaped(text);
  if (is_plain(text) && kind_of_plain_scalar(text) == value_kind::string) return text;
  return single_quoted(text);
}

struct field_renderer {
  std::string operator()(const std::string& text) const { return ' ' + render_text(text) + '\n'; }
  std::string operator()(const plain_scalar& scalar) const { return ' ' + scalar.text + '\n'; }
  std::string operator()(const std::vector<std::string>& items) const {
    std::string lines = "\n";
    for (auto& item : items) lines += "  - " + render_text(item) + '\n';
    return lines;
  }
};

bool is_fence(std::string_view line) noexcept {
  auto dashes = std::min(line.find_first_not_of('-'), line.size());
  return dashes >= 3 && trimmed(line.substr(dashes)).empty();
}

/// The fences of the block, by number of line.
struct yaml_block {
  std::size_t opening = 0;
  std::size_t closing = 0;
};

std::optional<yaml_block> find_block(const text_lines& lines) {
  yaml_block block;
  while (block.opening < lines.size() && trimmed(lines[block.opening]).empty()) ++block.opening;
  if (block.opening == lines.size() || !is_fence(lines[block.opening])) return std::nullopt;
  for (block.closing = block.opening + 1; block.closing < lines.size(); ++block.closing) {
    if (is_fence(lines[block.closing])) return block;
  }
  return std::nullopt;
}

std::size_t indentation(std::string_view line) noexcept {
  return std::min(line.find_first_not_of(white_space), line.size());
}

/// The indentation of the block's keys.
std::string_view key_indentation(const text_lines& lines, const yaml_block& block) {
  for (auto at = block.opening + 1; at < block.closing; ++at) {
    auto line = lines[at];
    auto begin = indentation(line);
    if (begin < line.size() && line[begin] != '#') return line.substr(0, begin);
  }
  return {};
}

/// Where the value begins in a line that holds the key; nothing: it holds another one.
std::optional<std::size_t> value_position(std::string_view line, std::string_view indent, std::string_view key) {
  if (line.substr(0, indent.size()) != indent) return std::nullopt;
  auto at = indent.size();
  for (auto& written : {std::string{key}, single_quoted(key), escaped(key)}) {
    if (line.substr(at, written.size()) != written) continue;
    auto colon = line.find_first_not_of(white_space, at + written.size());
    if (colon == line.npos || line[colon] != ':') continue;
    if (colon + 1 < line.size() && white_space.find(line[colon + 1]) == white_space.npos) continue;
    return std::min(line.find_first_not_of(white_space, colon + 1), line.size());
  }
  return std::nullopt;
}

/// Bytes of the scalar at the beginning, a comment and the space before it left out.
std::size_t scalar_length(std::string_view value) noexcept {
  char quote = value.empty() ? '\0' : value.front();
  if (quote == '\'' || quote == '"') {
    auto end = value.find(quote, 1);
    return end == value.npos ? value.size() : end + 1;
  }
  if (quote == '#') return 0;
  auto comment = std::min(value.find(" #"), value.find("\t#"));
  return right_trimmed(value.substr(0, comment)).size();
}

std::string in_quotes_of(std::string_view old_scalar, const std::string& text) {
  char quote = old_scalar.empty() ? '\0' : old_scalar.front();
  return quote == '\'' || quote == '"' ? quote + text + quote : text;
}

void replace_value(text_lines& lines, std::size_t at, std::size_t begin, const std::string& text) {
  auto line = lines[at];
  auto old_scalar = line.substr(begin, scalar_length(line.substr(begin)));
  std::string changed{line.substr(0, begin)};
  if (changed.back() == ':') changed += ' ';
  changed += in_quotes_of(old_scalar, text);
  auto behind = line.substr(begin + old_scalar.size());
  if (behind.substr(0, 1) == "#") changed += ' ';
  lines.replace(at, changed.append(behind));
}

bool is_same(const frontmatter_value& one, const frontmatter_value& other) {
  const auto same_entry = [](const frontmatter_entry& left, const frontmatter_entry& right) {
    return left.key == right.key && is_same(left.value, right.value);
  };
  return one.kind == other.kind && one.text == other.text &&
         std::equal(one.items.begin(), one.items.end(), other.items.begin(), other.items.end(), is_same) &&
         std::equal(one.entries.begin(), one.entries.end(), other.entries.begin(), other.entries.end(), same_entry);
}

/// Whether all that is called otherwise says what it said.
bool are_others_same(const frontmatter& was, const frontmatter& is, std::string_view key) {
  const auto others = [key](const frontmatter& read) {
    std::vector<const frontmatter_value*> values;
    values.reserve(read.values.entries.size());
    for (const auto& each : read.values.entries)
      if (each.key != key) values.push_back(&each.value);
    return values;
  };
  const auto before = others(was);
  const auto after = others(is);
  return is.warning.empty() && is.content == was.content &&
         std::equal(before.begin(), before.end(), after.begin(), after.end(),
                    [](const auto* one, const auto* other) { return is_same(*one, *other); });
}

/// Whether nothing but that value has become another.
bool is_only_change(std::string_view before, std::string_view after, std::string_view key, const std::string& text) {
  auto old_text = decode_text(before);
  auto new_text = decode_text(after);
  auto was = read_frontmatter(old_text);
  auto is = read_frontmatter(new_text);
  if (!are_others_same(was, is, key)) return false;
  auto* value = is.values.find(key);
  bool is_new = was.values.find(key) == nullptr;
  return value && value->text == text && value->items.empty() && value->entries.empty() &&
         is.values.entries.size() == was.values.entries.size() + (is_new ? 1 : 0);
}

struct found_key {
  std::size_t line = 0;
  std::size_t value = 0;  // where it begins on the line
};

/// The last one of that name, which is the one that counts.
std::optional<found_key> find_key(const text_lines& lines, const yaml_block& block, std::string_view indent,
                                  std::string_view key) {
  for (auto at = block.closing; --at > block.opening;)
    if (const auto begin = value_position(lines[at], indent, key)) return found_key{at, *begin};
  return std::nullopt;
}

std::vector<std::string> texts_of(const frontmatter_value* list) {
  std::vector<std::string> texts;
  if (list != nullptr)
    for (const auto& each : list->items) texts.push_back(each.text);
  return texts;
}

/// Behind the items of the list below a key: lines of `- `, indented as far as the key or further.
std::size_t end_of_list(const text_lines& lines, const yaml_block& block, std::size_t key, std::string& dash) {
  auto at = key + 1;
  for (; at < block.closing; ++at) {
    const auto line = lines[at];
    const auto begin = indentation(line);
    if (begin == line.size() || line[begin] != '-') break;
    const auto text = line.find_first_not_of(white_space, begin + 1);
    dash = line.substr(0, std::min(text, line.size()));
  }
  return at;
}

}  // namespace

std::string render_frontmatter(const std::vector<frontmatter_field>& fields) {
  std::string block = "---\n";
  for (auto& [key, value] : fields) block += render_text(key) + ':' + std::visit(field_renderer{}, value);
  return block += "---\n";
}

std::string set_frontmatter_value(std::string_view note, std::string_view key, const plain_scalar& value) {
  text_lines lines{note};
  auto block = find_block(lines);
  if (!block) return std::string{note};
  auto indent = key_indentation(lines, *block);
  auto at = block->closing;
  std::optional<std::size_t> begin;
  while (!begin && --at > block->opening) begin = value_position(lines[at], indent, key);
  if (begin) {
    replace_value(lines, at, *begin, value.text);
  } else {
    lines.insert(block->closing, std::string{indent} + render_text(key) + ": " + value.text);
  }
  auto changed = lines.bytes();
  return is_only_change(note, changed, key, value.text) ? changed : std::string{note};
}

std::string remove_frontmatter_value(std::string_view note, std::string_view key) {
  text_lines lines{note};
  const auto block = find_block(lines);
  const auto found = block ? find_key(lines, *block, key_indentation(lines, *block), key) : std::nullopt;
  if (!found) return std::string{note};
  // With the lines on which its value goes on; a comment behind them is no part of it, unless all is text.
  const auto column = key_indentation(lines, *block).size();
  const auto value = lines[found->line].substr(found->value, 1);
  const bool is_text = value == "|" || value == ">";
  auto end = found->line + 1;
  for (auto at = end; at < block->closing; ++at) {
    const auto begin = indentation(lines[at]);
    const bool is_blank = begin == lines[at].size();
    if (!is_blank && begin <= column) break;
    if (!is_blank && (is_text || lines[at][begin] != '#')) end = at + 1;
  }
  for (; end > found->line; --end) lines.erase(end - 1);
  auto changed = lines.bytes();
  const auto old_text = decode_text(note);
  const auto new_text = decode_text(changed);
  const auto was = read_frontmatter(old_text);
  const auto is = read_frontmatter(new_text);
  const bool is_only_change = are_others_same(was, is, key) && is.values.find(key) == nullptr &&
                              is.values.entries.size() + 1 == was.values.entries.size();
  return is_only_change ? changed : std::string{note};
}

std::string add_to_frontmatter_list(std::string_view note, std::string_view key, const plain_scalar& item) {
  text_lines lines{note};
  const auto block = find_block(lines);
  if (!block) return std::string{note};
  const auto indent = key_indentation(lines, *block);
  if (const auto found = find_key(lines, *block, indent, key)) {
    const auto line = lines[found->line];
    const auto scalar = line.substr(found->value, scalar_length(line.substr(found->value)));
    if (scalar.empty() || scalar == "[]") {
      std::string dash = std::string{indent} + "  - ";
      const auto end = end_of_list(lines, *block, found->line, dash);
      if (scalar == "[]") lines.replace(found->line, std::string{right_trimmed(line.substr(0, found->value))});
      lines.insert(end, dash + item.text);
    } else if (scalar.starts_with('[') && scalar.ends_with(']')) {
      std::string changed{line};
      changed.insert(found->value + scalar.size() - 1, ", " + item.text);
      lines.replace(found->line, std::move(changed));
    } else {
      return std::string{note};
    }
  } else {
    lines.insert(block->closing, std::string{indent} + render_text(key) + ":");
    lines.insert(block->closing + 1, std::string{indent} + "  - " + item.text);
  }
  auto changed = lines.bytes();
  const auto old_text = decode_text(note);
  const auto new_text = decode_text(changed);
  const auto was = read_frontmatter(old_text);
  const auto is = read_frontmatter(new_text);
  auto wanted = texts_of(was.values.find(key));
  wanted.push_back(item.text);
  const auto entries = was.values.entries.size() + (was.values.find(key) == nullptr ? 1 : 0);
  const bool is_only_change =
      are_others_same(was, is, key) && texts_of(is.values.find(key)) == wanted && is.values.entries.size() == entries;
  return is_only_change ? changed : std::string{note};
}

}  // namespace secondbrain::vault
