// One connection as bytes: buffered both ways, with a deadline on everything that waits for the client.
//
// Purpose: no client can hold a thread by being slow, nor memory by never ending its headers. Owning thread: the one
// that serves the connection. Failure: reads and writes say so, and the connection is of no use afterwards.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/file_descriptor.hpp"
#include "http/server/server_options.hpp"

namespace secondbrain::http {

/// What came of waiting for a request.
enum class head_state : std::uint8_t { complete, closed, timed_out, malformed, target_too_long, too_large };

class client_socket {
 public:
  /// `reading_since` tells others since when this connection has been waiting for its client, in ticks of the steady
  /// clock; 0 while it is not.
  client_socket(const file_descriptor& socket, const server_options& options, std::atomic<std::int64_t>& reading_since);

  /// Waits until the request line and all headers are there.
  head_state await_head();

  /// The head that `await_head` found, with the empty line at its end.
  std::string take_head();

  /// Bytes behind the head, waited for when none are there; empty when none come, or not in time. Valid until the next
  /// call; what is not `taken` of them is given again.
  std::string_view peek();
  void taken(std::size_t count) noexcept { taken_ += count; }

  /// Buffers; the bytes leave with `flush`, at the latest when the buffer is full or the client is waited for.
  bool write(std::string_view bytes);
  bool flush();

  /// The client's address, for the log.
  std::string peer() const;

  /// True once the client has closed its end.
  bool gone() const noexcept;

  /// Says good-bye so that an answer to a request that was not read to its end still arrives.
  void close_gently() noexcept;

 private:
  using clock = std::chrono::steady_clock;

  std::optional<head_state> look_for_end();  // nothing: not yet
  bool looks_like_http(std::size_t end);     // up to there
  std::ptrdiff_t fill(clock::time_point deadline);
  bool send(std::string_view bytes) const;

  const file_descriptor& socket_;
  const server_options& options_;
  std::atomic<std::int64_t>& reading_since_;
  std::string in_;
  std::size_t taken_ = 0;    // of `in_`
  std::size_t scanned_ = 0;  // of `in_`, in search of the head's end
  std::size_t checked_ = 0;  // of `in_`, for bytes that no head holds
  int empty_lines_ = 0;      // in front of the head
  std::string out_;
  clock::time_point body_deadline_;
};

}  // namespace secondbrain::http
