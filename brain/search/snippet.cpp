#include "brain/search/snippet.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "text/word_forms.hpp"
#include "text/words.hpp"

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

using text::word_span;

std::string_view word_at(std::string_view text, const word_span& where) {
  return text.substr(where.begin, where.end - where.begin);
}

// A word of the query and what it may look like in the text.
struct wanted_word {
  std::string word;
  std::string stem;
};

struct wanted_term {
  std::vector<wanted_word> words;
  bool open = false;
};

// Finds words of a query in a text whose language is known.
class term_matcher {
 public:
  term_matcher(std::span<const query_term> terms, std::string_view language) {
    former_.set_language(language);
    for (const auto& term : terms) {
      wanted_term wanted{{}, term.last == query_term::ending::open};
      for (const auto& word : term.words) {
        const auto forms = former_.of(word);
        wanted.words.push_back({std::string{forms.word}, std::string{forms.stem}});
      }
      note_beginning(wanted.words.front());
      terms_.push_back(std::move(wanted));
    }
  }

  // Most words are ruled out by their first byte: stems are cut from the end.
  bool may_begin_one(std::string_view word) const {
    auto first = static_cast<unsigned char>(word.front());
    if (first >= 'A' && first <= 'Z') first = static_cast<unsigned char>(first + ('a' - 'A'));
    return first >= 0x80 || first == '.' || beginnings_[first];
  }

  std::size_t size() const { return terms_.size(); }

  // The last of the words that the term takes when it begins with the first; none when it does not.
  const word_span* match(std::size_t term, std::string_view text, std::span<const word_span> words) {
    const auto& wanted = terms_[term];
    if (words.size() < wanted.words.size()) return nullptr;
    for (std::size_t at = 0; at < wanted.words.size(); ++at) {
      const bool open = wanted.open && at + 1 == wanted.words.size();
      if (!is_one(wanted.words[at], open, text, words[at])) return nullptr;
    }
    return &words[wanted.words.size() - 1];
  }

 private:
  bool is_one(const wanted_word& wanted, bool open, std::string_view text, const word_span& where) {
    const auto found = word_at(text, where);
    const auto forms = former_.of(found);
    if (forms.word == wanted.word || forms.stem == wanted.stem) return true;
    if (open && forms.word.starts_with(wanted.word)) return true;
    return where.kind == text::word_kind::sign && former_.of(text::without_sign(found)).word == wanted.word;
  }

  void note_beginning(const wanted_word& word) {
    for (const auto& form : {word.word, word.stem})
      if (!form.empty()) beginnings_[static_cast<unsigned char>(form.front())] = true;
  }

  text::word_former former_{512};
  std::vector<wanted_term> terms_;
  std::array<bool, 256> beginnings_{};
};

std::vector<word_span> word_spans(std::string_view text) {
  std::vector<word_span> words;
  for (text::word_scanner scanner{text}; const auto word = scanner.next();) words.push_back(*word);
  return words;
}

// In the order of the text, none overlapping another.
std::vector<occurrence> find_occurrences(std::string_view text, const indexed_text& indexed, term_matcher& terms) {
  std::vector<occurrence> found;
  const auto words = word_spans(text);
  std::size_t free_from = 0;  // byte
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (words[at].begin < free_from || !terms.may_begin_one(word_at(text, words[at]))) continue;
    for (std::size_t term = 0; term < terms.size(); ++term) {
      const auto* last = terms.match(term, text, std::span{words}.subspan(at));
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

snippet make_snippet(std::string_view text, std::span<const query_term> terms, std::string_view language,
                     int code_points) {
  const indexed_text indexed{text};
  term_matcher matcher{terms, language};
  const auto occurrences = find_occurrences(text, indexed, matcher);
  const auto shown = densest(occurrences, terms.size(), code_points);
  const auto core = shown.empty() ? stretch{} : stretch{shown.front().at.begin, shown.back().at.end};
  const auto window = trimmed(indexed, widen(indexed, core, code_points));

  snippet excerpt{std::string{indexed.slice(window)}, {}};
  for (const auto& [at, term] : occurrences) {
    const int begin = std::max(at.begin, window.begin);
    const int end = std::min(at.end, window.end);
    if (begin >= end) continue;
    auto& marks = excerpt.highlights;
    if (!marks.empty() && marks.back().second == begin - window.begin)
      marks.back().second = end - window.begin;  // parts of one run
    else
      marks.emplace_back(begin - window.begin, end - window.begin);
  }
  return excerpt;
}

}  // namespace secondbrain::search
