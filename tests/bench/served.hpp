// The program itself, serving on a port that was free until the end of the scope, and what can be read of it from
// outside.
#pragma once

#include <httplib.h>
#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace secondbrain::bench {

class served {
 public:
  using settings = std::vector<std::pair<std::string, std::string>>;  // of its environment

  served(const std::filesystem::path& vault, const std::filesystem::path& data, const settings& further = {});
  ~served();
  served(const served&) = delete;
  served& operator=(const served&) = delete;

  /// A connection that is kept.
  httplib::Client connect() const;

  long resident_megabytes() const;

  /// Gives up the whole measurement when the program has ended.
  template <class Condition>
  void wait_until(Condition&& holds) const {
    while (!holds()) {
      stop_if_ended();
      std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
  }

  /// How often the system has let one of its threads run, so far; 0 where it does not tell.
  long context_switches() const;

 private:
  void stop_if_ended() const;
  std::filesystem::path proc() const { return "/proc/" + std::to_string(pid_); }

  int port_;
  pid_t pid_ = -1;
};

bool answers_with(httplib::Client& client, const std::string& path, const std::string& part);
bool is_ready(httplib::Client& client);
bool finished_a_run(httplib::Client& client);

}  // namespace secondbrain::bench
