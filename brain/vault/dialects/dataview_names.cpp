#include "brain/vault/dialects/dataview_names.hpp"

#include <algorithm>

#include "base/lower_case.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"

namespace secondbrain::vault::dialects {

namespace {

struct range {
  char32_t first, last;
};

/// Beyond ASCII, what is neither a letter nor a digit of a name: marks, signs, punctuation.
constexpr range no_letters[] = {
    {0x80, 0xA9},     {0xAB, 0xB4},     {0xB6, 0xB9},       {0xBB, 0xBF},       {0xD7, 0xD7},      {0xF7, 0xF7},
    {0x2C2, 0x2C5},   {0x2D2, 0x2DF},   {0x300, 0x36F},     {0x483, 0x489},     {0x591, 0x5CF},    {0x600, 0x61F},
    {0x64B, 0x66D},   {0x6D4, 0x6D4},   {0x6D6, 0x6ED},     {0x6F0, 0x6F9},     {0x900, 0x903},    {0x93A, 0x93C},
    {0x93E, 0x94F},   {0x964, 0x970},   {0xE31, 0xE31},     {0xE34, 0xE3A},     {0xE3F, 0xE3F},    {0xE47, 0xE5B},
    {0x2000, 0x2070}, {0x2072, 0x207E}, {0x2080, 0x208E},   {0x20A0, 0x2101},   {0x2103, 0x2106},  {0x2190, 0x2BFF},
    {0x2E00, 0x2E2E}, {0x2E30, 0x3004}, {0x3007, 0x3030},   {0x3036, 0x303A},   {0x303D, 0x3040},  {0x3099, 0x309C},
    {0x30A0, 0x30A0}, {0x30FB, 0x30FB}, {0xE000, 0xF8FF},   {0xFE00, 0xFE6F},   {0xFF00, 0xFF20},  {0xFF3B, 0xFF40},
    {0xFF5B, 0xFF65}, {0xFFE0, 0xFFFF}, {0x1D000, 0x1D3FF}, {0x1F000, 0x1FBFF}, {0xE0000, 0xE01EF}};

constexpr range pictures[] = {
    {0x203C, 0x203C}, {0x2049, 0x2049}, {0x2122, 0x2122}, {0x2139, 0x2139}, {0x2194, 0x21AA},   {0x231A, 0x231B},
    {0x2328, 0x2328}, {0x23CF, 0x23FA}, {0x24C2, 0x24C2}, {0x25AA, 0x25FE}, {0x2600, 0x27BF},   {0x2934, 0x2935},
    {0x2B05, 0x2B55}, {0x3030, 0x3030}, {0x303D, 0x303D}, {0x3297, 0x3299}, {0x1F004, 0x1F251}, {0x1F300, 0x1FAFF}};

template <std::size_t count>
bool is_in(const range (&ranges)[count], char32_t value) {
  return std::any_of(std::begin(ranges), std::end(ranges),
                     [value](const range& each) { return value >= each.first && value <= each.last; });
}

bool is_letter(char32_t value) {
  if (value < 0x80) return (value >= 'a' && value <= 'z') || (value >= 'A' && value <= 'Z');
  return !is_in(no_letters, value) && !is_white_space(value);
}

bool is_digit(char32_t value) {
  return value >= '0' && value <= '9';
}

/// A picture with what belongs to it: selectors, skin, joined ones. 0: none begins here.
std::size_t picture_length(std::string_view text, std::size_t at) {
  constexpr char32_t joiner = 0x200D;
  const auto first = code_point_at(text, at);
  if (!is_in(pictures, first.value)) return 0;
  auto end = at + first.length;
  while (end < text.size()) {
    const auto next = code_point_at(text, end);
    const bool belongs = next.value == 0xFE0F || next.value == 0x20E3 ||
                         (next.value >= 0x1F3FB && next.value <= 0x1F3FF) ||
                         (next.value >= 0xE0020 && next.value <= 0xE007F) ||
                         (first.value >= 0x1F1E6 && first.value <= 0x1F1FF && end == at + first.length &&
                          next.value >= 0x1F1E6 && next.value <= 0x1F1FF);
    if (belongs) {
      end += next.length;
    } else if (next.value == joiner && end + next.length < text.size() &&
               is_in(pictures, code_point_at(text, end + next.length).value)) {
      end += next.length;
      end += code_point_at(text, end).length;
    } else {
      break;
    }
  }
  return end - at;
}

}  // namespace

std::string dataview_key(std::string_view name) {
  std::string key;
  bool in_space = false;
  for (std::size_t at = 0; at < name.size();) {
    if (const auto picture = picture_length(name, at)) {
      key += name.substr(at, picture);
      at += picture;
      in_space = false;
      continue;
    }
    const auto next = code_point_at(name, at);
    const auto letter = name.substr(at, next.length);
    at += next.length;
    if (is_white_space(next.value)) {
      if (!in_space) key += '-';
      in_space = true;
      continue;
    }
    in_space = false;
    if (is_letter(next.value) || is_digit(next.value) || next.value == '_' || next.value == '-')
      key += lower_case(letter);
  }
  return key;
}

std::string dataview_heading(std::string_view heading) {
  std::string plain;
  for (std::size_t at = 0; at < heading.size();) {
    if (const auto picture = picture_length(heading, at)) {
      plain += heading.substr(at, picture);
      at += picture;
      continue;
    }
    const auto next = code_point_at(heading, at);
    if (is_letter(next.value) || is_digit(next.value) || next.value == '_' || next.value == '-')
      plain += heading.substr(at, next.length);
    else
      plain += ' ';
    at += next.length;
  }
  return collapse_white_space(plain);
}

bool read_line_key(std::string_view text, std::string& key) {
  const auto is_word = [](char32_t value) { return is_letter(value) || is_digit(value) || value == '_'; };
  std::size_t at = 0;
  while (at < text.size()) {
    const auto next = code_point_at(text, at);
    if (is_word(next.value)) break;
    at += next.length;
  }
  key.clear();
  while (at < text.size()) {
    // Dataview meant to take all pictures; it takes those of the first plane.
    if (const auto picture = picture_length(text, at); picture > 0 && code_point_at(text, at).value < 0x10000) {
      key += text.substr(at, picture);
      at += picture;
      continue;
    }
    const auto next = code_point_at(text, at);
    if (!is_word(next.value) && !is_white_space(next.value) && next.value != '/' && next.value != '-') break;
    key += text.substr(at, next.length);
    at += next.length;
  }
  return text.find_first_not_of("_*~`", at) == std::string_view::npos;
}

bool ends_dataview_tag(char32_t value) noexcept {
  return (value >= 0x2000 && value <= 0x206F) || (value >= 0x2E00 && value <= 0x2E7F) || is_white_space(value) ||
         std::u32string_view{U"'!\"#$%&()*+,.:;<=>?@^`{|}~[]\\"}.find(value) != std::u32string_view::npos;
}

std::vector<std::string> dataview_tags(std::string_view text) {
  std::vector<std::string> tags;
  for (auto at = text.find('#'); at != std::string_view::npos; at = text.find('#', at)) {
    // First as far as a tag may reach; then all of that must be one.
    auto end = at + 1;
    bool is_tag = true;
    while (end < text.size()) {
      const auto next = code_point_at(text, end);
      if (is_white_space(next.value) ||
          std::u32string_view{U",;.:!?'\"`()[]{}"}.find(next.value) != std::u32string_view::npos)
        break;
      is_tag &= !ends_dataview_tag(next.value);
      end += next.length;
    }
    const std::string tag{text.substr(at, end - at)};
    if (is_tag && tag.size() > 1 && std::find(tags.begin(), tags.end(), tag) == tags.end()) tags.push_back(tag);
    at = end;
  }
  return tags;
}

}  // namespace secondbrain::vault::dialects
