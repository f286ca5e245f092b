#include "brain/llm/tcp_stream.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <chrono>
#include <system_error>

#include "base/error.hpp"
#include "brain/llm/host_lookup.hpp"

namespace secondbrain::llm {

namespace {

constexpr std::chrono::seconds connect_patience{5};
#ifdef MSG_NOSIGNAL
constexpr int send_flags = MSG_NOSIGNAL;
#else
constexpr int send_flags = 0;  // macOS: SO_NOSIGPIPE, set when the socket is made
#endif

std::string reason(int code) {
  return std::generic_category().message(code);
}

void switch_on(int socket, int level, int option) {
  const int on = 1;
  ::setsockopt(socket, level, option, &on, sizeof on);
}

file_descriptor make_socket(int family) {
  file_descriptor socket{::socket(family, SOCK_STREAM, 0)};
  if (!socket) return socket;
  ::fcntl(socket.get(), F_SETFD, FD_CLOEXEC);
  ::fcntl(socket.get(), F_SETFL, ::fcntl(socket.get(), F_GETFL) | O_NONBLOCK);
  switch_on(socket.get(), IPPROTO_TCP, TCP_NODELAY);
#ifdef SO_NOSIGPIPE
  switch_on(socket.get(), SOL_SOCKET, SO_NOSIGPIPE);
#endif
  return socket;
}

result<file_descriptor> connect_one(const socket_address& address, const patience& waiting) {
  auto socket = make_socket(address.storage.ss_family);
  if (!socket) return fail(errc::unavailable, reason(errno));
  int problem = ::connect(socket.get(), address.get(), address.size) == 0 ? 0 : errno;
  if (problem == EINPROGRESS || problem == EINTR) {
    RETURN_IF_ERROR(waiting.wait(socket.get(), POLLOUT, patience::clock::now() + connect_patience));
    socklen_t size = sizeof problem;
    ::getsockopt(socket.get(), SOL_SOCKET, SO_ERROR, &problem, &size);
  }
  if (problem == ECONNREFUSED) return fail(errc::not_found, "nobody listens there");
  if (problem != 0) return fail(errc::unavailable, reason(problem));
  return socket;
}

bool would_block() {
  return errno == EAGAIN || errno == EWOULDBLOCK;
}

tl::unexpected<error> broken() {
  return fail(errc::unavailable, "the connection broke (" + reason(errno) + ")");
}

}  // namespace

result<std::unique_ptr<byte_stream>> tcp_stream::connect(const url& where, const patience& waiting) {
  const auto addresses = look_up(where, waiting);
  RETURN_IF_ERROR(addresses);
  error last;
  for (const auto& address : *addresses) {
    if (where.kind == scheme::http && !address.is_private())
      return fail(errc::invalid_argument,
                  where.text() + " is a public address, and notes and keys do not travel there unencrypted; use https");
    auto socket = connect_one(address, waiting);
    if (socket) return std::make_unique<tcp_stream>(std::move(*socket), waiting);
    last = std::move(socket.error());
    RETURN_IF_ERROR(waiting.go_on());
  }
  const auto code = last.code == errc::not_found ? errc::not_found : errc::unavailable;
  return fail(code, "no connection to " + where.authority() + " (" + last.message + ")");
}

result<std::size_t> tcp_stream::read(char* out, std::size_t size) {
  for (;;) {
    // Also a peer that never stops sending does not get past the deadline.
    RETURN_IF_ERROR(waiting_.go_on());
    const auto received = ::recv(socket_.get(), out, size, 0);
    if (received >= 0) return static_cast<std::size_t>(received);
    if (errno == EINTR) continue;
    if (!would_block()) return broken();
    RETURN_IF_ERROR(waiting_.wait(socket_.get(), POLLIN));
  }
}

status tcp_stream::write(std::string_view bytes) {
  while (!bytes.empty()) {
    if (auto going_on = waiting_.go_on(); !going_on) return going_on;
    const auto sent = ::send(socket_.get(), bytes.data(), bytes.size(), send_flags);
    if (sent >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
      continue;
    }
    if (errno == EINTR) continue;
    if (!would_block()) return broken();
    if (auto ready = waiting_.wait(socket_.get(), POLLOUT); !ready) return ready;
  }
  return {};
}

}  // namespace secondbrain::llm
