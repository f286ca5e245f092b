// What a person waits for after changing the vault: a copy of the measured one is saved to, renamed in, and flooded.
#include <unistd.h>

#include <algorithm>
#include <vector>

#include "tests/bench/benches.hpp"
#include "tests/bench/figures.hpp"
#include "tests/bench/served.hpp"

namespace secondbrain::bench {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

constexpr int saves = 40;
constexpr std::size_t burst = 2'000;
constexpr std::size_t renamed = 1'000;
constexpr milliseconds between_saves{400};
constexpr std::chrono::seconds until_quiet{5};
constexpr std::chrono::seconds idle_time{60};
constexpr std::chrono::seconds past_first_sync{65};  // which comes a minute after the start, and then once an hour

std::vector<fs::path> some_notes(const fs::path& vault, std::size_t count) {
  std::vector<fs::path> notes;
  for (const auto& entry : fs::recursive_directory_iterator{vault})
    if (entry.is_regular_file() && entry.path().extension() == ".md") notes.push_back(entry.path());
  std::sort(notes.begin(), notes.end());
  std::vector<fs::path> chosen;
  const auto step = std::max<std::size_t>(1, notes.size() / count);
  for (std::size_t at = 0; at < notes.size() && chosen.size() < count; at += step) chosen.push_back(notes[at]);
  return chosen;
}

void copy_into(const std::vector<fs::path>& notes, const fs::path& folder) {
  fs::create_directories(folder);
  for (std::size_t i = 0; i < notes.size(); ++i)
    fs::copy_file(notes[i], folder / ("n" + std::to_string(i) + ".md"), fs::copy_options::overwrite_existing);
}

/// Until so many notes whose paths hold this text are in the index. The ledger is looked into between runs only: it is
/// the reindexer who answers.
void wait_for_indexed(const served& program, httplib::Client& client, const std::string& part, std::size_t count) {
  program.wait_until([&] {
    return finished_a_run(client) && answers_with(client, "/api/v1/index/ledger?limit=1&state=indexed&q=" + part,
                                                  "\"total\":" + std::to_string(count));
  });
}

void measure_saves(const served& program, httplib::Client& client, const fs::path& vault) {
  samples delays;
  for (int i = 0; i < saves; ++i) {
    std::this_thread::sleep_for(between_saves);
    const auto word = "saveword" + std::to_string(i) + "x";
    delays.add(time_of([&] {
      std::ofstream{vault / "bench-saves" / (word + ".md")} << "# Saved\n\nSomething about " << word << ".\n";
      program.wait_until([&] { return answers_with(client, "/api/v1/search?q=" + word + "%20", word + ".md"); });
    }));
  }
  figures_of("save to searchable, measured vault", delays, "", "at most 120");
}

/// Leaves what it made: where files were just removed, some file systems take long to make new ones.
seconds first_index_of(const std::vector<fs::path>& notes, const fs::path& scratch) {
  copy_into(notes, scratch / "vault");
  const auto took = time_of([&] {
    const served program{scratch / "vault", scratch / "data"};
    auto client = program.connect();
    program.wait_until([&] { return is_ready(client) && finished_a_run(client); });
  });
  return took;
}

void measure_burst(const served& program, httplib::Client& client, const fs::path& vault,
                   const std::vector<fs::path>& notes, seconds first_index) {
  std::this_thread::sleep_for(until_quiet);
  seconds copying{0};
  const auto took = time_of([&] {
    copying = time_of([&] { copy_into(notes, vault / "bench-burst"); });
    wait_for_indexed(program, client, "bench-burst", notes.size());
  });
  figure("2,000 notes at once, until all are found", took.count(), "s");
  figure("of which: until they were copied", copying.count(), "s");
  figure("first index of the same notes", first_index.count(), "s");
  figure("notes at once beside a first index", took / first_index, "times", "at most 1.5");
}

void measure_rename(const served& program, httplib::Client& client, const fs::path& vault,
                    const std::vector<fs::path>& notes) {
  copy_into(notes, vault / "bench-former");
  wait_for_indexed(program, client, "bench-former", notes.size());
  std::this_thread::sleep_for(until_quiet);
  const auto took = time_of([&] {
    fs::rename(vault / "bench-former", vault / "bench-latter");
    wait_for_indexed(program, client, "bench-latter", notes.size());
    wait_for_indexed(program, client, "bench-former", 0);
  });
  figure("folder of 1,000 notes renamed", took.count(), "s", "at most 0.8");
}

}  // namespace

void measure_changes(const fs::path& measured, const fs::path& scratch) {
  const auto vault = scratch / "vault";
  fs::create_directories(scratch);
  fs::copy(measured, vault, fs::copy_options::recursive);
  fs::create_directories(vault / "bench-saves");
  const auto notes = some_notes(measured, burst);
  const auto first_index = first_index_of(notes, scratch / "first");
  {
    const served program{vault, scratch / "data"};
    auto client = program.connect();
    program.wait_until([&] { return is_ready(client) && finished_a_run(client); });
    ::sync();  // the copy is not to be written to the disk while saves are measured
    std::this_thread::sleep_for(until_quiet);
    measure_saves(program, client, vault);
    measure_rename(program, client, vault, some_notes(measured, renamed));
    measure_burst(program, client, vault, notes, first_index);
  }
  fs::remove_all(scratch);
}

void measure_idling(const fs::path& scratch) {
  fs::create_directories(scratch);
  fs::copy(SECONDBRAIN_SAMPLE_VAULT, scratch / "vault", fs::copy_options::recursive);
  {
    const served program{scratch / "vault", scratch / "data"};
    {
      auto client = program.connect();
      program.wait_until([&] { return is_ready(client) && finished_a_run(client); });
    }
    std::this_thread::sleep_for(past_first_sync);
    const auto before = program.context_switches();
    std::this_thread::sleep_for(idle_time);
    const auto switches = static_cast<double>(program.context_switches() - before);
    figure("with nothing to do", switches / static_cast<double>(idle_time.count()), "context switches/s", "at most 5");
  }
  fs::remove_all(scratch);
}

}  // namespace secondbrain::bench
