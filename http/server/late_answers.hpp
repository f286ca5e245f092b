// Answers that are held back for a while, each with the connection it is for: how guesses at the token are slowed.
//
// Purpose: whoever sent a wrong token waits, and nobody else does, because no thread of the server waits with him.
// At most `most` connections are held; one more, and the one that has waited longest is answered at once.
// Owning thread: its own, begun with the first answer; `add` from any, `stop` and the destructor belong to the server.
// Failure: none; an answer that does not go out at once is dropped with its connection.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <list>
#include <mutex>
#include <string>
#include <thread>

#include "base/file_descriptor.hpp"

namespace secondbrain::http {

class late_answers {
 public:
  late_answers() = default;
  ~late_answers();  // stops
  late_answers(const late_answers&) = delete;
  late_answers& operator=(const late_answers&) = delete;

  /// Takes the connection over and ends it after the pause.
  void add(file_descriptor connection, std::string text, std::chrono::milliseconds pause);

  /// Answers all that wait, now.
  void stop();

  static constexpr std::size_t most = 64;

 private:
  using clock = std::chrono::steady_clock;

  struct held {
    file_descriptor connection;
    std::string text;
    clock::time_point due;
  };

  bool has_thread();
  void run();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::list<held> waiting_;  // guarded by mutex_
  bool stopping_ = false;    // guarded by mutex_
  std::thread thread_;       // guarded by mutex_ until it is joined
};

}  // namespace secondbrain::http
