// Where readers find the current vector matrix, and the owner of the vector store puts the next one.
//
// Any thread. A reader keeps the matrix it took for as long as it holds the pointer; publishing never waits for
// readers.
#pragma once

#include <memory>
#include <mutex>
#include <utility>

#include "stores/vector_matrix.hpp"

namespace secondbrain::stores {

class vector_index {
 public:
  std::shared_ptr<const vector_matrix> current() const {
    const std::lock_guard guard{mutex_};
    return matrix_;
  }

  void publish(std::shared_ptr<const vector_matrix> matrix) {
    const std::lock_guard guard{mutex_};
    matrix_.swap(matrix);
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const vector_matrix> matrix_ = std::make_shared<const vector_matrix>();
};

}  // namespace secondbrain::stores
