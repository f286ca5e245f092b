#include "text/language_guess.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <map>
#include <unordered_map>

#include "base/ascii.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "text/stop_words.hpp"
#include "text/word_forms.hpp"
#include "text/words.hpp"

namespace secondbrain::text {

namespace {

constexpr std::size_t beginning = 2048;  // bytes that are looked at

struct script_range {
  char32_t first;
  char32_t last;
  std::string_view script;
};

constexpr script_range scripts[] = {
    {0x370, 0x3FF, "el"},     {0x400, 0x52F, "cyrillic"}, {0x531, 0x58F, "hy"},   {0x590, 0x5FF, "he"},
    {0x600, 0x6FF, "arabic"}, {0x900, 0x97F, "hi"},       {0x980, 0x9FF, "bn"},   {0xB80, 0xBFF, "ta"},
    {0xE00, 0xE7F, "th"},     {0xE80, 0xEFF, "lo"},       {0x1000, 0x109F, "my"}, {0x10A0, 0x10FF, "ka"},
    {0x1100, 0x11FF, "ko"},   {0x1780, 0x17FF, "km"},     {0x1F00, 0x1FFF, "el"}, {0x3040, 0x30FF, "ja"},
    {0x3400, 0x9FFF, "han"},  {0xAC00, 0xD7A3, "ko"},     {0xFF66, 0xFF9F, "ja"}, {0x20000, 0x3FFFF, "han"}};

std::string_view script_of(char32_t value) {
  for (const auto& range : scripts)
    if (value >= range.first && value <= range.last) return range.script;
  return "latin";
}

/// Letters by script; those of words that are written without spaces say more each.
class letter_count {
 public:
  void add(char32_t value) {
    const auto script = script_of(value);
    counts_[script] += script == "latin" ? 1 : 2;
    if (script == "cyrillic" || script == "arabic") ++letters_[value];
  }

  void add_latin(std::size_t letters) { counts_["latin"] += letters; }

  std::string_view language() const {
    const auto most = std::max_element(counts_.begin(), counts_.end(),
                                       [](const auto& one, const auto& other) { return one.second < other.second; });
    if (most == counts_.end()) return "latin";
    if (most->first == "han" || most->first == "ja") return of("ja") * 10 > of("han") ? "ja" : "zh";
    if (most->first == "cyrillic") return cyrillic();
    if (most->first == "arabic") return any_of(U"ٹڈےھ") ? "ur" : any_of(U"پچژگکی") ? "fa" : "ar";
    return most->first;
  }

 private:
  std::string_view cyrillic() const {
    if (any_of(U"ґєії")) return "uk";
    if (any_of(U"ў")) return "be";
    if (any_of(U"ђјљњћџ")) return "sr";
    return any_of(U"ыэё") || !any_of(U"ъ") ? "ru" : "bg";
  }

  std::size_t of(std::string_view script) const {
    const auto found = counts_.find(script);
    return found == counts_.end() ? 0 : found->second;
  }
  bool any_of(std::u32string_view letters) const {
    return std::any_of(letters.begin(), letters.end(), [&](char32_t each) { return letters_.contains(each); });
  }

  std::map<std::string_view, std::size_t> counts_;
  std::map<char32_t, std::size_t> letters_;  // only of scripts that need them
};

/// For each stop word the languages that have it, a bit each.
const std::unordered_map<std::string_view, std::uint32_t>& languages_of_stop_words() {
  static const auto table = [] {
    std::unordered_map<std::string_view, std::uint32_t> built;
    std::uint32_t bit = 1;
    for (const auto& list : stop_word_lists()) {
      for (const auto word : list.words) built[word] |= bit;
      bit <<= 1U;
    }
    return built;
  }();
  return table;
}

/// How often a text has the stop words of each language.
class stop_word_count {
 public:
  void add(std::string_view word) {
    constexpr std::size_t longest = 14;  // bytes of a stop word
    ++words_;
    if (word.size() > longest) return;
    std::array<char, longest> lower{};
    std::transform(word.begin(), word.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
    add_folded({lower.data(), word.size()});
  }
  void add_beyond_ascii(std::string_view word) {
    ++words_;
    add_folded(fold(word));
  }

  /// Empty when none stands out.
  std::string_view language() const {
    constexpr double enough = 3.0;
    constexpr double clearly = 1.15;
    constexpr double least_share = 0.08;  // names and lists of things have some of these words by chance
    const auto best = std::max_element(scores_.begin(), scores_.end());
    double second = 0;
    for (auto each = scores_.begin(); each != scores_.end(); ++each)
      if (each != best) second = std::max(second, *each);
    const bool is_clear =
        *best >= enough && *best >= clearly * second && *best >= least_share * static_cast<double>(words_);
    return is_clear ? stop_word_lists()[static_cast<std::size_t>(best - scores_.begin())].language : "";
  }

 private:
  void add_folded(std::string_view word) {
    const auto found = languages_of_stop_words().find(word);
    if (found == languages_of_stop_words().end()) return;
    for (auto languages = found->second; languages != 0; languages &= languages - 1)
      scores_[static_cast<std::size_t>(std::countr_zero(languages))] += 1.0;
  }

  std::array<double, 32> scores_{};  // by list
  std::size_t words_ = 0;
};

}  // namespace

std::string_view guess_language(std::string_view text) {
  text = text.substr(0, beginning);
  letter_count letters;
  stop_word_count stop_words;
  for (word_scanner scanner{text}; const auto span = scanner.next();) {
    const auto word = text.substr(span->begin, span->end - span->begin);
    if (span->kind == word_kind::emoji) continue;
    if (is_ascii(word)) {
      if (word.front() >= 'A') letters.add_latin(word.size());
      stop_words.add(word);
      continue;
    }
    for (std::size_t at = 0; at < word.size();) {
      const auto point = code_point_at(word, at);
      letters.add(point.value);
      at += point.length;
    }
    if (span->kind == word_kind::word) stop_words.add_beyond_ascii(word);
  }
  const auto language = letters.language();
  return language == "latin" ? stop_words.language() : language;
}

std::string language_code(std::string_view written) {
  const auto code = ascii_lower_case(trimmed(written).substr(0, trimmed(written).find_first_of("-_")));
  const bool letters = std::all_of(code.begin(), code.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  return letters && (code.size() == 2 || code.size() == 3) ? code : "";
}

}  // namespace secondbrain::text
