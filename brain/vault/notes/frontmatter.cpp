#include "brain/vault/notes/frontmatter.hpp"

#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/vault/notes/metadata_formats.hpp"

namespace secondbrain::vault {

namespace {

std::string_view line_at(std::string_view text, std::size_t begin) noexcept {
  return text.substr(begin, text.find('\n', begin) - begin);
}

/// Three or more `-` and nothing else but white space behind them.
bool is_rule(std::string_view line) noexcept {
  auto dashes = std::min(line.find_first_not_of('-'), line.size());
  return dashes >= 3 && trimmed(line.substr(dashes)).empty();
}

bool is_closing_brace(std::string_view line) noexcept {
  return line == "}";
}

/// Where the first line after the first one that `is_end` accepts begins.
template <class Predicate>
std::optional<std::size_t> find_line(std::string_view text, Predicate is_end) noexcept {
  for (auto end = text.find('\n'); end != text.npos; end = text.find('\n', end + 1)) {
    if (is_end(line_at(text, end + 1))) return end + 1;
  }
  return std::nullopt;
}

enum class block_format : std::uint8_t { none, yaml, json };

struct frontmatter_split {
  block_format format = block_format::none;
  std::string_view block;
  std::string_view content;
};

frontmatter_split split(std::string_view text) noexcept {
  auto first = line_at(text, 0);
  auto format = is_rule(first) ? block_format::yaml : first == "{" ? block_format::json : block_format::none;
  if (format == block_format::none) return {format, {}, text};
  auto last = find_line(text, format == block_format::yaml ? is_rule : is_closing_brace);
  if (!last) return {block_format::none, {}, text};
  auto behind = *last + line_at(text, *last).size();
  auto block = format == block_format::yaml ? text.substr(first.size(), *last - first.size()) : text.substr(0, behind);
  return {format, block, trimmed(text.substr(behind))};
}

}  // namespace

const frontmatter_value* frontmatter_value::find(std::string_view key) const noexcept {
  auto entry = std::find_if(entries.rbegin(), entries.rend(), [&](auto& candidate) { return candidate.key == key; });
  return entry == entries.rend() ? nullptr : &entry->value;
}

const std::string* frontmatter_value::find_string(std::string_view key) const noexcept {
  auto* value = find(key);
  return value && value->kind == value_kind::string ? &value->text : nullptr;
}

const std::string* frontmatter_value::find_scalar(std::string_view key) const noexcept {
  using enum value_kind;
  const auto* value = find(key);
  if (value == nullptr || value->kind == null || value->kind == list || value->kind == mapping) return nullptr;
  return &value->text;
}

frontmatter read_frontmatter(std::string_view text) {
  text = trimmed(text);
  auto [format, block, content] = split(text);
  frontmatter read;
  read.content = content;
  if (format == block_format::none) return read;
  auto values = format == block_format::yaml ? parse_yaml(block) : parse_json(block);
  if (!values) {
    read.warning = "The frontmatter is ignored because it is not valid: " + values.error().message +
                   ". Correct it to get title, date and tags from it.";
  } else if (values->kind == value_kind::mapping) {
    read.values = std::move(*values);
  } else if (values->kind != value_kind::null) {
    read.content = text;
  }
  return read;
}

}  // namespace secondbrain::vault
