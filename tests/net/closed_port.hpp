// Ports of this machine where nobody listens, and where somebody does who says nothing.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>
#include <string>
#include <system_error>

#include "base/file_descriptor.hpp"

namespace secondbrain::net {

/// It stays taken for as long as this lives: of a port that is only free, another program may make its own.
class closed_port {
 public:
  closed_port() {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* where = reinterpret_cast<sockaddr*>(&address);
    if (::bind(socket_.get(), where, size) != 0 || ::getsockname(socket_.get(), where, &size) != 0)
      throw std::system_error{errno, std::generic_category(), "no port to take"};
    port_ = ntohs(address.sin_port);
  }

  int port() const noexcept { return port_; }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/v1"; }

 protected:
  int socket() const noexcept { return socket_.get(); }

 private:
  file_descriptor socket_{::socket(AF_INET, SOCK_STREAM, 0)};
  int port_ = 0;
};

/// Takes connections, and says nothing.
class silent_port : public closed_port {
 public:
  silent_port() {
    if (::listen(socket(), 8) != 0) throw std::system_error{errno, std::generic_category(), "no port to listen on"};
  }
};

}  // namespace secondbrain::net
