#include "text/charset_guess.hpp"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include "base/ascii.hpp"
#include "text/language_guess.hpp"
#include "text/script_evidence.hpp"

namespace secondbrain::text {

namespace {

constexpr std::size_t looked_at = 8000;  // bytes; ICU does not look at more

enum class writing : std::uint8_t {
  ideographs,    // whole words are beyond ASCII, each letter of several bytes
  other_script,  // whole words are
  latin,         // single letters are, as in Western texts
};

struct charset {
  std::string_view detected;  // by ICU
  const char* name;           // of its superset that programs wrote
  writing script;
};

constexpr charset charsets[] = {
    {"Shift_JIS", "ibm-943_P15A-2003", writing::ideographs},
    {"EUC-JP", "EUC-JP", writing::ideographs},
    {"EUC-KR", "windows-949", writing::ideographs},
    {"GB18030", "GB18030", writing::ideographs},
    {"Big5", "windows-950", writing::ideographs},
    {"KOI8-R", "KOI8-U", writing::other_script},
    {"windows-1251", "windows-1251", writing::other_script},
    {"ISO-8859-5", "ISO-8859-5", writing::other_script},
    {"ISO-8859-6", "ISO-8859-6", writing::other_script},
    {"windows-1256", "windows-1256", writing::other_script},
    {"ISO-8859-7", "ISO-8859-7", writing::other_script},
    {"windows-1253", "windows-1253", writing::other_script},
    {"ISO-8859-8", "windows-1255", writing::other_script},
    {"ISO-8859-8-I", "windows-1255", writing::other_script},
    {"windows-1255", "windows-1255", writing::other_script},
    {"ISO-8859-2", "ISO-8859-2", writing::latin},
    {"windows-1250", "windows-1250", writing::latin},
    {"ISO-8859-9", "windows-1254", writing::latin},
    {"windows-1254", "windows-1254", writing::latin},
};

constexpr std::string_view replacement = "\uFFFD";

/// Null: it is none of those above.
const charset* known_charset(std::string_view detected) {
  const auto* known = std::find_if(std::begin(charsets), std::end(charsets),
                                   [&](const charset& each) { return each.detected == detected; });
  return known == std::end(charsets) ? nullptr : known;
}

/// The lines that have anything beyond ASCII: frontmatter and code say nothing of the rest.
std::string telling_lines(std::string_view bytes) {
  std::string lines;
  while (!bytes.empty() && lines.size() < looked_at) {
    const auto end = std::min(bytes.find('\n'), bytes.size() - 1) + 1;
    if (!is_ascii(bytes.substr(0, end))) lines += bytes.substr(0, end);
    bytes.remove_prefix(end);
  }
  lines.resize(std::min(lines.size(), looked_at));
  return lines;
}

/// In Western texts three different letters beyond ASCII do not follow each other, but for an odd "«Où" or a line of
/// dashes.
bool is_mostly_beyond_ascii(std::string_view text) {
  constexpr std::size_t run = 3;
  std::size_t beyond = 0;
  std::size_t in_runs = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::find_if(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(),
                                  [](char byte) { return is_ascii(byte); });
    const auto length = static_cast<std::size_t>(end - text.begin()) - at;
    const auto stretch = text.substr(at, length);
    const bool is_one_sign = stretch.find_first_not_of(stretch.substr(0, 1)) == stretch.npos;
    if (!is_one_sign || length == 1) beyond += length;
    if (length >= run && !is_one_sign) in_runs += length;
    at += length + 1;
  }
  return in_runs * 5 >= beyond * 2 && in_runs > 0;
}

/// "áéíóúýþæöð ÁÉÍÓÚÝÞÆÖÐ": the letters of an alphabet in small and in capitals, which no words are.
bool lists_letters_in_both_cases(std::string_view text) {
  constexpr std::size_t least = 4;
  constexpr char case_bit = 0x20;  // of letters in Windows-1252
  std::set<std::string, std::less<>> stretches;
  for (std::size_t at = 0; at < text.size();) {
    std::string stretch;
    for (; at < text.size() && !is_ascii(text[at]); ++at) stretch += text[at];
    ++at;
    if (stretch.size() < least) continue;
    auto other_case = stretch;
    for (auto& byte : other_case) byte = static_cast<char>(byte ^ case_bit);
    if (stretches.contains(other_case)) return true;
    stretches.insert(std::move(stretch));
  }
  return false;
}

std::string converted(std::string_view bytes, const char* charset) {
  auto failure = U_ZERO_ERROR;
  const auto size = static_cast<std::int32_t>(bytes.size());
  const auto needed = ucnv_convert("UTF-8", charset, nullptr, 0, bytes.data(), size, &failure);
  if (failure != U_BUFFER_OVERFLOW_ERROR) return {};
  std::string text(static_cast<std::size_t>(needed), '\0');
  failure = U_ZERO_ERROR;
  ucnv_convert("UTF-8", charset, text.data(), needed, bytes.data(), size, &failure);
  if (U_FAILURE(failure)) return {};
  return text;
}

/// "mo¿e", "pi±tek": a sign in the middle of a word, which no Western text has.
bool has_letters_that_are_signs(std::string_view text) {
  constexpr std::string_view signs = "\xA3\xA6\xA9\xAE\xAF\xB1\xB3\xB6\xB9\xBC\xBE\xBF";
  for (std::size_t at = text.find_first_of(signs); at != text.npos; at = text.find_first_of(signs, at + 1))
    if (at > 0 && at + 1 < text.size() && is_ascii_letter(text[at - 1]) && is_ascii_letter(text[at + 1])) return true;
  return false;
}

/// Of Latin texts what ICU says is believed where the words agree, and more than one letter would be another one.
bool is_language_of(std::string_view detected, std::string_view language) {
  constexpr std::string_view central[] = {"pl", "cs", "hu", "ro"};
  if (detected == "ISO-8859-9" || detected == "windows-1254") return language == "tr";
  return std::find(std::begin(central), std::end(central), language) != std::end(central);
}

bool has_letters_of_its_own(std::string_view text, const char* charset) {
  std::set<char> beyond;
  for (const char byte : text)
    if (!is_ascii(byte)) beyond.insert(byte);
  return std::count_if(beyond.begin(), beyond.end(), [&](char byte) {
           return converted({&byte, 1}, charset) != converted({&byte, 1}, "windows-1252");
         }) > 1;
}

bool is_cyrillic(const charset& guess) {
  return guess.detected == "windows-1251" || guess.detected == "KOI8-R" || guess.detected == "ISO-8859-5";
}

/// Whether they are words rather than a list of the accented letters of a Western language.
bool has_cyrillic_words(std::string_view text) {
  const auto words = count_cyrillic_words(text);
  return words.has_letter_twice || words.in_long_words * 2 >= words.letters;
}

bool is_believed(const charset& guess, const char* name, std::string_view text) {
  if (guess.script == writing::other_script && lists_letters_in_both_cases(text)) return false;
  if (guess.script != writing::latin)
    return is_mostly_beyond_ascii(text) && (!is_cyrillic(guess) || has_cyrillic_words(converted(text, name)));
  if (is_mostly_beyond_ascii(text)) return false;
  const bool is_turkish = is_language_of(guess.detected, "tr");
  if (!is_turkish && has_letters_that_are_signs(text)) return true;
  if (!has_letters_of_its_own(text, name)) return false;
  const auto read = converted(text, name);
  const auto language = guess_language(read);
  return is_language_of(guess.detected, language) && has_letters_of(language, read);
}

/// Of few words: how they are written tells what ICU cannot. Null: nothing does.
const charset* told_by_words(std::string_view text, std::initializer_list<std::string_view> candidates,
                             bool (*reads_as)(std::string_view)) {
  for (const auto name : candidates) {
    const auto* found = known_charset(name);
    const auto read = converted(text, found->name);
    if (read.find(replacement) == read.npos && reads_as(read)) return found;
  }
  return nullptr;
}

/// Two encodings of a language that differ in a few letters: what has one's and none of the other's is in that one.
const char* of_two_alike(std::string_view language, std::string_view text, const char* detected) {
  const auto has = [&](std::string_view bytes) { return text.find_first_of(bytes) != text.npos; };
  if (language == "pl" && has("\xB9\x9C\x9F") && !has("\xB1\xB6\xBC")) return "windows-1250";
  if (language == "el" && has("\xA2") && !has("\xB6")) return "windows-1253";
  return detected;
}

class detector {
 public:
  detector() : open_{ucsdet_open(&failure_), &ucsdet_close} {}

  /// The charset that is likeliest, with its language; null: none of those above.
  const charset* detect(std::string_view text, std::string_view& language) {
    ucsdet_setText(open_.get(), text.data(), static_cast<std::int32_t>(text.size()), &failure_);
    const auto* match = ucsdet_detect(open_.get(), &failure_);
    if (U_FAILURE(failure_) || match == nullptr) return nullptr;
    const std::string_view name = ucsdet_getName(match, &failure_);
    language = ucsdet_getLanguage(match, &failure_);
    return known_charset(name);
  }

 private:
  UErrorCode failure_ = U_ZERO_ERROR;
  std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> open_;
};

struct told_charset {
  const charset* is = nullptr;  // null: none
  const char* name = nullptr;   // of the converter: its own, or of one that is much alike
};

told_charset charset_of(std::string_view text) {
  std::string_view language;
  const auto* guess = detector{}.detect(text, language);
  const auto* name = guess == nullptr ? nullptr : of_two_alike(language, text, guess->name);
  const bool is_told = guess != nullptr && is_believed(*guess, name, text);
  if (is_told && (guess->script == writing::ideographs || is_cyrillic(*guess))) return {guess, name};
  if (const auto* told = told_by_words(text, {"Shift_JIS", "EUC-JP"}, reads_as_japanese)) return {told, told->name};
  if (is_told) return {guess, name};
  const auto* told = told_by_words(text, {"windows-1251", "KOI8-R"}, reads_as_cyrillic);
  return told == nullptr ? told_charset{} : told_charset{told, told->name};
}

}  // namespace

std::optional<decoded_text> decoded_as_guessed(std::string_view bytes) {
  const auto [guess, name] = charset_of(telling_lines(bytes));
  if (guess == nullptr) return std::nullopt;
  auto text = converted(bytes, name);
  if (text.empty() || text.find(replacement) != text.npos) return std::nullopt;
  return decoded_text{std::move(text), name == guess->name ? std::string{guess->detected} : name, name,
                      guess->script == writing::ideographs};
}

std::vector<std::string_view> stretches_beyond_ascii(std::string_view bytes, const std::string& converter) {
  auto failure = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> open{ucnv_open(converter.c_str(), &failure), &ucnv_close};
  if (U_FAILURE(failure)) return {};
  std::u16string text(bytes.size() * 2 + 1, u'\0');  // GB18030 has letters of four bytes that are two units
  std::vector<std::int32_t> begins(text.size());     // of each unit in the bytes
  auto* to = text.data();
  const auto* from = bytes.data();
  ucnv_toUnicode(open.get(), &to, to + text.size(), &from, from + bytes.size(), begins.data(), true, &failure);
  if (U_FAILURE(failure)) return {};
  text.resize(static_cast<std::size_t>(to - text.data()));
  std::vector<std::string_view> found;
  const auto is_beyond = [](char16_t unit) { return unit >= 0x80; };
  for (auto unit = text.begin(); unit != text.end();) {
    unit = std::find_if(unit, text.end(), is_beyond);
    const auto end = std::find_if_not(unit, text.end(), is_beyond);
    if (unit == end) break;
    const auto place = [&](auto at) {
      return at == text.end() ? bytes.size()
                              : static_cast<std::size_t>(begins[static_cast<std::size_t>(at - text.begin())]);
    };
    found.push_back(bytes.substr(place(unit), place(end) - place(unit)));
    unit = end;
  }
  return found;
}

}  // namespace secondbrain::text
