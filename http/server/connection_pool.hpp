// A fixed number of threads that serve connections, and a bounded line of connections that wait for one.
//
// A connection keeps its thread while it lasts, idle moments included. So that slow or idle clients never shut out
// others, `make_room` ends the connections that have waited longest for their client when somebody stands in line.
// Owning thread: `submit`, `make_room` and `stop` belong to the acceptor and the server. Failure: `submit` says when
// the line is full.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "base/file_descriptor.hpp"
#include "http/server/dispatcher.hpp"
#include "http/server/late_answers.hpp"
#include "http/server/server_options.hpp"
#include "http/server/stop_state.hpp"
#include "http/server/traffic.hpp"

namespace secondbrain::http {

class connection_pool {
 public:
  /// Throws `std::system_error` when the threads cannot be had.
  connection_pool(const server_options& options, const dispatcher& routes, traffic& seen);
  ~connection_pool();  // stops
  connection_pool(const connection_pool&) = delete;
  connection_pool& operator=(const connection_pool&) = delete;

  /// Takes the connection over; false, and nothing taken, when too many wait.
  bool submit(file_descriptor& connection);

  /// True when, after idle connections were ended, somebody still stands in line.
  bool make_room();

  /// Ends idle connections and streams now, lets requests under way finish for at most `drain`; the rest is told so,
  /// then cut.
  void stop();

 private:
  struct worker {
    int connection = -1;                         // guarded by mutex_
    std::atomic<std::int64_t> reading_since{0};  // steady ticks; 0: not waiting for its client
    std::thread thread;
  };

  void work(worker& own);
  bool take(file_descriptor& connection, worker& own);
  void leave(worker& own);
  void await_idle(std::unique_lock<std::mutex>& lock, std::chrono::milliseconds time);
  void cut_idle(std::chrono::milliseconds at_least, std::size_t at_most);

  const server_options& options_;
  const dispatcher& routes_;
  traffic& seen_;
  stop_state stop_;
  std::mutex mutex_;
  std::condition_variable changed_;      // somebody stands in line, a worker became free, or it is over
  std::deque<file_descriptor> waiting_;  // guarded by mutex_
  std::size_t busy_ = 0;                 // workers with a connection; guarded by mutex_
  std::vector<worker> workers_;
  late_answers late_;
};

}  // namespace secondbrain::http
