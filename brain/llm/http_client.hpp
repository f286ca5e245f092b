// One POST to a provider and its answer, which may arrive piece by piece.
//
// The only part that knows the HTTP library, and of that only the protocol: the connection, with its deadline and its
// cancellation, is ours. No proxies, no redirects, no compression, one connection for each request. Blocks;
// thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "brain/llm/patience.hpp"
#include "brain/llm/url.hpp"

namespace secondbrain::llm {

struct http_post {
  url target;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;  // JSON
};

/// How far a request has come, and with it whether its work may have been done.
enum class http_progress : std::uint8_t {
  not_sent,  // nobody can have acted on it
  sent,      // no answer was heard
  answered,  // a status has come
};

/// Told the body of a successful answer as it arrives; false: that was enough.
using body_receiver = std::function<bool(std::string_view bytes)>;

struct http_answer {
  status ended{};  // errc::timeout, cancelled, unavailable, not_found (nobody listens), corrupt, invalid_argument
  http_progress progress = http_progress::not_sent;
  int code = 0;  // 200, 429, …; 0 before an answer
  std::string retry_after;
  std::string error_body;  // of an answer that is not 2xx
  std::string for_log{};   // why there is none, in the words of the protocol, where `ended` is for a person
};

constexpr std::size_t longest_answer = std::size_t{16} * 1024 * 1024;  // bytes

http_answer send_post(const http_post& request, const patience& waiting, const body_receiver& on_body);

}  // namespace secondbrain::llm
