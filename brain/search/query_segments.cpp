#include "brain/search/query_segments.hpp"

#include <algorithm>

#include "brain/search/query_filters.hpp"
#include "brain/search/quotation_marks.hpp"
#include "text/words.hpp"

namespace secondbrain::search {

namespace {

using segment_kind = query_segment::kind;

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// Where what began at `at` ends: at the next space outside of quotation marks.
std::size_t end_of_item(std::string_view text, std::size_t at) {
  while (at < text.size() && !is_space(text[at])) {
    const auto quoted = quotation_at(text, at);
    at = quoted ? quoted->end : at + 1;
  }
  return at;
}

bool has_words(std::string_view text) {
  return text::word_scanner{text}.next().has_value();
}

class splitter {
 public:
  explicit splitter(std::string_view query) : query_{query} {}

  std::vector<query_segment> run() {
    while (at_ < query_.size()) {
      const bool begins = at_ == 0 || is_space(query_[at_ - 1]);
      if (begins && (take_or() || take_item())) continue;
      if (take_quoted(at_, false)) continue;
      ++at_;
      if (alone_ && at_ < query_.size() && is_space(query_[at_]) && !is_blank(loose_begin_, at_)) end_loose(at_);
    }
    end_loose(query_.size());
    if (!segments_.empty()) segments_.back().or_next = false;
    return std::move(segments_);
  }

 private:
  bool is_blank(std::size_t begin, std::size_t end) const {
    const auto part = query_.substr(begin, end - begin);
    return std::all_of(part.begin(), part.end(), is_space);
  }

  /// What was typed since the last segment becomes one.
  void end_loose(std::size_t end) {
    if (!is_blank(loose_begin_, end))
      segments_.push_back({segment_kind::loose, query_.substr(loose_begin_, end - loose_begin_), {}});
    loose_begin_ = end;
    alone_ = false;
  }

  void add(query_segment segment, std::size_t begin, std::size_t end) {
    end_loose(begin);
    segments_.push_back(std::move(segment));
    alone_ = false;
    at_ = loose_begin_ = end;
  }

  /// `OR` with something before it: the word before and the word behind it are segments of their own.
  bool take_or() {
    const auto rest = query_.substr(at_);
    if (!rest.starts_with("OR") || rest.size() < 3 || !is_space(rest[2]) || is_blank(at_ + 2, query_.size()))
      return false;
    auto word_end = at_;
    while (word_end > loose_begin_ && is_space(query_[word_end - 1])) --word_end;
    auto word_begin = word_end;
    while (word_begin > loose_begin_ && !is_space(query_[word_begin - 1])) --word_begin;
    if (word_begin != word_end) {
      end_loose(word_begin);
      end_loose(word_end);
    }
    if (segments_.empty()) return false;
    segments_.back().or_next = true;
    at_ = loose_begin_ = at_ + 2;
    alone_ = true;
    return true;
  }

  /// A filter, or what stands behind a minus sign.
  bool take_item() {
    const bool excluded = query_[at_] == '-';
    const auto begin = at_ + (excluded ? 1 : 0);
    if (excluded && take_quoted(begin, true)) return true;
    const auto end = end_of_item(query_, begin);
    const auto text = query_.substr(begin, end - begin);
    if (auto condition = filter_of(text)) {
      condition->open = end == query_.size() && !ends_with_quotation_mark(text);
      add({segment_kind::filter, text, *std::move(condition), excluded}, at_, end);
      return true;
    }
    if (!excluded || text.empty() || text.front() == '-' || !has_words(text)) return false;
    add({segment_kind::loose, text, {}, true}, at_, end);
    return true;
  }

  /// A quote that is never closed is ignored.
  bool take_quoted(std::size_t at, bool excluded) {
    if (at >= query_.size()) return false;
    const auto quoted = quotation_at(query_, at);
    if (!quoted) return false;
    add({segment_kind::quoted, quoted->text, {}, excluded}, at - (excluded ? 1 : 0), quoted->end);
    return true;
  }

  std::string_view query_;
  std::size_t at_ = 0;
  std::size_t loose_begin_ = 0;
  bool alone_ = false;  // the word that comes now stands behind an `OR`
  std::vector<query_segment> segments_;
};

}  // namespace

std::vector<query_segment> segments_of(std::string_view query) {
  return splitter{query}.run();
}

}  // namespace secondbrain::search
