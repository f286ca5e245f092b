#include "brain/search/fusion_weights.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>

#include "base/ascii.hpp"
#include "base/lower_case.hpp"
#include "base/utf8.hpp"
#include "text/language_guess.hpp"

namespace secondbrain::search {

namespace {

// By nDCG@10 with bge-small-en-v1.5; docs/performance.md has the figures. Questions: stackfaq (1,249), cran (225), med
// (30) and lisa (35), each in halves that agree; flat from .83 to .90. Names: two and three words of the titles of 67
// notes of cran, best from .2 to .3. Code and phrases are looked for as they are written, like names; these two are not
// measured.
constexpr double of_question = 0.85;
constexpr double of_name = 0.3;
constexpr double of_code = 0.3;
constexpr double of_quoted = 0.3;
constexpr double share_in_a_language_half_known = 0.5;  // German in an English model; a choice, too

constexpr std::size_t words_of_a_name = 3;

// Models that were made from English texts only, by what their names have in common.
constexpr std::string_view english_models[] = {"-en-",       "all-minilm",        "all-mpnet",  "multi-qa-",
                                               "gte-base",   "mxbai-embed-large", "gte-large",  "gte-small",
                                               "e5-base-v2", "e5-large-v2",       "e5-small-v2"};

bool is_capital(char byte) {
  return byte >= 'A' && byte <= 'Z';
}

bool has_a_digit(std::string_view piece) {
  return piece.find_first_of("0123456789") != std::string_view::npos;
}

/// Whether the sign joins two pieces into something that is no word: `hyper-v`, `Get-Date`, `config.json`,
/// `std::vector`, but neither `high-speed` nor `e.g`, and no `and/or`.
bool joins_code(std::string_view left, char sign, std::string_view right) {
  if (left.empty() || right.empty()) return false;
  const bool any_digit = has_a_digit(left) || has_a_digit(right);
  switch (sign) {
    case '_':
    case '@':
    case '\\': return true;
    case ':': return right.front() == ':';
    case '.': return any_digit || (left.size() > 1 && right.size() > 1);
    case '-': return any_digit || left.size() == 1 || right.size() == 1 || is_capital(right.front());
    default: return false;
  }
}

/// A digit beside letters, a sign within that words do not have, or a capital behind a small letter.
bool is_code(std::string_view word) {
  constexpr std::string_view around = ".,;:!?()[]\"'";
  while (!word.empty() && around.find(word.back()) != std::string_view::npos) word.remove_suffix(1);
  while (!word.empty() && around.find(word.front()) != std::string_view::npos) word.remove_prefix(1);
  if (word.size() > 1 && is_ascii_letter(word.front()) && (word.ends_with("++") || word.ends_with('#'))) return true;
  for (std::size_t at = 1; at < word.size(); ++at) {
    if (joins_code(word.substr(0, at), word[at], word.substr(at + 1))) return true;
    if (is_capital(word[at]) && word[at - 1] >= 'a' && word[at - 1] <= 'z') return true;
  }
  return has_a_digit(word) && std::any_of(word.begin(), word.end(), is_ascii_letter);
}

bool is_asked(std::string_view question) {
  while (!question.empty() && question.back() == ' ') question.remove_suffix(1);
  return question.ends_with('?') || question.ends_with("\u061F") || question.ends_with("\uFF1F");
}

/// The words between white space.
std::size_t count_words(std::string_view text, bool& any_code) {
  std::size_t count = 0;
  while (true) {
    const auto begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return count;
    text.remove_prefix(begin);
    const auto end = std::min(text.find_first_of(" \t\r\n"), text.size());
    any_code = any_code || is_code(text.substr(0, end));
    text.remove_prefix(end);
    ++count;
  }
}

/// Whether more of its letters are of another script than Latin.
bool is_of_another_script(std::string_view text) {
  constexpr char32_t behind_latin = 0x370;
  constexpr char32_t signs_begin = 0x2000;  // punctuation, arrows, symbols
  constexpr char32_t signs_end = 0x2E7F;
  std::size_t latin = 0;
  std::size_t other = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto point = code_point_at(text, at);
    if (point.value < behind_latin)
      latin += point.length > 1 || is_ascii_letter(text[at]) ? 1 : 0;
    else if (point.value < signs_begin || (point.value > signs_end && point.value < 0xFE00))
      ++other;
    at += point.length;
  }
  return other > latin;
}

}  // namespace

query_kind kind_of(std::string_view question, const parsed_query& query) {
  if (!query.lookup.required.empty()) return query_kind::quoted;
  bool any_code = false;
  const auto words = count_words(question, any_code);
  if (any_code) return query_kind::code;
  return words <= words_of_a_name && !is_asked(question) ? query_kind::name : query_kind::question;
}

bool knows_english_only(std::string_view model) {
  const auto name = lower_case(model.substr(0, model.find('@'))) + '-';
  if (name.ends_with("nomic-embed-text-") || name.find("nomic-embed-text-v1") != std::string::npos) return true;
  if (name.find("multilingual") != std::string::npos) return false;
  return std::any_of(std::begin(english_models), std::end(english_models),
                     [&](std::string_view part) { return name.find(part) != std::string::npos; });
}

command command_of_language(std::string_view model, std::string_view question) {
  if (!knows_english_only(model)) return command::full;
  if (is_of_another_script(question)) return command::none;
  const auto language = text::guess_language(question);
  return language.empty() || language == "en" ? command::full : command::some;
}

double weight_of_meaning(query_kind kind, command known) {
  if (known == command::none) return 0;
  const double share = known == command::full ? 1 : share_in_a_language_half_known;
  switch (kind) {
    case query_kind::quoted: return of_quoted * share;
    case query_kind::code: return of_code * share;
    case query_kind::name: return of_name * share;
    case query_kind::question: break;
  }
  return of_question * share;
}

}  // namespace secondbrain::search
