#include <spdlog/spdlog.h>
#include <unistd.h>

#include <cstdio>

#include "tests/bench/bench_vault.hpp"
#include "tests/bench/benches.hpp"

int main() {
  namespace fs = std::filesystem;
  using namespace secondbrain::bench;
  spdlog::set_level(spdlog::level::warn);
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  auto scratch = fs::temp_directory_path() / ("secondbrain-bench-" + std::to_string(getpid()));
  fs::create_directories(scratch);
  auto vault = vault_to_measure(scratch);
  std::printf("vault: %s\n", vault.c_str());
  measure_indexing(vault, scratch / "data");
  measure_search(scratch / "data");
  measure_planning(scratch);
  measure_http();
  measure_provider_calls();
  measure_process(vault, scratch / "data");
  measure_changes(vault, scratch / "changes");
  measure_idling(scratch / "idling");
  fs::remove_all(scratch);
}
