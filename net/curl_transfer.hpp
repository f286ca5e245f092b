// One request as libcurl carries it out: what it is given, and what comes of it.
//
// Belongs to the thread that makes the call. libcurl points at it, so it stays where it is; what it is made of outlives
// it.
#pragma once

#include <curl/curl.h>

#include <chrono>
#include <cstddef>
#include <exception>
#include <optional>

#include "base/error.hpp"
#include "net/curl_options.hpp"
#include "net/http_client.hpp"

namespace secondbrain::net {

class curl_transfer {
 public:
  /// A kept connection that was idle for longer than `longest_idle` is not used.
  curl_transfer(const http_call& request, const body_receiver& on_body, std::chrono::seconds longest_idle);
  curl_transfer(const curl_transfer&) = delete;
  curl_transfer& operator=(const curl_transfer&) = delete;

  /// Ends once there is a connection.
  void only_connect();

  /// Null: libcurl refused what a call cannot do without.
  CURL* handle() const noexcept { return options_.handle(); }

  /// The receiver has had enough, and the end of the answer, with which the connection could be kept, is not in sight.
  bool is_over() const noexcept { return over_at_ && call_deadline::clock::now() >= *over_at_; }

  /// What became of it, once libcurl has let go. Throws what the receiver threw.
  http_answer finish(const result<CURLcode>& outcome);

 private:
  void set_request();
  void set_policy(std::chrono::seconds longest_idle);
  void set_callbacks();

  static std::size_t take_head(char* bytes, std::size_t, std::size_t count, void* self);
  static std::size_t take_body(char* bytes, std::size_t, std::size_t count, void* self);
  static std::size_t give_body(char* into, std::size_t, std::size_t room, void* self);
  static int rewind_body(void* self, curl_off_t offset, int from);
  static curl_socket_t open_socket(void* self, curlsocktype purpose, curl_sockaddr* to);
  static int before_request(void* self, char* peer, char* own, int peer_port, int own_port);

  std::size_t most_of_head() const noexcept;
  bool count(std::size_t bytes, std::size_t limit);
  bool deliver(std::string_view bytes);
  bool was_sent() const noexcept { return given_ > 0 && given_ == request_.body.size(); }
  error failure_of(CURLcode code);

  const http_call& request_;
  const body_receiver& on_body_;
  curl_options options_;
  bool direct_ = false;
  bool refused_address_ = false;
  bool too_long_ = false;
  std::size_t given_ = 0;     // of the request's body
  std::size_t received_ = 0;  // head and body
  std::optional<call_deadline::clock::time_point> over_at_;
  std::exception_ptr thrown_;
  http_answer answer_;
};

}  // namespace secondbrain::net
