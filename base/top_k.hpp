// The best few of many, kept while the many go by: memory for the few only, and most of the many cost one comparison.
//
// Owned by one thread; nothing here fails.
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace secondbrain {

/// `Better` orders strictly: of two that it holds for equal, either may be kept.
template <class Item, class Better>
class top_k {
 public:
  explicit top_k(std::size_t k, Better better = {}) : k_(k), better_(std::move(better)) {}

  void offer(Item item) {
    if (kept_.size() < k_) {
      kept_.push_back(std::move(item));
      std::push_heap(kept_.begin(), kept_.end(), better_);
    } else if (k_ > 0 && better_(item, kept_.front())) {
      std::pop_heap(kept_.begin(), kept_.end(), better_);
      kept_.back() = std::move(item);
      std::push_heap(kept_.begin(), kept_.end(), better_);
    }
  }

  /// Whether something that is not better than `worst` would change nothing.
  bool full() const { return kept_.size() == k_; }

  /// Of those that are kept; there is one.
  const Item& worst() const { return kept_.front(); }

  /// The best first; none are kept any more.
  std::vector<Item> take() {
    std::sort_heap(kept_.begin(), kept_.end(), better_);
    return std::exchange(kept_, {});
  }

 private:
  std::size_t k_;
  Better better_;
  std::vector<Item> kept_;  // a heap with the worst of them in front
};

}  // namespace secondbrain
