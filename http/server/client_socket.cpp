#include "http/server/client_socket.hpp"

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace secondbrain::http {

namespace {

using std::chrono::steady_clock;

constexpr std::size_t out_buffer = 64 * 1024;
constexpr int most_empty_lines = 8;
constexpr std::string_view end_of_head = "\r\n\r\n";
#ifdef MSG_NOSIGNAL
constexpr int send_flags = MSG_NOSIGNAL;
#else
constexpr int send_flags = 0;  // macOS: SO_NOSIGPIPE, set when the connection was accepted
#endif

bool would_block() noexcept {
  return errno == EAGAIN || errno == EWOULDBLOCK;
}

/// False when the deadline passed.
bool wait_for(int descriptor, short what, steady_clock::time_point deadline) noexcept {
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - steady_clock::now()).count();
    if (left <= 0) return false;
    pollfd entry{descriptor, what, 0};
    const int ready = ::poll(&entry, 1, static_cast<int>(left));
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return false;
  }
}

}  // namespace

client_socket::client_socket(const file_descriptor& socket, const server_options& options,
                             std::atomic<std::int64_t>& reading_since)
    : socket_{socket}, options_{options}, reading_since_{reading_since} {}

head_state client_socket::await_head() {
  in_.erase(0, taken_);
  taken_ = scanned_ = checked_ = 0;
  empty_lines_ = 0;
  auto deadline = steady_clock::now() + options_.keep_alive;
  for (bool begun = false;;) {
    if (const auto found = look_for_end()) {
      body_deadline_ = steady_clock::now() + options_.read_timeout;
      return *found;
    }
    if (!begun && !in_.empty()) {
      begun = true;
      deadline = steady_clock::now() + options_.read_timeout;
    }
    const auto received = fill(deadline);
    if (received == 0) return head_state::closed;
    if (received < 0) return begun ? head_state::timed_out : head_state::closed;
  }
}

std::optional<head_state> client_socket::look_for_end() {
  for (; in_.starts_with("\r\n"); in_.erase(0, 2))  // RFC 9112 §2.2: ignore empty lines in front
    if (++empty_lines_ > most_empty_lines) return head_state::malformed;
  const auto line_end = std::min(in_.find('\n'), in_.size());
  if (line_end > options_.target_limit) return head_state::target_too_long;
  const auto end = in_.find(end_of_head, scanned_);
  const auto head_size = std::min(end, in_.size());
  if (head_size > line_end && head_size - line_end > options_.head_limit) return head_state::too_large;
  if (!looks_like_http(std::min(end, in_.size()))) return head_state::malformed;
  if (end != std::string::npos) return head_state::complete;
  scanned_ = in_.size() - std::min(in_.size(), end_of_head.size() - 1);
  return std::nullopt;
}

/// False at the first byte that stands in no head: so nobody waits for the end of what is none.
bool client_socket::looks_like_http(std::size_t end) {
  for (; checked_ < end; ++checked_) {
    const char before = checked_ > 0 ? in_[checked_ - 1] : ' ';
    const auto value = static_cast<unsigned char>(in_[checked_]);
    const bool control = (value < 0x20 && value != '\t' && value != '\r' && value != '\n') || value == 0x7F;
    if (control || (before == '\r') != (value == '\n')) return false;
  }
  return true;
}

std::string client_socket::take_head() {
  taken_ = in_.find(end_of_head) + end_of_head.size();
  return in_.substr(0, taken_);
}

std::string_view client_socket::peek() {
  if (taken_ == in_.size()) {
    in_.clear();
    taken_ = 0;
    if (fill(body_deadline_) <= 0) return {};
  }
  return std::string_view{in_}.substr(taken_);
}

std::ptrdiff_t client_socket::fill(steady_clock::time_point deadline) {
  std::array<char, 8192> bytes;
  for (;;) {
    if (steady_clock::now() >= deadline) return -1;  // also when bytes come all the time
    const auto received = ::recv(socket_.get(), bytes.data(), bytes.size(), 0);
    if (received > 0) in_.append(bytes.data(), static_cast<std::size_t>(received));
    if (received >= 0) return received;
    if (errno == EINTR) continue;
    if (!would_block() || !flush()) return -1;
    reading_since_ = steady_clock::now().time_since_epoch().count();
    const bool readable = wait_for(socket_.get(), POLLIN, deadline);
    reading_since_ = 0;
    if (!readable) return -1;
  }
}

/// What is longer than the buffer goes out as it is: a copy would cost its time and stay as long as the connection.
bool client_socket::write(std::string_view bytes) {
  if (bytes.size() >= out_buffer) return flush() && send(bytes);
  out_ += bytes;
  return out_.size() < out_buffer || flush();
}

bool client_socket::flush() {
  const bool all = send(out_);
  out_.clear();
  return all;
}

bool client_socket::send(std::string_view bytes) const {
  const auto deadline = steady_clock::now() + options_.write_timeout;
  while (!bytes.empty()) {
    const auto sent = ::send(socket_.get(), bytes.data(), bytes.size(), send_flags);
    if (sent >= 0)
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    else if (would_block() ? !wait_for(socket_.get(), POLLOUT, deadline) : errno != EINTR)
      return false;
  }
  return true;
}

std::string client_socket::peer() const {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  std::array<char, NI_MAXHOST> text{};
  if (::getpeername(socket_.get(), reinterpret_cast<sockaddr*>(&address), &size) != 0 ||
      ::getnameinfo(reinterpret_cast<sockaddr*>(&address), size, text.data(), text.size(), nullptr, 0,
                    NI_NUMERICHOST) != 0)
    return "an unknown address";
  return text.data();
}

bool client_socket::gone() const noexcept {
  char byte;
  const auto seen = ::recv(socket_.get(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return seen == 0 || (seen < 0 && !would_block() && errno != EINTR);
}

void client_socket::close_gently() noexcept {
  constexpr std::chrono::milliseconds timeout{250};
  ::shutdown(socket_.get(), SHUT_WR);
  const auto deadline = steady_clock::now() + timeout;
  std::array<char, 8192> ignored;
  while (wait_for(socket_.get(), POLLIN, deadline))
    if (::recv(socket_.get(), ignored.data(), ignored.size(), 0) <= 0) return;
}

}  // namespace secondbrain::http
