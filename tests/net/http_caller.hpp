// Posting to a host as the clients of providers do.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "net/http_client.hpp"
#include "tests/net/limits.hpp"

namespace secondbrain::net {

/// A client that keeps what arrives, and has had enough when it says so.
class http_caller {
 public:
  http_answer post(const std::string& base_url, const call_limits& limits = generous_limits(),
                   std::string body = "{}") {
    const call_deadline deadline{limits};
    const http_call request{parse_url(base_url)->below("/messages"), {{"x-api-key", "secret"}}, std::move(body)};
    return network_.send(request, deadline, [this](std::string_view bytes) {
      constexpr std::string_view enough = "enough";
      const auto unread = received_.size() - std::min(received_.size(), enough.size());
      received_ += bytes;
      return received_.find(enough, unread) == std::string::npos;
    });
  }

  http_client& network() noexcept { return network_; }
  const std::string& received() const noexcept { return received_; }

 private:
  http_client network_;
  std::string received_;
};

inline errc code_of(const http_answer& answer) {
  return answer.ended ? errc::none : answer.ended.error().code;
}

/// Cancelled once it has been waiting for a while.
inline call_limits cancelled_while_it_waits() {
  auto limits = generous_limits();
  limits.cancelled = [looks = 0]() mutable { return ++looks > 5; };
  return limits;
}

}  // namespace secondbrain::net
