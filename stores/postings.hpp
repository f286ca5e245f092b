// Where a word or a phrase occurs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace secondbrain::stores {

/// The passages that have a phrase, in the order of their slots, and how often it occurs in each, weighted by column.
struct postings {
  std::vector<std::uint32_t> slots;
  std::vector<double> frequencies;

  std::size_t size() const { return slots.size(); }
  void clear() {
    slots.clear();
    frequencies.clear();
  }
};

}  // namespace secondbrain::stores
