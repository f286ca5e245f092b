// A writer in a process of its own, killed in the middle of its work.
#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <functional>

namespace secondbrain::stores {

/// Runs `write(n)` for n = 0, 1, 2 … in a child that sends a byte after each success, kills it after `enough` of them
/// and answers with how many it had acknowledged by then.
inline int acknowledged_before_kill(int enough, const std::function<std::function<bool(int)>()>& make_writer) {
  int pipe_ends[2];
  EXPECT_EQ(pipe(pipe_ends), 0);
  const pid_t child = fork();
  if (child == 0) {
    ::close(pipe_ends[0]);
    const auto write = make_writer();
    for (int n = 0; write(n) && ::write(pipe_ends[1], "+", 1) == 1; ++n) {
    }
    _exit(1);
  }
  ::close(pipe_ends[1]);
  int acknowledged = 0;
  char byte = 0;
  while (acknowledged < enough && ::read(pipe_ends[0], &byte, 1) == 1) ++acknowledged;
  ::kill(child, SIGKILL);
  int ended = 0;
  ::waitpid(child, &ended, 0);
  EXPECT_TRUE(WIFSIGNALED(ended)) << "the writer gave up by itself";
  while (::read(pipe_ends[0], &byte, 1) == 1) ++acknowledged;
  ::close(pipe_ends[0]);
  return acknowledged;
}

}  // namespace secondbrain::stores
