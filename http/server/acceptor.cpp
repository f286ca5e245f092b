#include "http/server/acceptor.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include "base/text.hpp"
#include "http/server/response_text.hpp"
#include "http/wire/errors.hpp"

namespace secondbrain::http {

namespace {

constexpr std::size_t most_leaving = 64;
constexpr std::chrono::milliseconds time_to_leave{1'000};
constexpr std::chrono::milliseconds between_looks{50};

const std::string& refusal() {
  static const auto text =
      response_text(error_response(503, "the server is busy with other requests; try again shortly"));
  return text;
}

/// True while there may be more to come.
bool read_away(int connection) noexcept {
  std::array<char, 8192> ignored;
  for (;;) {
    const auto received = ::recv(connection, ignored.data(), ignored.size(), 0);
    if (received == 0) return false;
    if (received < 0 && errno != EINTR) return errno == EAGAIN || errno == EWOULDBLOCK;
  }
}

}  // namespace

acceptor::acceptor(listening_socket socket, connection_pool& pool, traffic& seen)
    : socket_{std::move(socket)}, pool_{pool}, seen_{seen} {
  std::array<int, 2> ends{-1, -1};
  if (::pipe(ends.data()) != 0) throw std::system_error{errno, std::generic_category(), "pipe"};
  wake_ = file_descriptor{ends[0]};
  waker_ = file_descriptor{ends[1]};
  for (const int end : ends) ::fcntl(end, F_SETFD, FD_CLOEXEC);
  thread_ = std::thread{[this] { run(); }};
}

acceptor::~acceptor() {
  stop();
}

void acceptor::stop() {
  waker_.close();  // the other end becomes readable
  if (thread_.joinable()) thread_.join();
}

void acceptor::run() {
  while (wait()) {
    take_in();
    drop_finished();
    crowded_ = pool_.make_room();
  }
  socket_.close();
}

bool acceptor::wait() {
  std::vector<pollfd> watched{{wake_.get(), POLLIN, 0}, {socket_.descriptor(), POLLIN, 0}};
  for (const auto& one : leaving_) watched.push_back({one.connection.get(), POLLIN, 0});
  const bool look_again = crowded_ || !leaving_.empty();
  ::poll(watched.data(), watched.size(), look_again ? static_cast<int>(between_looks.count()) : -1);
  return watched.front().revents == 0;
}

void acceptor::take_in() {
  while (auto connection = socket_.accept())
    if (!pool_.submit(connection)) reject(std::move(connection));
  if (errno == EMFILE || errno == ENFILE) std::this_thread::sleep_for(between_looks);  // until files are closed
}

/// Never waits for the client: what does not go out at once does not go out.
void acceptor::reject(file_descriptor connection) {
  seen_.refused.fetch_add(1, std::memory_order_relaxed);
  read_away(connection.get());
#ifdef MSG_NOSIGNAL
  ::send(connection.get(), refusal().data(), refusal().size(), MSG_NOSIGNAL);
#else
  ::send(connection.get(), refusal().data(), refusal().size(), 0);
#endif
  ::shutdown(connection.get(), SHUT_WR);
  if (leaving_.size() < most_leaving) leaving_.push_back({std::move(connection), clock::now() + time_to_leave});
}

void acceptor::drop_finished() {
  const auto now = clock::now();
  leaving_.remove_if([now](const leaving& one) { return !read_away(one.connection.get()) || now >= one.until; });
}

}  // namespace secondbrain::http
