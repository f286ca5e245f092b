// A forked child for tests of what happens between processes. It runs `work`, says "ready" by a byte, and then stays
// until it is told to end or is killed.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <functional>

namespace secondbrain {

class child_process {
 public:
  /// Returns once `work` has run in the child. What `work` makes lives as long as the child: keep it in a static.
  explicit child_process(const std::function<bool()>& work) {
    int to_parent[2];
    int to_child[2];
    if (::pipe(to_parent) != 0 || ::pipe(to_child) != 0) return;
    pid_ = ::fork();
    if (pid_ == 0) {
      ::close(to_child[1]);
      char done = work() ? 'y' : 'n';
      [[maybe_unused]] auto written = ::write(to_parent[1], &done, 1);
      char wait = 0;
      [[maybe_unused]] auto ended = ::read(to_child[0], &wait, 1);  // until the parent closes its end
      ::_exit(0);
    }
    ::close(to_parent[1]);
    ::close(to_child[0]);
    char answer = 'n';
    [[maybe_unused]] auto read = ::read(to_parent[0], &answer, 1);
    ::close(to_parent[0]);
    succeeded_ = answer == 'y';
    end_ = to_child[1];
  }
  child_process(const child_process&) = delete;
  child_process& operator=(const child_process&) = delete;
  ~child_process() { kill(); }

  bool succeeded() const { return succeeded_; }
  pid_t pid() const { return pid_; }

  void kill() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    ::close(end_);
    pid_ = -1;
  }

 private:
  pid_t pid_ = -1;
  int end_ = -1;
  bool succeeded_ = false;
};

}  // namespace secondbrain
