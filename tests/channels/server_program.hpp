// A server that is another program: it lives as long as the test lets it.
#pragma once

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <string>
#include <vector>

#include "base/file_descriptor.hpp"

namespace secondbrain::channels {

class server_program {
 public:
  /// Its input stays open until the end; what it prints on its first line is read when it is wanted.
  explicit server_program(std::vector<std::string> words) {
    std::array<int, 2> input{};
    std::array<int, 2> output{};
    if (::pipe(input.data()) != 0 || ::pipe(output.data()) != 0) return;
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    pid_ = ::fork();
    if (pid_ == 0) {
      ::dup2(input[0], STDIN_FILENO);
      ::dup2(output[1], STDOUT_FILENO);
      for (const int end : {input[0], input[1], output[0], output[1]}) ::close(end);
      const int nowhere = ::open("/dev/null", O_WRONLY);
      ::dup2(nowhere, STDERR_FILENO);
      ::execvp(arguments.front(), arguments.data());
      ::_exit(127);
    }
    ::close(input[0]);
    ::close(output[1]);
    input_ = file_descriptor{input[1]};
    output_ = file_descriptor{output[0]};
    ::fcntl(input_.get(), F_SETFD, FD_CLOEXEC);
    ::fcntl(output_.get(), F_SETFD, FD_CLOEXEC);
  }
  server_program(const server_program&) = delete;
  server_program& operator=(const server_program&) = delete;
  ~server_program() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }

  /// Empty: it ended without one.
  std::string first_line() const {
    std::string line;
    char letter = 0;
    while (::read(output_.get(), &letter, 1) == 1 && letter != '\n') line += letter;
    return line;
  }

 private:
  pid_t pid_ = -1;
  file_descriptor input_;
  file_descriptor output_;
};

}  // namespace secondbrain::channels
