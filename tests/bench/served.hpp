// The program itself, serving on a port that was free until the end of the scope, and what can be read of it from
// outside.
#pragma once

#include <httplib.h>
#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <thread>

namespace secondbrain::bench {

class served {
 public:
  served(const std::filesystem::path& vault, const std::filesystem::path& data);
  ~served();
  served(const served&) = delete;
  served& operator=(const served&) = delete;

  /// A connection that is kept.
  httplib::Client connect() const;

  long resident_megabytes() const;

  /// How often the system has let one of its threads run, so far; 0 where it does not tell.
  long context_switches() const;

 private:
  std::filesystem::path proc() const { return "/proc/" + std::to_string(pid_); }

  int port_;
  pid_t pid_ = -1;
};

template <class Condition>
void wait_until(Condition&& holds) {
  while (!holds()) std::this_thread::sleep_for(std::chrono::milliseconds{1});
}

bool answers_with(httplib::Client& client, const std::string& path, const std::string& part);
bool is_ready(httplib::Client& client);
bool finished_a_run(httplib::Client& client);

}  // namespace secondbrain::bench
