// Requests to other hosts by HTTP, and their answers, which may arrive piece by piece.
//
// libcurl carries them: names, proxies of the environment, TLS, HTTP/2 and compression are its business. What is ours:
// one deadline for all of it and a cancellation that is noticed at once, nothing unencrypted to a public address, no
// redirects, a bound on what is read, and that nothing is sent twice (docs/adr/0010). Connections are kept and used
// again, each for one call at a time. Blocks; thread-safe.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "net/call_deadline.hpp"
#include "net/url.hpp"

namespace secondbrain::net {

enum class http_method : std::uint8_t { post, get, remove };  // the last: DELETE

constexpr std::size_t longest_answer = std::size_t{16} * 1024 * 1024;  // bytes, as they are once unpacked

struct http_call {
  url target;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;  // of a POST
  std::string content_type = "application/json";
  http_method method = http_method::post;
  std::size_t most_bytes = longest_answer;  // of the answer
};

/// How far a request has come, and with it whether its work may have been done.
enum class http_progress : std::uint8_t {
  not_sent,  // nobody can have acted on it
  sent,      // no answer has come
  answered,  // a status has come
};

/// Given the body of a successful answer as it arrives; false: that was enough.
using body_receiver = std::function<bool(std::string_view bytes)>;

struct http_answer {
  status ended{};  // errc::timeout, cancelled, unavailable, not_found (nobody listens), corrupt, invalid_argument
  http_progress progress = http_progress::not_sent;
  int code = 0;  // 200, 429, …; 0 before an answer
  std::string retry_after;
  std::string error_body;  // of an answer that is not 2xx
  std::string for_log{};   // why there is none, in the words of the protocol, where `ended` is for a person
};

class http_client {
 public:
  http_client();
  ~http_client();
  http_client(const http_client&) = delete;
  http_client& operator=(const http_client&) = delete;

  /// Whatever `on_body` throws is thrown on once the call has been given up.
  http_answer send(const http_call& request, const call_deadline& deadline, const body_receiver& on_body);

  /// Whether somebody listens there. Nothing is sent.
  bool reaches(const url& target, const call_deadline& deadline);

 private:
  struct connection;  // open to one host, or about to be
  using kept = std::unique_ptr<connection>;

  kept take(const std::string& host);
  void keep(kept connection);

  std::mutex mutex_;
  std::vector<kept> idle_;  // the one that was used last is at the end
};

}  // namespace secondbrain::net
