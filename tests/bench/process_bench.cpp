#include <fstream>
#include <optional>
#include <string>
#include <thread>

#include "tests/bench/benches.hpp"
#include "tests/bench/figures.hpp"
#include "tests/bench/served.hpp"

namespace secondbrain::bench {
namespace {

namespace fs = std::filesystem;
constexpr int process_saves = 20;

/// A small vault of its own, so that no note of the measured one is written to.
void measure_saving(const fs::path& scratch) {
  fs::create_directories(scratch / "vault");
  std::ofstream{scratch / "vault" / "first.md"} << "# First\n\nA beginning.\n";
  served program{scratch / "vault", scratch / "data"};
  auto client = program.connect();
  program.wait_until([&] { return is_ready(client) && finished_a_run(client); });
  samples delays;
  for (int i = 0; i < process_saves; ++i) {
    auto word = "saveword" + std::to_string(i) + "x";
    auto begin = std::chrono::steady_clock::now();
    std::ofstream{scratch / "vault" / (word + ".md")} << "# Saved\n\nSomething about " << word << ".\n";
    program.wait_until([&] {
      auto got = client.Get("/api/v1/search?q=" + word + "%20");
      return got && got->body.find(word + ".md") != std::string::npos;
    });
    delays.add(std::chrono::steady_clock::now() - begin);
  }
  figures_of("save to searchable, small vault", delays);
}

}  // namespace

void measure_process(const fs::path& vault, const fs::path& data) {
  {
    std::optional<served> program;
    std::optional<httplib::Client> client;
    const auto start = time_of([&] {
      program.emplace(vault, data);
      client.emplace(program->connect());
      program->wait_until([&] { return is_ready(*client); });
    });
    figure("start to /readyz on an existing index", 1e3 * start.count(), "ms", "at most 1000");
    program->wait_until([&] { return finished_a_run(*client); });
    samples rescans;
    for (int i = 0; i < 5; ++i) rescans.add(time_of([&] { client->Post("/api/v1/index"); }));
    figure("rescan of the unchanged vault, p50", 1e3 * rescans.percentile(0.5), "ms", "at most 1000");
    std::this_thread::sleep_for(std::chrono::seconds{2});
    figure("resident memory, idle", static_cast<double>(program->resident_megabytes()), "MB", "at most 150");
  }
  measure_saving(data.parent_path() / "saving");
}

}  // namespace secondbrain::bench
