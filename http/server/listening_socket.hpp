// The socket the server listens on.
//
// Ours rather than the library's, which sets SO_REUSEPORT (a second server would share the port in silence), keeps a
// backlog of five, and does not say why it failed.
#pragma once

#include <string>

#include "base/error.hpp"
#include "base/file_descriptor.hpp"

namespace secondbrain::http {

class listening_socket {
 public:
  /// Port 0 takes any free one. errc::locked: the port is in use.
  static result<listening_socket> open(const std::string& host, int port);

  int descriptor() const noexcept { return socket_.get(); }
  int port() const noexcept { return port_; }
  void close() noexcept { socket_.close(); }

  /// A connection that waits, set up for us; nothing when there is none any more.
  file_descriptor accept() const noexcept;

 private:
  listening_socket(file_descriptor socket, int port) : socket_{std::move(socket)}, port_{port} {}

  file_descriptor socket_;
  int port_;
};

}  // namespace secondbrain::http
