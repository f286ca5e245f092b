// When two ways to write something are the same text.
//
// UTF-8 in, UTF-8 out; bytes that are not UTF-8 become U+FFFD. Thread-safe; nothing here fails. Time: linear.
// Source: Unicode Standard Annex #15 and §5.18 (NFKC_Casefold), by way of ICU.
#pragma once

#include <string>
#include <string_view>

namespace secondbrain::text {

/// Without regard to case, to composed and decomposed writing, to the width and the shape of letters and to what cannot
/// be seen (NFKC_Casefold): "Ｓｔｒａßｅ" becomes "strasse", a ligature its letters; a soft hyphen and a zero-width
/// space vanish. Diacritics stay.
std::string case_folded(std::string_view text);

/// And without diacritics, as full-text search compares: "Éclair" becomes "eclair", "Đường" "duong"; vowel points of
/// Hebrew and Arabic vanish. Signs that are letters of their own (the vowels of Hindi and Thai, the marks of kana)
/// stay.
std::string folded(std::string_view text);

/// Composed writing (NFC) and nothing else: "e\u0301" becomes "é". What is not UTF-8 stays as it is.
std::string composed(std::string_view text);

/// Takes the diacritics from what is case-folded.
std::string without_diacritics(std::string_view case_folded);

}  // namespace secondbrain::text
