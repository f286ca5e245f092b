#include "brain/search/typed_terms.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "brain/search/query.hpp"
#include "brain/search/quotation_marks.hpp"
#include "text/dictionary_words.hpp"
#include "text/word_forms.hpp"
#include "text/words.hpp"

namespace secondbrain::search {
namespace {

struct typed_word {
  std::string_view text;
  text::word_kind kind = text::word_kind::word;
};

std::vector<typed_word> typed_words(std::string_view text) {
  std::vector<typed_word> words;
  for (text::word_scanner scanner{text}; const auto word = scanner.next();)
    words.push_back({text.substr(word->begin, word->end - word->begin), word->kind});
  return words;
}

std::string_view between(std::string_view left, std::string_view right) {
  return {end_of(left), static_cast<std::size_t>(right.data() - end_of(left))};
}

// The "t" of "don't" says nothing.
bool is_contraction(std::string_view left, std::string_view right) {
  const auto gap = between(left, right);
  if (gap != "'" && gap != "\u2019") return false;
  constexpr std::string_view endings[] = {"d", "ll", "m", "re", "s", "t", "ve"};
  return std::find(std::begin(endings), std::end(endings), text::fold(right)) != std::end(endings);
}

bool are_join(std::string_view left, std::string_view right) {
  const auto gap = between(left, right);
  return gap.size() == 1 && std::string_view{"-._:/"}.find(gap.front()) != std::string_view::npos;
}

bool has_digit(std::string_view word) {
  return word.find_first_of("0123456789") != std::string_view::npos;
}

bool is_one_run(const typed_word& left, const typed_word& right) {
  return left.kind == text::word_kind::character && right.kind == text::word_kind::character &&
         end_of(left.text) == right.text.data();
}

// Korean takes its endings without a space, and no dictionary knows where they begin.
bool is_hangul(std::string_view character) {
  const auto value = code_point_at(character, 0).value;
  return (value >= 0xAC00 && value <= 0xD7A3) || (value >= 0x1100 && value <= 0x11FF);
}

// A particle of Japanese, as a rule.
bool says_little(const phrase& part) {
  if (part.size() > 1) return false;
  const auto value = code_point_at(part.front(), 0).value;
  return value >= 0x3040 && value <= 0x309F;
}

typed_term run_of_characters(const phrase& pieces) {
  constexpr std::size_t pair = 2;
  typed_term run{pieces, {}, true};
  if (pieces.size() <= pair) return run;
  if (is_hangul(pieces.front())) {
    for (auto at = pieces.begin(); at + 1 != pieces.end(); ++at) run.parts.emplace_back(at, at + pair);
    return run;
  }
  std::vector<phrase> particles;
  for (const auto word : text::dictionary_words(stretch_of(pieces))) {
    auto part = phrase_of(word);
    if (part.empty()) continue;
    (says_little(part) ? particles : run.parts).push_back(std::move(part));
  }
  if (run.parts.empty()) run.parts = std::move(particles);
  if (run.parts.size() == 1 && run.parts.front().size() == pieces.size()) run.parts.clear();
  return run;
}

/// Behind a letter or a digit, a straight mark is one of inches, or closes something that was never opened.
bool may_open(std::string_view text, std::size_t at) {
  return text[at] != '"' || at == 0 || !(is_ascii_letter(text[at - 1]) || is_ascii_digit(text[at - 1]));
}

}  // namespace

const char* end_of(std::string_view text) {
  return text.data() + text.size();
}

std::string_view stretch_of(const phrase& words) {
  return {words.front().data(), static_cast<std::size_t>(end_of(words.back()) - words.front().data())};
}

phrase phrase_of(std::string_view text) {
  phrase pieces;
  for (const auto& word : typed_words(text)) pieces.push_back(word.text);
  return pieces;
}

void append_loose_terms(std::string_view text, std::vector<typed_term>& terms) {
  const auto words = typed_words(text);
  for (auto word = words.begin(); word != words.end();) {
    auto next = std::next(word);
    if (word->kind == text::word_kind::character) {
      while (next != words.end() && is_one_run(*std::prev(next), *next)) ++next;
      while (word != next) {  // a very long one in parts
        const auto end = word + std::min<std::ptrdiff_t>(next - word, max_query_words);
        phrase pieces;
        std::transform(word, end, std::back_inserter(pieces), [](const auto& each) { return each.text; });
        terms.push_back(run_of_characters(pieces));
        word = end;
      }
      continue;
    }
    while (next != words.end() && next->kind != text::word_kind::character &&
           are_join(std::prev(next)->text, next->text))
      ++next;
    if (std::distance(word, next) > 1 &&
        std::any_of(word, next, [](const auto& each) { return has_digit(each.text); })) {
      typed_term joined;
      std::transform(word, next, std::back_inserter(joined.pieces), [](const auto& each) { return each.text; });
      terms.push_back(std::move(joined));
      word = next;
      continue;
    }
    for (; word != next; ++word) {
      if (word != words.begin() && is_contraction(std::prev(word)->text, word->text)) continue;
      terms.push_back({{word->text}});
    }
  }
}

void append_phrase(const phrase& words, bool is_required, std::vector<typed_term>& terms) {
  for (auto begin = words.begin(); begin != words.end();) {
    const auto length = std::min<std::ptrdiff_t>(words.end() - begin, max_query_words);
    terms.push_back({{begin, begin + length}, {}, false, true, is_required});
    begin += length;
  }
}

std::vector<typed_term> phrases_and_words(std::string_view question) {
  std::vector<typed_term> terms;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < question.size();) {
    const auto quoted = may_open(question, at) ? quotation_at(question, at) : std::nullopt;
    if (!quoted) {
      ++at;
      continue;
    }
    append_loose_terms(question.substr(begin, at - begin), terms);
    append_phrase(phrase_of(quoted->text), true, terms);
    at = begin = quoted->end;
  }
  append_loose_terms(question.substr(begin), terms);
  return terms;
}

}  // namespace secondbrain::search
