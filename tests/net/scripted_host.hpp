// A host that does exactly what a test tells it to, over real sockets on the loopback address.
//
// Each request plays the next script; without one, or unless the script keeps it, the connection is closed then.
// Thread-safe.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "base/file_descriptor.hpp"
#include "base/text.hpp"

namespace secondbrain::net {

/// The other end of one connection, as a script sees it.
class served_connection {
 public:
  served_connection(int socket, const std::atomic<bool>& stopping) : socket_{socket}, stopping_{stopping} {}

  /// False when the client has left.
  bool write(std::string_view bytes) const {
#ifdef MSG_NOSIGNAL
    constexpr int flags = MSG_NOSIGNAL;
#else
    constexpr int flags = 0;
#endif
    while (!bytes.empty()) {
      const auto sent = ::send(socket_, bytes.data(), bytes.size(), flags);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  /// Until the client leaves, or the test is over.
  void wait_for_end() const {
    while (!pause(std::chrono::milliseconds{10})) {
    }
  }

  /// True when the client has left, or the test is over.
  bool pause(std::chrono::milliseconds time) const {
    pollfd entry{socket_, POLLIN, 0};
    if (::poll(&entry, 1, static_cast<int>(time.count())) <= 0) return stopping_;
    char byte;
    return ::recv(socket_, &byte, 1, 0) <= 0 || stopping_;
  }

  /// False when the client leaves, or the test is over, before it sends anything more.
  bool wait_for_more() const {
    constexpr int slice = 10;  // milliseconds
    pollfd entry{socket_, POLLIN, 0};
    while (::poll(&entry, 1, slice) == 0)
      if (stopping_) return false;
    char byte;
    return ::recv(socket_, &byte, 1, MSG_PEEK) > 0;
  }

  /// Ends with a reset instead of a good-bye.
  void reset_at_end() const {
    const linger at_once{1, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  }

  /// For another request, which plays the next script.
  void keep() const noexcept {
    kept_ = true;
  }
  bool is_kept() const noexcept {
    return kept_;
  }

  int socket() const noexcept {
    return socket_;
  }

 private:
  int socket_;
  mutable bool kept_ = false;
  const std::atomic<bool>& stopping_;
};

class scripted_host {
 public:
  using script = std::function<void(const served_connection& client)>;
  enum class listening : std::uint8_t { http, bytes };  // bytes: the script reads the request itself

  explicit scripted_host(listening how = listening::http) : how_{how} {
    listener_ = file_descriptor{::socket(AF_INET, SOCK_STREAM, 0)};
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    constexpr int backlog = 64;
    const bool listens = ::bind(listener_.get(), reinterpret_cast<const sockaddr*>(&address), size) == 0 &&
                         ::listen(listener_.get(), backlog) == 0;
    if (!listens) throw std::system_error{errno, std::generic_category(), "no port to listen on"};
    ::getsockname(listener_.get(), reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread{[this] { accept_all(); }};
  }

  ~scripted_host() {
    stopping_ = true;
    acceptor_.join();
    for (auto& connection : connections_) connection.join();
  }

  int port() const noexcept { return port_; }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/v1"; }

  scripted_host& play(script next) {
    const std::lock_guard lock{mutex_};
    scripts_.push_back(std::move(next));
    return *this;
  }

  int connections() const noexcept { return accepted_; }

  /// Head and body of each request, in the order in which they came.
  std::vector<std::string> requests() const {
    const std::lock_guard lock{mutex_};
    return requests_;
  }

 private:
  void accept_all() {
    while (!stopping_) {
      pollfd entry{listener_.get(), POLLIN, 0};
      constexpr int slice = 10;  // milliseconds
      if (::poll(&entry, 1, slice) <= 0) continue;
      const auto socket = ::accept(listener_.get(), nullptr, nullptr);
      if (socket < 0) continue;
      ++accepted_;
      const int on = 1;
      ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
      connections_.emplace_back([this, socket] { serve(file_descriptor{socket}); });
    }
  }

  void serve(const file_descriptor& socket) {
    while (serve_request(socket.get())) {
      const served_connection idle{socket.get(), stopping_};
      if (!idle.wait_for_more()) return;
    }
  }

  /// False: the connection is to be closed.
  bool serve_request(int socket) {
    auto request = how_ == listening::http ? read_request(socket) : std::string{};
    script next;
    {
      const std::lock_guard lock{mutex_};
      requests_.push_back(std::move(request));
      if (scripts_.empty()) return false;
      next = std::move(scripts_.front());
      scripts_.pop_front();
    }
    const served_connection client{socket, stopping_};
    next(client);
    return client.is_kept();
  }

  std::string read_request(int socket) const {
    std::string text;
    std::array<char, 4096> bytes;
    while (!is_complete(text) && !stopping_) {
      const auto received = ::recv(socket, bytes.data(), bytes.size(), 0);
      if (received <= 0) break;
      text.append(bytes.data(), static_cast<std::size_t>(received));
    }
    return text;
  }

  static bool is_complete(const std::string& text) {
    constexpr std::string_view length_name = "Content-Length: ";
    const auto head_end = text.find("\r\n\r\n");
    const auto length = text.find(length_name);
    if (head_end == std::string::npos) return false;
    return length == std::string::npos ||
           text.size() >=
               head_end + 4 + static_cast<std::size_t>(std::atoi(text.c_str() + length + length_name.size()));
  }

  listening how_;
  file_descriptor listener_;
  int port_ = 0;
  std::atomic<bool> stopping_{false};
  std::atomic<int> accepted_{0};
  mutable std::mutex mutex_;
  std::deque<script> scripts_;
  std::vector<std::string> requests_;
  std::vector<std::thread> connections_;  // touched by the acceptor only, until it has ended
  std::thread acceptor_;
};

// ---- scripts ----

inline std::string http_response(int code, std::string_view body, std::string_view more_headers = {}) {
  return "HTTP/1.1 " + std::to_string(code) + " Scripted\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
         std::string{more_headers} + "\r\n" + std::string{body};
}

constexpr std::string_view closing = "Connection: close\r\n";

inline scripted_host::script answer(int code, const std::string& body, const std::string& more_headers = {}) {
  return [=](const served_connection& client) {
    client.write(http_response(code, body, more_headers + std::string{closing}));
  };
}

/// Answers and stays for another request.
inline scripted_host::script answer_and_stay(int code, const std::string& body, const std::string& more_headers = {}) {
  return [=](const served_connection& client) {
    client.keep();
    client.write(http_response(code, body, more_headers));
  };
}

inline scripted_host::script hang() {
  return [](const served_connection& client) { client.wait_for_end(); };
}

/// Takes the request and closes without a word.
inline scripted_host::script hang_up() {
  return [](const served_connection&) {};
}

inline std::string chunk(std::string_view data) {
  std::array<char, 24> size;
  const auto length = std::snprintf(size.data(), size.size(), "%zx\r\n", data.size());
  return std::string{size.data(), static_cast<std::size_t>(length)} + std::string{data} + "\r\n";
}

constexpr std::string_view stream_head =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";

/// A stream of events that ends as streams do.
inline scripted_host::script stream(std::vector<std::string> events) {
  return [events = std::move(events)](const served_connection& client) {
    client.write(stream_head);
    for (const auto& event : events) client.write(chunk(event));
    client.write("0\r\n\r\n");
  };
}

/// A stream that begins so and then is reset.
inline scripted_host::script broken_stream(std::vector<std::string> events) {
  return [events = std::move(events)](const served_connection& client) {
    client.write(stream_head);
    for (const auto& event : events) client.write(chunk(event));
    client.pause(std::chrono::milliseconds{50});  // so that the reset does not overtake the events
    client.reset_at_end();
  };
}

/// A stream that begins so and then says nothing more.
inline scripted_host::script stalled_stream(std::vector<std::string> events) {
  return [events = std::move(events)](const served_connection& client) {
    client.write(stream_head);
    for (const auto& event : events) client.write(chunk(event));
    client.wait_for_end();
  };
}

}  // namespace secondbrain::net
