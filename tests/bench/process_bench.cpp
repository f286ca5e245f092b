#include <httplib.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include <cstdio>
#include <fstream>
#include <optional>
#include <string>
#include <thread>

#include "tests/bench/benches.hpp"
#include "tests/bench/samples.hpp"

namespace secondbrain::bench {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

constexpr int port = 18'765;
constexpr int saves = 20;

/// The program, serving on a port of its own.
class served {
 public:
  served(const fs::path& vault, const fs::path& data) {
    pid_ = fork();
    if (pid_ != 0) return;
    setenv("SECONDBRAIN_ENV_FILE", (data / "none.env").c_str(), 1);
    setenv("SECONDBRAIN_LOG_LEVEL", "error", 1);
    if (std::freopen("/dev/null", "w", stdout) == nullptr) std::_Exit(127);
    auto number = std::to_string(port);
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
    std::ifstream statm{"/proc/" + std::to_string(pid_) + "/statm"};
    long size = 0, resident = 0;
    statm >> size >> resident;
    return resident * sysconf(_SC_PAGESIZE) / 1'000'000;
  }

 private:
  pid_t pid_ = -1;
};

template <class Condition>
void wait_until(Condition&& holds) {
  while (!holds()) std::this_thread::sleep_for(milliseconds{1});
}

bool ready(httplib::Client& client) {
  auto got = client.Get("/readyz");
  return got && got->status == 200;
}

bool finished_a_run(httplib::Client& client) {
  auto got = client.Get("/api/v1/index/progress");
  return got && got->body.find("\"phase\":\"finished\"") != std::string::npos;
}

/// A small vault of its own, so that no note of the measured one is written to.
void measure_saving(const fs::path& scratch) {
  fs::create_directories(scratch / "vault");
  std::ofstream{scratch / "vault" / "first.md"} << "# First\n\nA beginning.\n";
  served program{scratch / "vault", scratch / "data"};
  httplib::Client client{"127.0.0.1", port};
  wait_until([&] { return ready(client) && finished_a_run(client); });
  samples delays;
  for (int i = 0; i < saves; ++i) {
    auto word = "saveword" + std::to_string(i) + "x";
    auto begin = std::chrono::steady_clock::now();
    std::ofstream{scratch / "vault" / (word + ".md")} << "# Saved\n\nSomething about " << word << ".\n";
    wait_until([&] {
      auto got = client.Get("/api/v1/search?q=" + word + "%20");
      return got && got->body.find(word + ".md") != std::string::npos;
    });
    delays.add(std::chrono::steady_clock::now() - begin);
  }
  std::printf("save to searchable: p50 %.0f ms, p95 %.0f ms\n", 1e3 * delays.percentile(0.5),
              1e3 * delays.percentile(0.95));
}

}  // namespace

void measure_process(const fs::path& vault, const fs::path& data) {
  {
    httplib::Client client{"127.0.0.1", port};
    std::optional<served> program;
    auto start = time_of([&] {
      program.emplace(vault, data);
      wait_until([&] { return ready(client); });
    });
    std::printf("start to /readyz on an existing index: %.0f ms (at most 1000)\n", 1e3 * start.count());
    wait_until([&] { return finished_a_run(client); });
    samples rescans;
    for (int i = 0; i < 5; ++i) rescans.add(time_of([&] { client.Post("/api/v1/index"); }));
    std::printf("rescan of the unchanged vault: %.0f ms (median of %zu; at most 1000)\n", 1e3 * rescans.percentile(0.5),
                rescans.size());
    std::this_thread::sleep_for(std::chrono::seconds{2});
    std::printf("resident memory, idle: %ld MB (at most 150)\n", program->resident_megabytes());
  }
  measure_saving(data.parent_path() / "saving");
}

}  // namespace secondbrain::bench
