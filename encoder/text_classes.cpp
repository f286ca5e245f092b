#include "encoder/text_classes.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <iterator>

namespace secondbrain::encoder {

namespace {

UChar32 icu(char32_t value) {
  return static_cast<UChar32>(value);
}

/// The models learnt their vocabularies with the categories of Unicode 8; what came later was unassigned for them.
bool has_category(char32_t value, std::uint32_t categories) {
  constexpr int known = 8;
  if ((U_GET_GC_MASK(icu(value)) & categories) == 0) return false;
  UVersionInfo age{};
  u_charAge(icu(value), age);
  return age[0] <= known;
}

struct block {
  char32_t first;
  char32_t last;
};

bool is_ascii_punctuation(char32_t value) {
  return (value >= 0x21 && value <= 0x2F) || (value >= 0x3A && value <= 0x40) || (value >= 0x5B && value <= 0x60) ||
         (value >= 0x7B && value <= 0x7E);
}

}  // namespace

bool is_space(char32_t value) {
  return u_isUWhiteSpace(icu(value)) != 0;
}

bool is_control(char32_t value) {
  if (value == '\t' || value == '\n' || value == '\r') return false;
  return value == 0xFFFD || has_category(value, U_GC_CC_MASK | U_GC_CF_MASK | U_GC_CO_MASK | U_GC_CS_MASK);
}

bool is_punctuation(char32_t value) {
  if (value == 0x166D || value == 0x111C9) return true;  // were, in Unicode 8
  return is_ascii_punctuation(value) || has_category(value, U_GC_P_MASK);
}

bool is_ideograph(char32_t value) {
  constexpr block blocks[] = {{0x4E00, 0x9FFF},   {0x3400, 0x4DBF},   {0x20000, 0x2A6DF}, {0x2A700, 0x2B73F},
                              {0x2B740, 0x2B81F}, {0x2B920, 0x2CEAF}, {0xF900, 0xFAFF},   {0x2F800, 0x2FA1F}};
  return std::any_of(std::begin(blocks), std::end(blocks),
                     [value](const block& one) { return value >= one.first && value <= one.last; });
}

bool is_accent(char32_t value) {
  if (value == 0x1734) return true;  // was, in Unicode 8; the others were not
  if (value == 0x1885 || value == 0x1886 || value == 0xA9BD || value == 0x111C9) return false;
  return has_category(value, U_GC_MN_MASK);
}

}  // namespace secondbrain::encoder
