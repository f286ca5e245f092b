#include "brain/search/porter.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>

namespace secondbrain::search {
namespace {

constexpr std::size_t shortest_stemmed = 3;
constexpr std::size_t longest_stemmed = 64;

// `y` is a vowel after a consonant. Bytes beyond ASCII count as consonants, as in SQLite.
bool is_vowel(char letter, bool after_consonant) {
  return std::string_view{"aeiou"}.find(letter) != std::string_view::npos || (letter == 'y' && after_consonant);
}

bool has_vowel(std::string_view stem) {
  for (std::size_t at = 0; at < stem.size(); ++at)
    if (is_vowel(stem[at], at > 0)) return true;
  return false;
}

// The paper's m: how often a run of vowels is followed by a consonant.
int measure(std::string_view stem) {
  int count = 0;
  bool consonant = false;
  bool first = true;
  for (char letter : stem) {
    const bool was_vowel = !first && !consonant;
    consonant = !is_vowel(letter, consonant);
    if (was_vowel && consonant) ++count;
    first = false;
  }
  return count;
}

// The paper's *o: ends in consonant, vowel, consonant, the last of them not w, x or y.
bool ends_short(std::string_view stem) {
  if (stem.size() < 3 || std::string_view{"wxy"}.find(stem.back()) != std::string_view::npos) return false;
  bool pattern[3] = {};
  bool consonant = false;
  for (char letter : stem) {
    consonant = !is_vowel(letter, consonant);
    pattern[0] = pattern[1];
    pattern[1] = pattern[2];
    pattern[2] = consonant;
  }
  return pattern[0] && !pattern[1] && pattern[2];
}

// A suffix needs something before it.
bool ends_in(std::string_view word, std::string_view suffix) {
  return word.size() > suffix.size() && word.ends_with(suffix);
}

std::string_view without(std::string_view word, std::string_view suffix) {
  return word.substr(0, word.size() - suffix.size());
}

struct rule {
  std::string_view suffix;
  std::string_view replacement;
};

// Of two suffixes that fit, the longer stands first.
constexpr rule step_2[] = {{"ational", "ate"}, {"tional", "tion"}, {"enci", "ence"}, {"anci", "ance"},
                           {"izer", "ize"},    {"logi", "log"},    {"bli", "ble"},   {"alli", "al"},
                           {"entli", "ent"},   {"eli", "e"},       {"ousli", "ous"}, {"ization", "ize"},
                           {"ation", "ate"},   {"ator", "ate"},    {"alism", "al"},  {"iveness", "ive"},
                           {"fulness", "ful"}, {"ousness", "ous"}, {"aliti", "al"},  {"iviti", "ive"},
                           {"biliti", "ble"}};

constexpr rule step_3[] = {{"icate", "ic"}, {"ative", ""}, {"alize", "al"}, {"iciti", "ic"},
                           {"ical", "ic"},  {"ful", ""},   {"ness", ""}};

constexpr rule step_4[] = {{"al", ""},   {"ance", ""}, {"ence", ""}, {"er", ""},    {"ic", ""},
                           {"able", ""}, {"ible", ""}, {"ant", ""},  {"ement", ""}, {"ment", ""},
                           {"ent", ""},  {"ion", ""},  {"ou", ""},   {"ism", ""},   {"ate", ""},
                           {"iti", ""},  {"ous", ""},  {"ive", ""},  {"ize", ""}};

void replace_suffix(std::string& word, std::span<const rule> rules, int minimum_measure) {
  const auto fits = [&](const rule& candidate) { return ends_in(word, candidate.suffix); };
  const auto found = std::find_if(rules.begin(), rules.end(), fits);
  if (found == rules.end()) return;
  const auto rest = without(word, found->suffix);
  if (measure(rest) < minimum_measure) return;
  if (found->suffix == "ion" && rest.back() != 's' && rest.back() != 't') return;
  word.replace(rest.size(), std::string::npos, found->replacement);
}

void drop_plural(std::string& word) {
  if (word.back() != 's') return;
  if (ends_in(word, "sses") || ends_in(word, "ies"))
    word.resize(word.size() - 2);
  else if (!word.ends_with("ss"))
    word.pop_back();
}

bool drop_past_or_gerund(std::string& word) {
  if (ends_in(word, "eed")) {
    if (measure(without(word, "eed")) > 0) word.pop_back();
    return false;
  }
  for (std::string_view suffix : {"ed", "ing"}) {
    if (!ends_in(word, suffix) || !has_vowel(without(word, suffix))) continue;
    word.resize(word.size() - suffix.size());
    return true;
  }
  return false;
}

// What "ed" and "ing" leave behind: hop(p)ing, fil(e)ing, conflat(e)d.
void mend_ending(std::string& word) {
  if (ends_in(word, "at") || ends_in(word, "bl") || ends_in(word, "iz")) {
    word += 'e';
    return;
  }
  const char last = word.back();
  const bool doubled = word.size() > 1 && word[word.size() - 2] == last;
  if (doubled && !is_vowel(last, false) && std::string_view{"lsz"}.find(last) == std::string_view::npos)
    word.pop_back();
  else if (measure(word) == 1 && ends_short(word))
    word += 'e';
}

void drop_final_e(std::string& word) {
  if (word.back() != 'e') return;
  const auto rest = without(word, "e");
  const int length = measure(rest);
  if (length > 1 || (length == 1 && !ends_short(rest))) word.pop_back();
}

}  // namespace

std::string porter_stem(std::string word) {
  if (word.size() < shortest_stemmed || word.size() > longest_stemmed) return word;
  drop_plural(word);
  if (drop_past_or_gerund(word)) mend_ending(word);
  if (word.back() == 'y' && has_vowel(without(word, "y"))) word.back() = 'i';
  replace_suffix(word, step_2, 1);
  replace_suffix(word, step_3, 1);
  replace_suffix(word, step_4, 2);
  drop_final_e(word);
  if (word.ends_with("ll") && measure(without(word, "l")) > 1) word.pop_back();
  return word;
}

}  // namespace secondbrain::search
