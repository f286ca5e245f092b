// Makes the codes of one moment out of those of the moment before: what it costs is what changed.
//
// Owned by one thread; what `current` hands out may be read by any. Cannot fail.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "stores/vectors/vector_codes.hpp"

namespace secondbrain::stores {

class vector_codes_writer {
 public:
  /// `row` is larger than all before, and `codes` as many as theirs.
  void append(const code_segment::facts& known, std::span<const std::int8_t> codes);

  /// Nothing happens when it has no such row.
  void remove(std::int64_t row);

  void clear() { segments_.clear(), last_ = nullptr; }

  /// Joins two segments that are half empty, or drops an empty one; false when there are none such. To be called now
  /// and then.
  bool compact();

  std::shared_ptr<const vector_codes> current(model_tag model) const {
    return std::make_shared<const vector_codes>(std::move(model), segments_);
  }

 private:
  std::vector<segment_view> segments_;
  std::shared_ptr<code_segment> last_;  // of `segments_`, which has room; null: none
};

}  // namespace secondbrain::stores
