#include "brain/search/snippet.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/search/words.hpp"

namespace secondbrain::search {
namespace {

// All positions and lengths are code points, unless they say bytes.
struct stretch {
  int begin = 0;
  int end = 0;
  int length() const { return end - begin; }
};

struct occurrence {
  stretch at;
  std::size_t term = 0;
};

// A text that can be addressed by code points.
class indexed_text {
 public:
  explicit indexed_text(std::string_view text) : text_{text} {
    starts_.reserve(text.size() + 1);
    for (std::size_t byte = 0; byte < text.size(); byte += code_point_at(text, byte).length) starts_.push_back(byte);
    starts_.push_back(text.size());
  }

  int size() const { return static_cast<int>(starts_.size()) - 1; }

  int position_of(std::size_t byte) const {
    return static_cast<int>(std::lower_bound(starts_.begin(), starts_.end(), byte) - starts_.begin());
  }

  bool is_white_space(int position) const {
    return secondbrain::is_white_space(code_point_at(text_, starts_[static_cast<std::size_t>(position)]).value);
  }

  std::string_view slice(stretch what) const {
    const auto begin = starts_[static_cast<std::size_t>(what.begin)];
    return text_.substr(begin, starts_[static_cast<std::size_t>(what.end)] - begin);
  }

 private:
  std::string_view text_;
  std::vector<std::size_t> starts_;  // byte of each code point, and the end
};

// Stemming only takes from a word's end: most words are ruled out by their first byte.
char first_folded_byte(std::string_view word) {
  const char first = word.front();
  if (static_cast<unsigned char>(first) >= 0x80) return fold(word).front();
  return first >= 'A' && first <= 'Z' ? static_cast<char>(first + ('a' - 'A')) : first;
}

// Where `term` ends if it stands at the front of `words`; none of the words otherwise.
const word_span* match(const query_term& term, std::string_view text, std::span<const word_span> words) {
  if (words.size() < term.stems.size()) return nullptr;
  for (std::size_t at = 0; at < term.stems.size(); ++at) {
    const auto found = stem(text.substr(words[at].begin, words[at].end - words[at].begin));
    const bool open = term.last == query_term::ending::open && at + 1 == term.stems.size();
    if (open ? !found.starts_with(term.stems[at]) : found != term.stems[at]) return nullptr;
  }
  return &words[term.stems.size() - 1];
}

std::vector<word_span> words_of(std::string_view text) {
  std::vector<word_span> words;
  word_scanner scanner{text};
  while (const auto word = scanner.next()) words.push_back(*word);
  return words;
}

// In the order of the text, none overlapping another.
std::vector<occurrence> find_occurrences(std::string_view text, const indexed_text& indexed,
                                         std::span<const query_term> terms) {
  std::vector<occurrence> found;
  const auto words = words_of(text);
  std::size_t free_from = 0;  // byte
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (words[at].begin < free_from) continue;
    const char first = first_folded_byte(text.substr(words[at].begin, words[at].end - words[at].begin));
    for (std::size_t term = 0; term < terms.size(); ++term) {
      if (terms[term].stems.front().front() != first) continue;
      const auto* last = match(terms[term], text, std::span{words}.subspan(at));
      if (last == nullptr) continue;
      found.push_back({{indexed.position_of(words[at].begin), indexed.position_of(last->end)}, term});
      free_from = last->end;
      break;
    }
  }
  return found;
}

// The occurrences from `first` on that fit into one window: most different terms first, then most occurrences.
std::span<const occurrence> densest(std::span<const occurrence> all, std::size_t term_count, int width) {
  std::vector<int> inside(term_count, 0);
  int distinct = 0;
  int best_distinct = 0;
  std::span<const occurrence> best;
  std::size_t end = 0;
  for (std::size_t begin = 0; begin < all.size(); ++begin) {
    end = std::max(end, begin);
    while (end < all.size() && all[end].at.end - all[begin].at.begin <= width)
      if (inside[all[end++].term]++ == 0) ++distinct;
    if (distinct > best_distinct || (distinct == best_distinct && end - begin > best.size())) {
      best_distinct = distinct;
      best = all.subspan(begin, end - begin);
    }
    if (end > begin && --inside[all[begin].term] == 0) --distinct;
  }
  return best.empty() ? all.first(std::min<std::size_t>(1, all.size())) : best;
}

// As much around `core` as fits, cut at white space where there is some.
stretch widen(const indexed_text& text, stretch core, int width) {
  const int slack = std::max(0, width - core.length());
  stretch window;
  window.begin = std::clamp(core.begin - slack / 2, 0, std::max(0, text.size() - width));
  window.end = std::min(window.begin + width, text.size());
  if (window.begin > 0 && !text.is_white_space(window.begin - 1)) {
    auto cut = window.begin;
    while (cut < core.begin && !text.is_white_space(cut)) ++cut;
    if (cut < core.begin) window.begin = cut;
  }
  if (window.end < text.size() && !text.is_white_space(window.end)) {
    auto cut = window.end;
    while (cut > core.end && !text.is_white_space(cut - 1)) --cut;
    if (cut > core.end) window.end = cut;
  }
  return window;
}

stretch trimmed(const indexed_text& text, stretch window) {
  while (window.begin < window.end && text.is_white_space(window.begin)) ++window.begin;
  while (window.begin < window.end && text.is_white_space(window.end - 1)) --window.end;
  return window;
}

}  // namespace

snippet make_snippet(std::string_view text, std::span<const query_term> terms, int code_points) {
  const indexed_text indexed{text};
  const auto occurrences = find_occurrences(text, indexed, terms);
  const auto shown = densest(occurrences, terms.size(), code_points);
  const auto core = shown.empty() ? stretch{} : stretch{shown.front().at.begin, shown.back().at.end};
  const auto window = trimmed(indexed, widen(indexed, core, code_points));

  snippet excerpt{std::string{indexed.slice(window)}, {}};
  for (const auto& [at, term] : occurrences) {
    const int begin = std::max(at.begin, window.begin);
    const int end = std::min(at.end, window.end);
    if (begin < end) excerpt.highlights.emplace_back(begin - window.begin, end - window.begin);
  }
  return excerpt;
}

}  // namespace secondbrain::search
