#include "text/code_point_kinds.hpp"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <array>
#include <atomic>
#include <memory>

namespace secondbrain::text {

namespace {

constexpr std::size_t block_size = 256;
constexpr char32_t beyond_unicode = 0x110000;

using block = std::array<code_point_kind, block_size>;

/// Hangul too: its words take endings that no space sets apart.
bool is_unspaced(UChar32 value) {
  constexpr UChar32 of_several_scripts[] = {0x3005, 0x3006, 0x3007, 0x303B, 0x30FC, 0xFF70};
  for (const auto each : of_several_scripts)
    if (value == each) return true;
  UErrorCode failure = U_ZERO_ERROR;
  switch (uscript_getScript(value, &failure)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_HANGUL:
    case USCRIPT_BOPOMOFO:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR: return true;
    default: return false;
  }
}

bool is_word_part(UChar32 value) {
  return (U_GET_GC_MASK(value) & (U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK)) != 0;
}

code_point_kind icu_kind_of(UChar32 value) {
  constexpr UChar32 first_picture = 0x1F000;  // those before it are signs of the text as well
  if (u_hasBinaryProperty(value, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0) return code_point_kind::ignored;
  if (u_hasBinaryProperty(value, UCHAR_REGIONAL_INDICATOR) != 0) return code_point_kind::regional_indicator;
  if (u_hasBinaryProperty(value, UCHAR_EMOJI_MODIFIER) != 0) return code_point_kind::emoji_modifier;
  if (is_word_part(value) && is_unspaced(value)) return code_point_kind::unspaced;
  if ((U_GET_GC_MASK(value) & U_GC_M_MASK) != 0) return code_point_kind::mark;
  if (is_word_part(value)) return code_point_kind::letter;
  if (u_hasBinaryProperty(value, UCHAR_EMOJI_PRESENTATION) != 0) return code_point_kind::emoji;
  if (u_hasBinaryProperty(value, UCHAR_EXTENDED_PICTOGRAPHIC) != 0)
    return value >= first_picture ? code_point_kind::emoji : code_point_kind::pictograph;
  return code_point_kind::separator;
}

const block* filled(char32_t number) {
  auto fresh = std::make_unique<block>();
  for (std::size_t at = 0; at < block_size; ++at)
    (*fresh)[at] = icu_kind_of(static_cast<UChar32>(number * block_size + at));
  return fresh.release();
}

}  // namespace

code_point_kind kind_of(char32_t value) {
  static std::array<std::atomic<const block*>, beyond_unicode / block_size> blocks{};  // kept until the end
  if (value >= beyond_unicode) return code_point_kind::separator;
  auto& place = blocks.at(value / block_size);
  const auto* known = place.load(std::memory_order_acquire);
  if (known == nullptr) {
    const auto* fresh = filled(value / block_size);
    if (place.compare_exchange_strong(known, fresh, std::memory_order_acq_rel))
      known = fresh;
    else
      delete fresh;  // another thread was quicker
  }
  return (*known)[value % block_size];
}

}  // namespace secondbrain::text
