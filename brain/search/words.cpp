#include "brain/search/words.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "brain/search/fold_tables.hpp"
#include "brain/search/porter.hpp"

namespace secondbrain::search {
namespace {

struct code_point_range {
  char32_t first;
  char32_t last;
};

struct fold_block {
  char32_t first;
  std::u16string_view folded;
};

constexpr fold_block fold_blocks[] = {{0xA0, latin}, {0x370, greek_and_cyrillic}, {0x1E00, latin_additional}};

constexpr code_point_range combining_marks = {0x300, 0x331};  // belong to the letter before them

// Beyond the tables, whatever is not one of these is taken for a letter: punctuation, symbols, emoji.
constexpr code_point_range separators[] = {
    {0x80, 0x9F},     {0x600, 0x61F},   {0x66A, 0x66D},   {0x6D4, 0x6D4},   {0x964, 0x965},     {0x2000, 0x206F},
    {0x20A0, 0x20FF}, {0x2190, 0x245F}, {0x2500, 0x2775}, {0x2794, 0x2BFF}, {0x2E00, 0x2E3B},   {0x3000, 0x3004},
    {0x3008, 0x3020}, {0x302A, 0x3030}, {0x30FB, 0x30FB}, {0xFE00, 0xFE6F}, {0xFEFF, 0xFEFF},   {0xFF01, 0xFF0F},
    {0xFF1A, 0xFF20}, {0xFF3B, 0xFF40}, {0xFF5B, 0xFF65}, {0xFFE0, 0xFFFF}, {0x1F000, 0x1F0FF}, {0x1F200, 0x1FAFF}};

bool within(char32_t value, const code_point_range& range) {
  return value >= range.first && value <= range.last;
}

// The folded code point; 0 for one that vanishes, a space for one that is no part of a word.
char32_t fold_code_point(char32_t value) {
  if (value < 0x80) {
    if (value >= 'A' && value <= 'Z') return value + ('a' - 'A');
    return (value >= 'a' && value <= 'z') || (value >= '0' && value <= '9') ? value : U' ';
  }
  for (const auto& block : fold_blocks)
    if (value >= block.first && value - block.first < block.folded.size()) return block.folded[value - block.first];
  if (within(value, combining_marks)) return 0;
  const auto separates = [value](const code_point_range& range) { return within(value, range); };
  return std::any_of(std::begin(separators), std::end(separators), separates) ? U' ' : value;
}

bool continues_word(code_point point) {
  return point.valid && fold_code_point(point.value) != U' ';
}

bool begins_word(code_point point) {
  return continues_word(point) && !within(point.value, combining_marks);
}

}  // namespace

std::optional<word_span> word_scanner::next() noexcept {
  while (at_ < text_.size()) {
    const auto point = code_point_at(text_, at_);
    if (begins_word(point)) break;
    at_ += point.length;
  }
  if (at_ >= text_.size()) return std::nullopt;
  const auto begin = at_;
  while (at_ < text_.size()) {
    const auto point = code_point_at(text_, at_);
    if (!continues_word(point)) break;
    at_ += point.length;
  }
  return word_span{begin, at_};
}

std::string fold(std::string_view word) {
  std::string folded;
  folded.reserve(word.size());
  for (std::size_t at = 0; at < word.size();) {
    const auto point = code_point_at(word, at);
    if (const auto value = fold_code_point(point.value); value != 0) append_utf8(folded, value);
    at += point.length;
  }
  return folded;
}

std::string stem(std::string_view word) {
  return porter_stem(fold(word));
}

}  // namespace secondbrain::search
