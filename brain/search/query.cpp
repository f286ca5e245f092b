#include "brain/search/query.hpp"

#include <algorithm>
#include <iterator>
#include <optional>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "text/dictionary_words.hpp"
#include "text/language_guess.hpp"
#include "text/stop_words.hpp"
#include "text/word_forms.hpp"
#include "text/words.hpp"

namespace secondbrain::search {
namespace {

struct segment {
  enum class kind { loose, quoted };

  kind what = kind::loose;
  std::string_view text;
};

const char* end_of(std::string_view text) {
  return text.data() + text.size();
}

// Words that follow each other. The views point into the query.
using phrase = std::vector<std::string_view>;

std::string_view stretch_of(const phrase& words) {
  return {words.front().data(), static_cast<std::size_t>(end_of(words.back()) - words.front().data())};
}

// A word as typed, or several that belong together.
struct typed_term {
  segment::kind what = segment::kind::loose;
  phrase pieces;
  std::vector<phrase> parts;  // of a run without spaces, which are looked for as well
  bool is_run = false;
};

// Phones and word processors turn straight quotes into curly ones.
std::size_t quote_length(std::string_view text, std::size_t at) {
  for (std::string_view mark : {"\"", "\u201C", "\u201D"})
    if (text.substr(at).starts_with(mark)) return mark.size();
  return 0;
}

struct quote_mark {
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::optional<quote_mark> find_quote(std::string_view text, std::size_t from) {
  for (auto at = from; at < text.size(); ++at)
    if (const auto length = quote_length(text, at); length > 0) return quote_mark{at, at + length};
  return std::nullopt;
}

std::vector<segment> split_at_quotes(std::string_view query) {
  std::vector<segment> segments;
  std::size_t at = 0;
  while (const auto open = find_quote(query, at)) {
    const auto close = find_quote(query, open->end);
    if (!close) break;
    segments.push_back({segment::kind::loose, query.substr(at, open->begin - at)});
    segments.push_back({segment::kind::quoted, query.substr(open->end, close->begin - open->end)});
    at = close->end;
  }
  segments.push_back({segment::kind::loose, query.substr(at)});
  return segments;
}

struct typed_word {
  std::string_view text;
  text::word_kind kind = text::word_kind::word;
};

std::vector<typed_word> words_of(std::string_view text) {
  std::vector<typed_word> words;
  for (text::word_scanner scanner{text}; const auto word = scanner.next();)
    words.push_back({text.substr(word->begin, word->end - word->begin), word->kind});
  return words;
}

phrase phrase_of(std::string_view text) {
  phrase pieces;
  for (const auto& word : words_of(text)) pieces.push_back(word.text);
  return pieces;
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
  typed_term run{segment::kind::loose, pieces, {}, true};
  if (pieces.size() <= pair) return run;
  if (is_hangul(pieces.front())) {
    for (auto at = pieces.begin(); at + 1 != pieces.end(); ++at) run.parts.push_back({at, at + pair});
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

void append_loose_terms(std::string_view text, std::vector<typed_term>& terms) {
  const auto words = words_of(text);
  for (auto word = words.begin(); word != words.end();) {
    auto next = std::next(word);
    if (word->kind == text::word_kind::character) {
      while (next != words.end() && is_one_run(*std::prev(next), *next)) ++next;
      phrase pieces;
      std::transform(word, next, std::back_inserter(pieces), [](const auto& each) { return each.text; });
      pieces.resize(std::min(pieces.size(), max_query_words));
      terms.push_back(run_of_characters(pieces));
      word = next;
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
      terms.push_back({segment::kind::loose, {word->text}, {}, false});
    }
  }
}

std::vector<typed_term> typed_terms(std::string_view query, quoting marks) {
  std::vector<typed_term> terms;
  const std::vector<segment> whole{{segment::kind::loose, query}};
  for (const auto& part : marks == quoting::phrases ? split_at_quotes(query) : whole) {
    if (part.what == segment::kind::loose)
      append_loose_terms(part.text, terms);
    else if (auto words = phrase_of(part.text); !words.empty())
      terms.push_back({segment::kind::quoted, std::move(words), {}, false});
  }
  for (auto& term : terms) term.pieces.resize(std::min(term.pieces.size(), max_query_words));
  return terms;
}

std::vector<typed_term> without_common_words(const std::vector<typed_term>& terms, std::string_view language) {
  const auto is_common = [language](const typed_term& term) {
    if (term.what != segment::kind::loose || term.pieces.size() != 1) return false;
    const auto word = text::fold(term.pieces.front());
    return text::is_stop_word(word, "en") || text::is_stop_word(word, language);
  };
  std::vector<typed_term> kept;
  std::remove_copy_if(terms.begin(), terms.end(), std::back_inserter(kept), is_common);
  return kept.empty() ? terms : kept;
}

std::vector<std::string> stems_of(const phrase& pieces, std::string_view language) {
  std::vector<std::string> stems;
  for (const auto piece : pieces) stems.push_back(text::stem(piece, language));
  return stems;
}

bool may_be_unfinished(const typed_term& term, std::string_view query) {
  return term.what == segment::kind::loose && !term.is_run && end_of(term.pieces.back()) == end_of(query) &&
         count_code_points(term.pieces.back()) >= min_prefix_code_points;
}

// An FTS5 string: words contain neither quotes nor NUL. What was typed without a gap stays so.
std::string in_quotes(const phrase& pieces) {
  std::string out{'"'};
  const char* end = nullptr;
  for (auto piece : pieces) {
    if (end != nullptr && end != piece.data()) out += ' ';
    out += piece;
    end = end_of(piece);
  }
  return out += '"';
}

query_term to_highlight(const phrase& pieces, query_term::ending last) {
  return {{pieces.begin(), pieces.end()}, last};
}

}  // namespace

parsed_query parse_query(std::string_view query, quoting marks) {
  query = query.substr(0, max_query_bytes);
  const auto language = text::guess_language(query);
  parsed_query parsed;
  std::vector<std::vector<std::string>> seen;
  std::size_t word_count = 0;
  for (const auto& term : without_common_words(typed_terms(query, marks), language)) {
    auto stems = stems_of(term.pieces, language);
    if (std::find(seen.begin(), seen.end(), stems) != seen.end()) continue;
    word_count += stems.size();
    if (word_count > max_query_words) break;
    seen.push_back(std::move(stems));
    const bool open = may_be_unfinished(term, query);
    parsed.terms.push_back(to_highlight(term.pieces, open ? query_term::ending::open : query_term::ending::exact));
    parsed.words.emplace_back(stretch_of(term.pieces));
    auto& [required, wanted, unfinished] = parsed.lookup;
    (term.what == segment::kind::quoted ? required : wanted).push_back(in_quotes(term.pieces));
    if (open) unfinished = wanted.back();
    for (const auto& part : term.parts) {
      auto expression = in_quotes(part);
      if (std::find(wanted.begin(), wanted.end(), expression) != wanted.end()) continue;
      wanted.push_back(std::move(expression));
      parsed.terms.push_back(to_highlight(part, query_term::ending::exact));
    }
  }
  return parsed;
}

}  // namespace secondbrain::search
