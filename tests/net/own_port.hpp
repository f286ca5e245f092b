// A port to listen on that stays free between two who listen on it, one after the other.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <stdexcept>

#include "base/file_descriptor.hpp"

namespace secondbrain::net {

/// The first port from which the system gives any to those who do not care.
inline int first_port_of_the_system() {
  constexpr int usual = 32'768;
  int first = usual;
  std::ifstream{"/proc/sys/net/ipv4/ip_local_port_range"} >> first;
  return first;
}

/// Below those, and another one for each test that runs beside this one.
inline int own_port() {
  constexpr int lowest = 10'000;
  constexpr int least_room = 1'000;
  constexpr int far_apart = 7;
  const int room = std::max(first_port_of_the_system() - lowest, least_room);
  for (int tries = 0, port = 0; tries < room; ++tries) {
    port = lowest + static_cast<int>((std::int64_t{::getpid()} * far_apart + tries) % room);
    const file_descriptor socket{::socket(AF_INET, SOCK_STREAM, 0)};
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return port;
  }
  throw std::runtime_error{"there is no port to listen on"};
}

}  // namespace secondbrain::net
