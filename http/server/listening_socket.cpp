#include "http/server/listening_socket.hpp"

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

namespace secondbrain::http {

namespace {

constexpr int backlog = 128;

void switch_on(int socket, int level, int option) noexcept {
  const int on = 1;
  ::setsockopt(socket, level, option, &on, sizeof on);
}

void prepare(int socket) noexcept {
  ::fcntl(socket, F_SETFD, FD_CLOEXEC);
  ::fcntl(socket, F_SETFL, ::fcntl(socket, F_GETFL) | O_NONBLOCK);
}

failed refused(const std::string& host, int port, int code) {
  const auto address = host + ':' + std::to_string(port);
  switch (code) {
    case EADDRINUSE:
      return fail(errc::locked, "port " + std::to_string(port) + " of " + host +
                                    " is taken by another program. If that is SecondBrain, `secondbrain status` shows "
                                    "how it is; otherwise choose another port with `--port` or SECONDBRAIN_PORT.");
    case EADDRNOTAVAIL:
      return fail(errc::invalid_argument,
                  "cannot listen on " + address + ": this machine does not have that address; set SECONDBRAIN_HOST");
    case EACCES:
      return fail(errc::invalid_argument,
                  "cannot listen on " + address + ": not permitted; set SECONDBRAIN_PORT to 1024 or above");
    default: return fail(errc::io_failure, "cannot listen on " + address + ": " + std::strerror(code));
  }
}

int port_of(int socket) noexcept {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
  if (address.ss_family == AF_INET6) return ntohs(reinterpret_cast<const sockaddr_in6&>(address).sin6_port);
  return ntohs(reinterpret_cast<const sockaddr_in&>(address).sin_port);
}

}  // namespace

result<listening_socket> listening_socket::open(const std::string& host, int port) {
  const auto address = host + ':' + std::to_string(port);
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  wanted.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  if (const int failure = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &wanted, &found); failure != 0)
    return fail(errc::invalid_argument, "cannot listen on " + address + ": " + ::gai_strerror(failure) +
                                            "; set SECONDBRAIN_HOST to an address of this machine");
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner{found, &::freeaddrinfo};
  file_descriptor socket{::socket(found->ai_family, found->ai_socktype, found->ai_protocol)};
  if (!socket) return refused(host, port, errno);
  prepare(socket.get());
  switch_on(socket.get(), SOL_SOCKET, SO_REUSEADDR);  // so that a restart need not wait for old connections
  if (::bind(socket.get(), found->ai_addr, found->ai_addrlen) != 0 || ::listen(socket.get(), backlog) != 0)
    return refused(host, port, errno);
  const int bound = port_of(socket.get());
  return listening_socket{std::move(socket), bound};
}

file_descriptor listening_socket::accept() const noexcept {
  file_descriptor connection{::accept(socket_.get(), nullptr, nullptr)};
  if (!connection) return connection;
  prepare(connection.get());
  switch_on(connection.get(), IPPROTO_TCP, TCP_NODELAY);
#ifdef __APPLE__
  switch_on(connection.get(), SOL_SOCKET, SO_NOSIGPIPE);
#endif
  return connection;
}

}  // namespace secondbrain::http
