#include "brain/search/common_words.hpp"

#include <algorithm>
#include <iterator>

#include "base/lower_case.hpp"
#include "base/utf8.hpp"
#include "text/common_words.hpp"
#include "text/language_guess.hpp"
#include "text/word_forms.hpp"

namespace secondbrain::search {
namespace {

struct loose_word {
  std::string_view typed;
  std::string lower;
  std::string folded;
};

bool is_loose_word(const typed_term& term) {
  return !term.is_quoted && term.pieces.size() == 1;
}

std::vector<loose_word> loose_words(const std::vector<typed_term>& terms) {
  std::vector<loose_word> words;
  for (const auto& term : terms)
    if (is_loose_word(term))
      words.push_back({term.pieces.front(), lower_case(term.pieces.front()), text::fold(term.pieces.front())});
  return words;
}

bool begins_with_capital(const loose_word& word) {
  return first_code_points(word.typed, 1) != first_code_points(word.lower, 1);
}

/// "UN" is an abbreviation, and no article.
bool is_in_capitals(const loose_word& word) {
  return word.typed.size() > 1 && word.typed[1] >= 'A' && word.typed[1] <= 'Z';
}

/// German writes nouns with a capital letter, and articles without one.
bool stands_before_noun(const loose_word& word, const loose_word* next) {
  constexpr std::string_view before_nouns[] = {"den", "die", "mit"};
  return next != nullptr && begins_with_capital(*next) &&
         std::find(std::begin(before_nouns), std::end(before_nouns), word.typed) != std::end(before_nouns);
}

/// How many of the words tell that the query is in this language; 0 where one tells that it is in English.
std::size_t count_telling_words(const std::vector<loose_word>& words, std::string_view language) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const auto& word = words[at];
    const bool is_english = text::is_common_word(word.lower, "en");
    if (!text::is_common_word(word.folded, language)) {
      if (is_english) return 0;
      continue;
    }
    const bool is_telling = !is_english && !text::is_english_too(word.lower) && !is_in_capitals(word);
    const auto* next = at + 1 < words.size() ? &words[at + 1] : nullptr;
    if (is_telling || (language == "de" && stands_before_noun(word, next))) ++count;
  }
  return count;
}

}  // namespace

std::vector<std::string> languages_beside_english(const std::map<std::string, std::size_t, std::less<>>& passages) {
  constexpr std::size_t fair_share = 20;  // one in so many
  std::size_t all = 0;
  for (const auto& [language, count] : passages) all += count;
  std::vector<std::string> languages;
  for (const auto& [language, count] : passages)
    if (!language.empty() && language != "en" && count * fair_share >= all) languages.push_back(language);
  return languages;
}

std::vector<std::string> languages_of_query(std::string_view query, const std::vector<typed_term>& terms,
                                            std::span<const std::string> of_notes) {
  std::vector<std::string> languages;
  if (const auto guessed = text::guess_language(query); !guessed.empty()) languages.emplace_back(guessed);
  const bool is_told =
      !languages.empty() &&
      (languages.front() == "en" || std::find(of_notes.begin(), of_notes.end(), languages.front()) != of_notes.end());
  if (is_told) return languages;
  const auto words = loose_words(terms);
  std::size_t most = 1;
  std::vector<std::string> likeliest;
  for (const auto& language : of_notes) {
    const auto count = count_telling_words(words, language);
    if (count < most) continue;
    if (count > most) likeliest.clear();
    most = count;
    likeliest.push_back(language);
  }
  languages.insert(languages.end(), likeliest.begin(), likeliest.end());
  return languages;
}

std::vector<typed_term> without_common_words(const std::vector<typed_term>& terms,
                                             std::span<const std::string> languages) {
  const auto is_common = [languages](const typed_term& term) {
    if (!is_loose_word(term)) return false;
    const auto word = text::fold(term.pieces.front());
    return text::is_common_word(word, "en") || std::any_of(languages.begin(), languages.end(), [&](const auto& each) {
             return text::is_common_word(word, each);
           });
  };
  std::vector<typed_term> kept;
  std::remove_copy_if(terms.begin(), terms.end(), std::back_inserter(kept), is_common);
  return kept.empty() ? terms : kept;
}

}  // namespace secondbrain::search
