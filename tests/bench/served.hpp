// The program itself, serving on a port of its own, and what can be read of it from outside.
#pragma once

#include <httplib.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

namespace secondbrain::bench {

inline constexpr int served_port = 18'765;

class served {
 public:
  served(const std::filesystem::path& vault, const std::filesystem::path& data) {
    pid_ = fork();
    if (pid_ != 0) return;
    setenv("SECONDBRAIN_ENV_FILE", (data / "none.env").c_str(), 1);
    setenv("SECONDBRAIN_LOG_LEVEL", "error", 1);
    if (std::freopen("/dev/null", "w", stdout) == nullptr) std::_Exit(127);
    auto number = std::to_string(served_port);
    execl(SECONDBRAIN_BINARY, "secondbrain", "serve", "--vault", vault.c_str(), "--data", data.c_str(), "--port",
          number.c_str(), static_cast<char*>(nullptr));
    std::_Exit(127);
  }
  ~served() {
    kill(pid_, SIGTERM);
    waitpid(pid_, nullptr, 0);
  }
  served(const served&) = delete;
  served& operator=(const served&) = delete;

  long resident_megabytes() const {
    std::ifstream statm{proc() / "statm"};
    long size = 0, resident = 0;
    statm >> size >> resident;
    return resident * sysconf(_SC_PAGESIZE) / 1'000'000;
  }

  /// How often the system has let one of its threads run, so far; 0 where it does not tell.
  long context_switches() const {
    long switches = 0;
    std::error_code gone;
    for (std::filesystem::directory_iterator task{proc() / "task", gone}, end; !gone && task != end;
         task.increment(gone)) {
      std::ifstream lines{task->path() / "status"};
      for (std::string line; std::getline(lines, line);)
        if (line.find("ctxt_switches:") != line.npos) switches += std::atol(line.substr(line.find(':') + 1).c_str());
    }
    return switches;
  }

 private:
  std::filesystem::path proc() const { return "/proc/" + std::to_string(pid_); }

  pid_t pid_ = -1;
};

template <class Condition>
void wait_until(Condition&& holds) {
  while (!holds()) std::this_thread::sleep_for(std::chrono::milliseconds{1});
}

inline bool answers_with(httplib::Client& client, const std::string& path, const std::string& part) {
  auto got = client.Get(path);
  return got && got->status == 200 && got->body.find(part) != std::string::npos;
}

inline bool is_ready(httplib::Client& client) {
  return answers_with(client, "/readyz", "");
}

inline bool finished_a_run(httplib::Client& client) {
  return answers_with(client, "/api/v1/index/progress", "\"phase\":\"finished\"");
}

}  // namespace secondbrain::bench
