#include "brain/llm/retry.hpp"

#include <algorithm>

namespace secondbrain::llm {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds first_pause{500};
constexpr milliseconds longest_pause{8000};
constexpr double jitter = 0.25;

}  // namespace

bool worth_repeating(const net::http_answer& answer) {
  switch (answer.progress) {
    case net::http_progress::not_sent: return !answer.ended && answer.ended.error().code == errc::unavailable;
    case net::http_progress::sent: return false;
    case net::http_progress::answered:
      return answer.code == 408 || answer.code == 409 || answer.code == 429 || answer.code >= 500;
  }
  return false;
}

milliseconds back_off(int attempts, double chance) {
  const auto pause = std::min(first_pause * (1 << std::min(attempts, 8)), longest_pause);
  return std::chrono::duration_cast<milliseconds>(pause * (1 - jitter * chance));
}

}  // namespace secondbrain::llm
