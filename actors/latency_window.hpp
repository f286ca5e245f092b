// Handling times of the last few thousand messages of one actor, for percentiles.
//
// One writer (the actor), any readers. Readers may see a value of the previous lap; for percentiles that is harmless.
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <vector>

namespace secondbrain::actors {

class latency_window {
 public:
  void add(std::chrono::nanoseconds took) noexcept {
    auto micros = std::min<std::int64_t>(took.count() / 1000, UINT32_MAX);
    auto at = count_.load(std::memory_order_relaxed);
    samples_[at % samples_.size()].store(static_cast<std::uint32_t>(micros), std::memory_order_relaxed);
    count_.store(at + 1, std::memory_order_release);
  }

  struct percentiles {
    std::chrono::microseconds p50{0};
    std::chrono::microseconds p99{0};
  };

  percentiles read() const {
    auto filled = std::min<std::uint64_t>(count_.load(std::memory_order_acquire), samples_.size());
    if (filled == 0) return {};
    std::vector<std::uint32_t> sorted(filled);
    for (std::size_t i = 0; i < filled; ++i) sorted[i] = samples_[i].load(std::memory_order_relaxed);
    std::sort(sorted.begin(), sorted.end());
    auto rank = [&](double share) {
      auto at = static_cast<std::size_t>(share * static_cast<double>(filled));
      return std::chrono::microseconds{sorted[std::min(at, sorted.size() - 1)]};
    };
    return {rank(0.50), rank(0.99)};
  }

 private:
  std::array<std::atomic<std::uint32_t>, 2048> samples_{};
  std::atomic<std::uint64_t> count_{0};
};

}  // namespace secondbrain::actors
