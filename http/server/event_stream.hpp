// Server-Sent Events to one client (WHATWG HTML §9.2; wire format: contract http_api §4.2).
//
// Purpose: what a streaming route writes to. Owning thread: the connection's. Failure: once the client has gone or the
// server stops, `open` turns false and sending does nothing; the route then returns.
#pragma once

#include <chrono>
#include <functional>
#include <string_view>

#include "base/error.hpp"

namespace secondbrain::http {

/// Why streams end when nothing else has ended them.
constexpr std::string_view stopping = "the service is stopping; try again in a moment";

class event_stream {
 public:
  using writer = std::function<bool(std::string_view bytes)>;  // false: the client has gone

  event_stream(writer write, std::function<bool()> abandoned, std::chrono::milliseconds ping_interval);

  /// True while somebody listens. Sends a ping comment when nothing was sent for the interval, so ask it often.
  bool open();

  /// A comment, by which proxies and clients see that the stream is alive.
  void ping();

  void send(std::string_view event, std::string_view data);

  /// Says why nothing more comes: an event `error` with {"detail", "code"}. Only the first is sent.
  void send_error(std::string_view detail, errc code);

  /// True once the stream was ended before its time, because the service is stopping or the client has gone.
  bool cut() const noexcept { return cut_; }

  /// Waits that long, or until nobody listens.
  void pause(std::chrono::milliseconds duration);

 private:
  void write(std::string_view bytes);

  writer write_;
  std::function<bool()> abandoned_;
  std::chrono::milliseconds ping_interval_;
  std::chrono::steady_clock::time_point last_sent_ = std::chrono::steady_clock::now();
  bool broken_ = false;
  bool cut_ = false;
  bool explained_ = false;
};

}  // namespace secondbrain::http
