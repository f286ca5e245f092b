// Where readers find the codes of the vectors as they are now, and the owner of the vectors puts the next.
//
// Any thread. A reader keeps what it took for as long as it holds the pointer; publishing never waits for readers.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "stores/vectors/vector_codes.hpp"

namespace secondbrain::stores {

class vector_index {
 public:
  std::shared_ptr<const vector_codes> current() const {
    const std::lock_guard guard{mutex_};
    return codes_;
  }

  /// In percent; nothing once they are there. At first, they are about to be.
  std::optional<int> being_loaded() const {
    const std::lock_guard guard{mutex_};
    return percent_;
  }

  void publish(std::shared_ptr<const vector_codes> codes) {
    const std::lock_guard guard{mutex_};
    codes_.swap(codes);
    percent_.reset();
  }

  /// What is current stays so meanwhile.
  void show_loading(int percent) {
    const std::lock_guard guard{mutex_};
    percent_ = percent;
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const vector_codes> codes_ = std::make_shared<const vector_codes>();
  std::optional<int> percent_ = 0;
};

}  // namespace secondbrain::stores
