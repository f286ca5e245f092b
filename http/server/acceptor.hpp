// The thread that takes connections in, and turns away with a word those that are too many.
//
// Owning thread: its own; `stop` and the destructor belong to the server. Failure: none that would end it.
#pragma once

#include <chrono>
#include <list>
#include <thread>

#include "base/file_descriptor.hpp"
#include "http/server/connection_pool.hpp"
#include "http/server/listening_socket.hpp"

namespace secondbrain::http {

class acceptor {
 public:
  /// Throws `std::system_error` when the system has no thread or no pipe left.
  acceptor(listening_socket socket, connection_pool& pool, traffic& seen);
  ~acceptor();  // stops
  acceptor(const acceptor&) = delete;
  acceptor& operator=(const acceptor&) = delete;

  int port() const noexcept { return socket_.port(); }

  /// Afterwards nobody can connect any more.
  void stop();

 private:
  using clock = std::chrono::steady_clock;

  /// A connection that was turned away and is being read empty, so that the refusal arrives.
  struct leaving {
    file_descriptor connection;
    clock::time_point until;
  };

  void run();
  bool wait();  // false: it is over
  void take_in();
  void reject(file_descriptor connection);
  void drop_finished();

  listening_socket socket_;
  connection_pool& pool_;
  traffic& seen_;
  file_descriptor wake_, waker_;  // a pipe
  std::list<leaving> leaving_;
  bool crowded_ = false;  // somebody stands in line
  std::thread thread_;
};

}  // namespace secondbrain::http
