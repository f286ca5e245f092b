#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include "tests/bench/bench_vault.hpp"
#include "tests/bench/benches.hpp"

namespace secondbrain::bench {
namespace {

namespace fs = std::filesystem;

struct part {
  std::string name;
  std::function<void()> measure;
  bool by_default = true;
};

std::size_t vectors_to_measure() {
  const char* count = std::getenv("BENCH_VECTORS");
  return count == nullptr ? 100'000 : std::stoul(count);
}

std::vector<part> parts_of(const fs::path& vault, const fs::path& scratch) {
  const auto data = scratch / "data";
  return {
      {"index", [=] { measure_indexing(vault, data); }},  // leaves the index for the others: always measured
      {"search", [=] { measure_search(data); }},
      {"search-http", [=] { measure_search_over_http(vault, data); }},
      {"hybrid", [=] { measure_hybrid_search(vault, data); }},
      {"encoder", [=] { measure_encoding(data); }},
      {"vectors", [=] { measure_vectors(scratch, vectors_to_measure()); }},
      {"planner", [=] { measure_planning(scratch); }},
      {"http", [] { measure_http(); }},
      {"provider", [] { measure_provider_calls(); }},
      {"process", [=] { measure_process(vault, data); }},
      {"changes", [=] { measure_changes(vault, scratch / "changes"); }},
      {"idle", [=] { measure_idling(scratch / "idling"); }},
      {"growth", [=] { measure_growth(data); }},
      {"meaning", [=] { measure_search_with_the_model(vault, data); }, false},
  };
}

bool names_a_part(const std::vector<part>& parts, const std::string& name) {
  return std::any_of(parts.begin(), parts.end(), [&](const part& each) { return each.name == name; });
}

int explain(const std::vector<part>& parts) {
  std::fprintf(stderr, "usage: secondbrain_bench [PART...]\nparts:");
  for (const auto& each : parts) std::fprintf(stderr, " %s", each.name.c_str());
  std::fprintf(stderr, "\nWithout any, all but `meaning` are measured. tests/bench/README.md tells what they are.\n");
  return 2;
}

}  // namespace
}  // namespace secondbrain::bench

// secondbrain_bench [PART...]
int main(int count, char** arguments) {
  using namespace secondbrain::bench;
  const std::vector<std::string> chosen{arguments + 1, arguments + count};
  for (const auto& name : chosen)
    if (const auto known = parts_of({}, {}); !names_a_part(known, name)) return explain(known);
  spdlog::set_level(spdlog::level::warn);
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  const auto scratch = fs::temp_directory_path() / ("secondbrain-bench-" + std::to_string(getpid()));
  fs::create_directories(scratch);
  const auto vault = vault_to_measure(scratch);
  if (vault) {
    std::printf("vault: %s\n", vault->c_str());
    for (const auto& [name, measure, by_default] : parts_of(*vault, scratch)) {
      const bool is_chosen = std::find(chosen.begin(), chosen.end(), name) != chosen.end();
      if (is_chosen || name == "index" || (chosen.empty() && by_default)) measure();
    }
  }
  fs::remove_all(scratch);
  return vault ? 0 : 2;
}
