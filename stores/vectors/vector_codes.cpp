#include "stores/vectors/vector_codes.hpp"

#include <algorithm>

#include "stores/vectors/dot_product.hpp"

namespace secondbrain::stores {

namespace {

bool comes_first(const code_match& a, const code_match& b) {
  return a.at_most != b.at_most ? a.at_most > b.at_most : a.row < b.row;
}

/// The best of what it is offered.
class best_matches {
 public:
  explicit best_matches(std::size_t limit) : limit_{limit} {}

  void offer(const code_match& found) {
    if (heap_.size() == limit_) {
      if (!comes_first(found, heap_.front())) return;
      std::pop_heap(heap_.begin(), heap_.end(), comes_first);
      heap_.pop_back();
    }
    heap_.push_back(found);
    std::push_heap(heap_.begin(), heap_.end(), comes_first);
  }

  std::vector<code_match> in_order() && {
    std::sort_heap(heap_.begin(), heap_.end(), comes_first);
    return std::move(heap_);
  }

 private:
  std::size_t limit_;
  std::vector<code_match> heap_;  // the worst of them in front
};

}  // namespace

vector_codes::vector_codes(model_tag model, std::vector<segment_view> segments)
    : model_{std::move(model)}, segments_{std::move(segments)} {
  for (const auto& each : segments_) size_ += each.live;
}

std::size_t vector_codes::bytes() const {
  std::size_t bytes = sizeof *this + segments_.capacity() * sizeof(segment_view);
  for (const auto& each : segments_) bytes += each.segment->bytes() + (each.gone ? sizeof(tombstones) : 0);
  return bytes;
}

std::vector<code_match> vector_codes::nearest(const quantised_question& question, std::size_t limit) const {
  if (limit == 0) return {};
  best_matches best{limit};
  const auto* wanted = question.codes().data();
  const auto dimensions = question.codes().size();
  for (const auto& [segment, rows, live, gone] : segments_) {
    for (std::size_t at = 0; at < rows; ++at) {
      if (gone && gone->test(at)) continue;
      const auto& known = segment->at(at);
      const auto sum = dot_product(segment->codes(at).data(), wanted, dimensions);
      best.offer({question.at_most(sum, known.scale, known.error), known.row});
    }
  }
  return std::move(best).in_order();
}

}  // namespace secondbrain::stores
