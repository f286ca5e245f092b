#include "text/script_evidence.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>

#include "base/ascii.hpp"
#include "text/code_points.hpp"
#include "text/folding.hpp"

namespace secondbrain::text {

namespace {

bool is_latin_letter(char32_t point) {
  return point < 0x80 && is_ascii_letter(static_cast<char>(point));
}

bool is_cyrillic(char32_t point) {
  return (point >= 0x400 && point <= 0x45F) || point == U'Ґ' || point == U'ґ';
}

bool is_upper(char32_t point) {
  return point < 0x430 || point == U'Ґ';
}

char32_t lower(char32_t point) {
  if (point == U'Ґ') return U'ґ';
  if (point < 0x410) return point + 0x50;
  return point < 0x430 ? point + 0x20 : point;
}

bool is_one_of(char32_t point, std::u32string_view points) {
  return points.find(point) != points.npos;
}

bool is_vowel(char32_t point) {
  return is_one_of(point, U"аеёиоуыэюяіїєў");
}

bool is_in_one_case(std::u32string_view word) {
  const auto upper = std::count_if(word.begin(), word.end(), is_upper);
  return upper == 0 || (upper == 1 && is_upper(word.front())) || static_cast<std::size_t>(upper) == word.size();
}

/// In lower case. `ь` and `ъ` follow a consonant, and `ъ` ends no word; `й` stands beside a vowel.
bool can_be_spoken(std::u32string_view word) {
  constexpr std::size_t most_vowels = 3;
  constexpr std::size_t most_consonants = 4;
  std::size_t vowels = 0;
  std::size_t consonants = 0;
  bool has_vowel = false;
  for (std::size_t at = 0; at < word.size(); ++at) {
    const auto before = at > 0 ? word[at - 1] : U' ';
    const auto behind = at + 1 < word.size() ? word[at + 1] : U' ';
    if (is_one_of(word[at], U"ьъ")) {
      if (at == 0 || is_vowel(before) || is_one_of(before, U"ьъй") || (word[at] == U'ъ' && behind == U' '))
        return false;
      consonants = word[at] == U'ъ' ? 0 : consonants;  // a vowel in Bulgarian
      has_vowel = has_vowel || word[at] == U'ъ';
      vowels = 0;
      continue;
    }
    if (word[at] == U'й' && at > 0 && !is_vowel(before) && !is_vowel(behind)) return false;
    vowels = is_vowel(word[at]) ? vowels + 1 : 0;
    consonants = vowels > 0 ? 0 : consonants + 1;
    has_vowel = has_vowel || vowels > 0;
    if (vowels > most_vowels || consonants > most_consonants) return false;
  }
  return has_vowel || word.size() < 3;
}

bool has_twice(std::u32string_view word) {
  const std::set<char32_t> letters{word.begin(), word.end()};
  return letters.size() < word.size() && letters.size() > 2;
}

bool is_kana(char32_t point) {
  return (point >= 0x3041 && point <= 0x309F) || (point >= 0x30A1 && point <= 0x30FF);
}

bool is_ideograph(char32_t point) {
  return (point >= 0x3400 && point <= 0x9FFF) || (point >= 0xF900 && point <= 0xFAFF);
}

/// Brackets, arrows, bullets; wide letters and digits of ASCII.
bool is_east_asian_sign(char32_t point) {
  return (point >= 0x2010 && point < 0x2C00) || (point >= 0x3000 && point <= 0x3040) ||
         (point >= 0xFF01 && point <= 0xFF60) || (point >= 0xFFE0 && point <= 0xFFE6);
}

/// Croatian is taken for Czech, and Slovak for either of its neighbours; its `ŕ` and `ĺ` are left out, as they are the
/// `à` and `å` of Western texts.
std::u32string_view alphabet_of(std::string_view language) {
  if (language == "cs" || language == "pl") return U"áčďéěíňóřšťúůýžäľôćđ";
  if (language == "hu") return U"áéíóöőúüű";
  if (language == "ro") return U"ăâîşșţț";
  return language == "tr" ? U"çğıöşüâîû" : U"";
}

bool are_mostly_of(std::u32string_view alphabet, std::u32string_view letters) {
  const auto of_it =
      std::count_if(letters.begin(), letters.end(), [&](char32_t letter) { return is_one_of(letter, alphabet); });
  return of_it > 0 && static_cast<std::size_t>(of_it) * 4 >= letters.size() * 3;
}

}  // namespace

cyrillic_words count_cyrillic_words(std::string_view text) {
  constexpr std::size_t long_word = 4;
  cyrillic_words count;
  const auto points = code_points_of(text);
  const auto is_letter = [](char32_t point) { return is_cyrillic(point) || is_latin_letter(point); };
  for (auto begin = points.begin(); begin != points.end();) {
    begin = std::find_if(begin, points.end(), is_letter);
    const auto end = std::find_if_not(begin, points.end(), is_letter);
    std::u32string word{begin, end};
    begin = end;
    const auto letters = static_cast<std::size_t>(std::count_if(word.begin(), word.end(), is_cyrillic));
    count.letters += letters;
    if (letters < 2 || letters < word.size() || !is_in_one_case(word)) continue;
    const bool is_in_capitals = is_upper(word[1]);
    std::transform(word.begin(), word.end(), word.begin(), lower);
    if (!can_be_spoken(word)) continue;
    count.in_words += letters;
    count.in_capitals += is_in_capitals ? letters : 0;
    if (letters < long_word) continue;
    count.in_long_words += letters;
    count.has_letter_twice = count.has_letter_twice || has_twice(word);
  }
  return count;
}

bool reads_as_cyrillic(std::string_view text) {
  constexpr std::size_t least = 10;
  const auto words = count_cyrillic_words(text);
  return words.in_words >= least && words.in_words * 5 >= words.letters * 4 &&
         words.in_long_words * 2 >= words.in_words && words.in_capitals * 2 < words.in_words && words.has_letter_twice;
}

bool reads_as_japanese(std::string_view text) {
  constexpr std::size_t least = 4;
  const auto points = code_points_of(text);
  const auto is_japanese = [](char32_t point) { return is_kana(point) || is_ideograph(point); };
  std::size_t kana = 0;
  std::size_t letters = 0;
  std::size_t side_by_side = 0;
  std::size_t beside_latin = 0;
  for (std::size_t at = 0; at < points.size(); ++at) {
    if (points[at] < 0x80 || is_east_asian_sign(points[at])) continue;
    if (!is_japanese(points[at])) return false;
    const auto before = at > 0 ? points[at - 1] : U' ';
    const auto behind = at + 1 < points.size() ? points[at + 1] : U' ';
    ++letters;
    kana += is_kana(points[at]) ? 1 : 0;
    side_by_side += is_japanese(before) || is_japanese(behind) ? 1 : 0;
    beside_latin += is_latin_letter(before) || is_latin_letter(behind) ? 1 : 0;
  }
  return kana >= 2 && kana * 5 >= letters && letters >= least && side_by_side * 4 >= letters * 3 &&
         beside_latin * 4 <= letters;
}

bool has_letters_of(std::string_view language, std::string_view text) {
  std::u32string letters;
  for (const auto point : code_points_of(case_folded(text))) {
    constexpr char32_t division = 0xF7;
    if (point >= 0xDF && point < 0x250 && point != division) letters += point;
  }
  return are_mostly_of(alphabet_of(language), letters) || (language != "tr" && are_mostly_of(U"ąćęłńóśźż", letters));
}

}  // namespace secondbrain::text
