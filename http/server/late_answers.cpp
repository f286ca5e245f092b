#include "http/server/late_answers.hpp"
#include "base/text.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

namespace secondbrain::http {

namespace {

/// Never waits for the client. What it has sent is read away first, because closing over unread bytes would take the
/// answer back.
void send_off(int connection, const std::string& text) noexcept {
  constexpr int most_reads = 256;
#ifdef MSG_NOSIGNAL
  constexpr int flags = MSG_NOSIGNAL;
#else
  constexpr int flags = 0;
#endif
  std::array<char, 8192> ignored;
  for (int i = 0; i<most_reads&& ::recv(connection, ignored.data(), ignored.size(), MSG_DONTWAIT)> 0; ++i) {
  }
  ::send(connection, text.data(), text.size(), flags | MSG_DONTWAIT);
  ::shutdown(connection, SHUT_WR);
}

}  // namespace

late_answers::~late_answers() {
  stop();
}

void late_answers::add(file_descriptor connection, std::string text, std::chrono::milliseconds pause) {
  {
    std::lock_guard lock{mutex_};
    if (stopping_ || !has_thread()) return send_off(connection.get(), text);
    waiting_.push_back({std::move(connection), std::move(text), clock::now() + pause});
    if (waiting_.size() > most) {
      send_off(waiting_.front().connection.get(), waiting_.front().text);
      waiting_.pop_front();
    }
  }
  changed_.notify_one();
}

/// Called with the mutex held.
bool late_answers::has_thread() {
  try {
    if (!thread_.joinable()) thread_ = std::thread{[this] { run(); }};
    return true;
  } catch (const std::system_error&) {
    return false;  // the system has none left
  }
}

void late_answers::stop() {
  {
    std::lock_guard lock{mutex_};
    stopping_ = true;
  }
  changed_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void late_answers::run() {
  std::unique_lock lock{mutex_};
  while (!stopping_ || !waiting_.empty()) {
    const auto now = clock::now();
    auto next = clock::time_point::max();
    waiting_.remove_if([&](const held& one) {
      const bool due = stopping_ || one.due <= now;
      if (due)
        send_off(one.connection.get(), one.text);
      else
        next = std::min(next, one.due);
      return due;
    });
    if (stopping_) return;
    if (waiting_.empty())
      changed_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    else
      changed_.wait_until(lock, next);
  }
}

}  // namespace secondbrain::http
