#include "encoder/character_map.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <optional>

#include "base/utf8.hpp"

namespace secondbrain::encoder {

namespace {

constexpr std::size_t longest_sequence = 4;  // code points that are one character

struct normalizers {
  const icu::Normalizer2* composing;
  const icu::Normalizer2* decomposing;
};

/// Null where ICU's data are missing: characters stay as they are then.
normalizers compatibility_normalizers() {
  UErrorCode code = U_ZERO_ERROR;
  const auto* composing = icu::Normalizer2::getNFKCInstance(code);
  const auto* decomposing = icu::Normalizer2::getNFKDInstance(code);
  return U_SUCCESS(code) ? normalizers{composing, decomposing} : normalizers{nullptr, nullptr};
}

/// The tables were made when Unicode was at 11; what came later has no composition in them.
bool was_known(UChar32 value) {
  constexpr int version = 11;
  UVersionInfo age{};
  u_charAge(value, age);
  return age[0] <= version;
}

/// The one character that the sequence is a way of writing: each of its characters stands for one of the
/// decomposition, in that order.
std::optional<char32_t> composed(const std::u32string& sequence, const normalizers& by) {
  UErrorCode code = U_ZERO_ERROR;
  icu::UnicodeString parts;
  for (const auto value : sequence) {
    const auto part = by.decomposing->normalize(icu::UnicodeString{static_cast<UChar32>(value)}, code);
    if (U_FAILURE(code) || part.countChar32() != 1) return std::nullopt;
    parts.append(part);
  }
  const auto whole = by.composing->normalize(parts, code);
  if (U_FAILURE(code) || whole.countChar32() != 1 || !was_known(whole.char32At(0))) return std::nullopt;
  if (by.decomposing->normalize(whole, code) != parts || U_FAILURE(code)) return std::nullopt;
  return static_cast<char32_t>(whole.char32At(0));
}

}  // namespace

std::size_t character_map::append_next(std::string_view text, std::size_t at, std::u32string& to) const {
  constexpr char32_t first_that_joins = 0x300;
  static const auto by = compatibility_normalizers();
  const auto first = code_point_at(text, at);
  std::u32string sequence(1, first.value);
  std::optional<char32_t> longest;
  auto taken = first.length;
  for (auto end = at + first.length; end < text.size() && sequence.size() < longest_sequence;) {
    const auto next = code_point_at(text, end);
    if (next.value < first_that_joins || by.composing == nullptr ||
        by.composing->hasBoundaryBefore(static_cast<UChar32>(next.value)) != 0)
      break;
    sequence.push_back(next.value);
    end += next.length;
    if (const auto one = composed(sequence, by)) {
      longest = one;
      taken = end - at;
    }
  }
  if (longest) {
    to.push_back(*longest);
  } else if (const auto found = table_.find(first.value); found != table_.end()) {
    to += found->second;
  } else {
    to.push_back(first.value);
  }
  return taken;
}

}  // namespace secondbrain::encoder
