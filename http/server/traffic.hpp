// What the server has done so far, for /metrics. Counters only; any thread.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace secondbrain::http {

struct traffic {
  std::array<std::atomic<std::uint64_t>, 6> answers{};  // by the first digit of the status
  std::atomic<std::uint64_t> refused{0};                // connections turned away because too many waited
  std::atomic<std::int64_t> connections{0};             // being served
  std::atomic<std::int64_t> streams{0};                 // event streams open, but for those of questions
  std::atomic<std::int64_t> questions{0};               // open

  void count_answer(int status) noexcept {
    const auto hundreds = static_cast<std::size_t>(status / 100);
    if (hundreds < answers.size()) answers[hundreds].fetch_add(1, std::memory_order_relaxed);
  }
};

}  // namespace secondbrain::http
