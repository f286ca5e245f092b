#include "http/server/connection_pool.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "http/server/client_socket.hpp"
#include "http/server/http_session.hpp"

namespace secondbrain::http {

namespace {

using std::chrono::steady_clock;

/// A client that has just connected is about to speak; it is given this long before it has to make room.
constexpr std::chrono::milliseconds courtesy{250};

/// What is told at a stop that the drain is over has this long to say so.
constexpr std::chrono::milliseconds last_words{300};

}  // namespace

connection_pool::connection_pool(const server_options& options, const dispatcher& routes, traffic& seen)
    : options_{options},
      routes_{routes},
      seen_{seen},
      workers_(static_cast<std::size_t>(std::max(1, options.threads) + std::max(0, options.streams) +
                                        std::max(0, options.questions))) {
  try {
    for (auto& own : workers_) own.thread = std::thread{[this, &own] { work(own); }};
  } catch (...) {
    stop();  // those that were started
    throw;
  }
}

connection_pool::~connection_pool() {
  stop();
}

bool connection_pool::submit(file_descriptor& connection) {
  {
    std::lock_guard lock{mutex_};
    const auto free_workers = workers_.size() - busy_;
    if (stop_.begun || waiting_.size() >= free_workers + static_cast<std::size_t>(options_.waiting)) return false;
    waiting_.push_back(std::move(connection));
  }
  changed_.notify_one();
  return true;
}

bool connection_pool::make_room() {
  std::lock_guard lock{mutex_};
  const auto free_workers = workers_.size() - busy_;
  if (waiting_.size() <= free_workers) return false;
  cut_idle(courtesy, waiting_.size() - free_workers);
  return true;
}

void connection_pool::stop() {
  stop_.begun = true;
  std::unique_lock lock{mutex_};
  waiting_.clear();
  changed_.notify_all();
  await_idle(lock, options_.drain);
  stop_.overdue = true;
  await_idle(lock, last_words);
  for (const auto& own : workers_)
    if (own.connection >= 0) ::shutdown(own.connection, SHUT_RDWR);
  lock.unlock();
  for (auto& own : workers_)
    if (own.thread.joinable()) own.thread.join();
  late_.stop();
}

/// Ends idle connections until all are, or the time is up.
void connection_pool::await_idle(std::unique_lock<std::mutex>& lock, std::chrono::milliseconds time) {
  constexpr std::chrono::milliseconds between_looks{20};
  const auto deadline = steady_clock::now() + time;
  while (busy_ > 0 && steady_clock::now() < deadline) {
    cut_idle({}, workers_.size());
    changed_.wait_for(lock, between_looks, [this] { return busy_ == 0; });
  }
}

/// Wakes the threads that wait for a client's bytes, the longest first. Called with the mutex held.
void connection_pool::cut_idle(std::chrono::milliseconds at_least, std::size_t at_most) {
  const auto latest = (steady_clock::now() - at_least).time_since_epoch().count();
  std::vector<std::pair<std::int64_t, int>> idle;
  for (const auto& own : workers_)
    if (const auto since = own.reading_since.load(); own.connection >= 0 && since > 0 && since <= latest)
      idle.emplace_back(since, own.connection);
  std::sort(idle.begin(), idle.end());
  idle.resize(std::min(idle.size(), at_most));
  for (const auto& [since, connection] : idle) ::shutdown(connection, SHUT_RDWR);
}

void connection_pool::work(worker& own) {
  http_session session{routes_, options_, stop_};
  for (file_descriptor connection; take(connection, own); connection = {}) {
    client_socket client{connection, options_, own.reading_since};
    auto late = session.serve(client);
    leave(own);
    if (late) late_.add(std::move(connection), std::move(late->text), late->pause);
  }
}

bool connection_pool::take(file_descriptor& connection, worker& own) {
  std::unique_lock lock{mutex_};
  changed_.wait(lock, [this] { return stop_.begun || !waiting_.empty(); });
  if (waiting_.empty()) return false;
  connection = std::move(waiting_.front());
  waiting_.pop_front();
  own.connection = connection.get();
  ++busy_;
  seen_.connections.fetch_add(1);
  return true;
}

void connection_pool::leave(worker& own) {
  {
    std::lock_guard lock{mutex_};
    own.connection = -1;
    --busy_;
  }
  seen_.connections.fetch_sub(1);
  changed_.notify_all();
}

}  // namespace secondbrain::http
