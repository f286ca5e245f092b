#include "base/text.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "base/utf8.hpp"

namespace secondbrain {
namespace {

/// Bytes before the first white space.
std::size_t word_length(std::string_view text) noexcept {
  std::size_t at = 0;
  while (at < text.size()) {
    auto point = code_point_at(text, at);
    if (is_white_space(point.value)) break;
    at += point.length;
  }
  return at;
}

template <class Change>
std::string changed(std::string_view text, Change change) {
  std::string result{text};
  std::transform(result.begin(), result.end(), result.begin(), change);
  return result;
}

}  // namespace

bool is_white_space(char32_t value) noexcept {
  if (value < 0x80) return value == ' ' || (value >= '\t' && value <= '\r') || (value >= 0x1C && value <= 0x1F);
  return value == 0x85 || value == 0xA0 || value == 0x1680 || (value >= 0x2000 && value <= 0x200A) || value == 0x2028 ||
         value == 0x2029 || value == 0x202F || value == 0x205F || value == 0x3000;
}

std::string_view left_trimmed(std::string_view text) noexcept {
  std::size_t at = 0;
  while (at < text.size()) {
    auto point = code_point_at(text, at);
    if (!is_white_space(point.value)) break;
    at += point.length;
  }
  return text.substr(at);
}

std::string_view right_trimmed(std::string_view text) noexcept {
  auto end = text.size();
  while (end > 0) {
    auto begin = end - 1;
    while (begin > 0 && end - begin < 4 && is_continuation(text[begin])) --begin;
    auto point = code_point_at(text, begin);
    if (begin + point.length != end || !is_white_space(point.value)) break;
    end = begin;
  }
  return text.substr(0, end);
}

std::string_view trimmed(std::string_view text) noexcept {
  return right_trimmed(left_trimmed(text));
}

std::string collapse_white_space(std::string_view text) {
  std::string collapsed;
  collapsed.reserve(text.size());
  for (auto rest = left_trimmed(text); !rest.empty(); rest = left_trimmed(rest)) {
    auto word = rest.substr(0, word_length(rest));
    if (!collapsed.empty()) collapsed += ' ';
    collapsed += word;
    rest.remove_prefix(word.size());
  }
  return collapsed;
}

std::string ascii_lower_case(std::string_view text) {
  return changed(text, [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
}

std::string ascii_upper_case(std::string_view text) {
  return changed(text, [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
}

std::vector<std::string> split_list(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    auto comma = std::min(text.find(','), text.size());
    if (auto part = trimmed(text.substr(0, comma)); !part.empty()) parts.emplace_back(part);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return parts;
}

std::string join(const std::vector<std::string>& parts, std::string_view between) {
  std::string joined;
  for (const auto& part : parts) {
    if (!joined.empty()) joined += between;
    joined += part;
  }
  return joined;
}

std::size_t edit_distance(std::string_view from, std::string_view to) {
  std::vector<std::size_t> row(to.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < from.size(); ++i) {
    auto diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < to.size(); ++j) {
      auto replaced = diagonal + (from[i] == to[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

}  // namespace secondbrain
