#include "brain/search/query.hpp"

#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/search/stop_words.hpp"
#include "brain/search/words.hpp"

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

// A word as typed, or several that belong together. The views point into the query.
struct typed_term {
  segment::kind what = segment::kind::loose;
  std::vector<std::string_view> pieces;

  std::string_view shown() const {
    return {pieces.front().data(), static_cast<std::size_t>(end_of(pieces.back()) - pieces.front().data())};
  }
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

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  word_scanner scanner{text};
  while (const auto word = scanner.next()) words.push_back(text.substr(word->begin, word->end - word->begin));
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
  return std::find(std::begin(endings), std::end(endings), fold(right)) != std::end(endings);
}

bool are_join(std::string_view left, std::string_view right) {
  const auto gap = between(left, right);
  return gap.size() == 1 && std::string_view{"-._:/"}.find(gap.front()) != std::string_view::npos;
}

bool has_digit(std::string_view word) {
  return word.find_first_of("0123456789") != std::string_view::npos;
}

void append_loose_terms(std::string_view text, std::vector<typed_term>& terms) {
  const auto words = words_of(text);
  for (auto word = words.begin(); word != words.end();) {
    auto next = std::next(word);
    while (next != words.end() && are_join(*std::prev(next), *next)) ++next;
    if (std::distance(word, next) > 1 && std::any_of(word, next, has_digit)) {
      terms.push_back({segment::kind::loose, {word, next}});
      word = next;
      continue;
    }
    for (; word != next; ++word)
      if (word == words.begin() || !is_contraction(*std::prev(word), *word))
        terms.push_back({segment::kind::loose, {*word}});
  }
}

std::vector<typed_term> typed_terms(std::string_view query, quoting marks) {
  std::vector<typed_term> terms;
  const std::vector<segment> whole{{segment::kind::loose, query}};
  for (const auto& part : marks == quoting::phrases ? split_at_quotes(query) : whole) {
    if (part.what == segment::kind::loose)
      append_loose_terms(part.text, terms);
    else if (auto words = words_of(part.text); !words.empty())
      terms.push_back({segment::kind::quoted, std::move(words)});
  }
  for (auto& term : terms) term.pieces.resize(std::min(term.pieces.size(), max_query_words));
  return terms;
}

bool is_common(const typed_term& term) {
  return term.what == segment::kind::loose && term.pieces.size() == 1 && is_stop_word(fold(term.pieces.front()));
}

std::vector<typed_term> without_common_words(const std::vector<typed_term>& terms) {
  std::vector<typed_term> kept;
  std::remove_copy_if(terms.begin(), terms.end(), std::back_inserter(kept), is_common);
  return kept.empty() ? terms : kept;
}

std::vector<std::string> stems_of(const typed_term& term) {
  std::vector<std::string> stems;
  for (auto piece : term.pieces) stems.push_back(stem(piece));
  return stems;
}

bool may_be_unfinished(const typed_term& term, std::string_view query) {
  return term.what == segment::kind::loose && end_of(term.pieces.back()) == end_of(query) &&
         count_code_points(term.pieces.back()) >= min_prefix_code_points;
}

// An FTS5 string: words contain neither quotes nor NUL.
std::string in_quotes(const typed_term& term) {
  std::string out{'"'};
  for (auto piece : term.pieces) {
    if (out.size() > 1) out += ' ';
    out += piece;
  }
  return out += '"';
}

}  // namespace

parsed_query parse_query(std::string_view query, quoting marks) {
  query = query.substr(0, max_query_bytes);
  parsed_query parsed;
  std::size_t word_count = 0;
  for (const auto& term : without_common_words(typed_terms(query, marks))) {
    auto stems = stems_of(term);
    const auto is_same = [&](const query_term& seen) { return seen.stems == stems; };
    if (std::any_of(parsed.terms.begin(), parsed.terms.end(), is_same)) continue;
    word_count += stems.size();
    if (word_count > max_query_words) break;
    const bool open = may_be_unfinished(term, query);
    parsed.terms.push_back({std::move(stems), open ? query_term::ending::open : query_term::ending::exact});
    parsed.words.emplace_back(term.shown());
    auto& [required, wanted, unfinished] = parsed.lookup;
    (term.what == segment::kind::quoted ? required : wanted).push_back(in_quotes(term));
    if (open) unfinished = wanted.back();
  }
  return parsed;
}

}  // namespace secondbrain::search
