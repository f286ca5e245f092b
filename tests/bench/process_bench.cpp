#include <cstdio>
#include <fstream>
#include <optional>
#include <string>
#include <thread>

#include "tests/bench/benches.hpp"
#include "tests/bench/samples.hpp"
#include "tests/bench/served.hpp"

namespace secondbrain::bench {
namespace {

namespace fs = std::filesystem;

constexpr int saves = 20;

/// A small vault of its own, so that no note of the measured one is written to.
void measure_saving(const fs::path& scratch) {
  fs::create_directories(scratch / "vault");
  std::ofstream{scratch / "vault" / "first.md"} << "# First\n\nA beginning.\n";
  served program{scratch / "vault", scratch / "data"};
  httplib::Client client{"127.0.0.1", served_port};
  wait_until([&] { return is_ready(client) && finished_a_run(client); });
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
    httplib::Client client{"127.0.0.1", served_port};
    std::optional<served> program;
    auto start = time_of([&] {
      program.emplace(vault, data);
      wait_until([&] { return is_ready(client); });
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
