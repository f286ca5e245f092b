#include "text/folding.hpp"

#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <iterator>

#include "base/ascii.hpp"
#include "base/utf8.hpp"

namespace secondbrain::text {

namespace {

struct code_point_range {
  char32_t first;
  char32_t last;
};

// Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic, and the stroke that only stretches a line of
// Arabic.
constexpr code_point_range diacritics[] = {{0x300, 0x36F},   {0x483, 0x487},   {0x591, 0x5BD},  {0x5BF, 0x5BF},
                                           {0x5C1, 0x5C2},   {0x5C4, 0x5C5},   {0x5C7, 0x5C7},  {0x610, 0x61A},
                                           {0x640, 0x640},   {0x64B, 0x65F},   {0x670, 0x670},  {0x6D6, 0x6DC},
                                           {0x6DF, 0x6E4},   {0x6E7, 0x6E8},   {0x6EA, 0x6ED},  {0x1AB0, 0x1AFF},
                                           {0x1DC0, 0x1DFF}, {0x20D0, 0x20FF}, {0xFE20, 0xFE2F}};

struct substitution {
  char16_t letter;
  const char16_t* plain;
};

// Letters that Unicode does not take apart, though who has no key for them types these instead.
constexpr substitution substitutions[] = {{u'æ', u"ae"}, {u'ø', u"o"}, {u'đ', u"d"},  {u'ħ', u"h"},
                                          {u'ı', u"i"},  {u'ł', u"l"}, {u'œ', u"oe"}, {u'ŧ', u"t"}};

bool is_diacritic(char32_t value) {
  return std::any_of(std::begin(diacritics), std::end(diacritics),
                     [value](const auto& range) { return value >= range.first && value <= range.last; });
}

const substitution* substitution_of(char32_t value) {
  const auto* found = std::find_if(std::begin(substitutions), std::end(substitutions),
                                   [value](const auto& each) { return each.letter == value; });
  return found == std::end(substitutions) ? nullptr : found;
}

void append_utf16(std::u16string& out, char32_t value) {
  constexpr char32_t first_pair = 0x10000;
  if (value < first_pair) {
    out += static_cast<char16_t>(value);
  } else {
    out += static_cast<char16_t>(U16_LEAD(value));
    out += static_cast<char16_t>(U16_TRAIL(value));
  }
}

std::u16string in_utf16(std::string_view text) {
  std::u16string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto point = code_point_at(text, at);
    append_utf16(out, point.value);
    at += point.length;
  }
  return out;
}

/// Calls `each` with every code point.
template <class Each>
void for_each_code_point(const std::u16string& text, Each&& each) {
  for (std::size_t at = 0; at < text.size();) {
    UChar32 value = 0;
    U16_NEXT(text.data(), at, text.size(), value);
    each(static_cast<char32_t>(value));
  }
}

std::string in_utf8(const std::u16string& text) {
  std::string out;
  out.reserve(text.size() * 2);
  for_each_code_point(text, [&](char32_t value) { append_utf8(out, value); });
  return out;
}

using normal_form = const UNormalizer2* (*)(UErrorCode*);

// What ICU cannot do for lack of memory or data leaves the text as it is: it is found by its own spelling then.
std::u16string normalised(normal_form form, const std::u16string& text) {
  UErrorCode failure = U_ZERO_ERROR;
  const auto* normaliser = form(&failure);
  if (U_FAILURE(failure)) return text;
  constexpr std::size_t room = 16;
  std::u16string out(text.size() + text.size() / 2 + room, u'\0');
  const auto write = [&] {
    return unorm2_normalize(normaliser, text.data(), static_cast<std::int32_t>(text.size()), out.data(),
                            static_cast<std::int32_t>(out.size()), &failure);
  };
  auto length = write();
  if (failure == U_BUFFER_OVERFLOW_ERROR) {
    failure = U_ZERO_ERROR;
    out.resize(static_cast<std::size_t>(length) + 1);
    length = write();
  }
  if (U_FAILURE(failure)) return text;
  out.resize(static_cast<std::size_t>(length));
  return out;
}

std::u16string plain(const std::u16string& case_folded) {
  std::u16string kept;
  kept.reserve(case_folded.size());
  for_each_code_point(normalised(unorm2_getNFDInstance, case_folded), [&](char32_t value) {
    if (const auto* other = substitution_of(value))
      kept += other->plain;
    else if (!is_diacritic(value))
      append_utf16(kept, value);
  });
  return normalised(unorm2_getNFCInstance, kept);
}

std::string ascii_folded(std::string_view text) {
  std::string out{text};
  for (auto& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  return out;
}

}  // namespace

std::string case_folded(std::string_view text) {
  if (is_ascii(text)) return ascii_folded(text);
  return in_utf8(normalised(unorm2_getNFKCCasefoldInstance, in_utf16(text)));
}

std::string folded(std::string_view text) {
  if (is_ascii(text)) return ascii_folded(text);
  return in_utf8(plain(normalised(unorm2_getNFKCCasefoldInstance, in_utf16(text))));
}

std::string composed(std::string_view text) {
  if (is_ascii(text) || !is_valid_utf8(text)) return std::string{text};
  return in_utf8(normalised(unorm2_getNFCInstance, in_utf16(text)));
}

std::string without_diacritics(std::string_view case_folded) {
  if (is_ascii(case_folded)) return std::string{case_folded};
  return in_utf8(plain(in_utf16(case_folded)));
}

}  // namespace secondbrain::text
