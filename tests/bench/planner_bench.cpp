#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>
#include <string>
#include <tuple>

#include "actors/planner_actor.hpp"
#include "actors/tree.hpp"
#include "brain/vault/planner/calendar.hpp"
#include "brain/vault/planner/daily_notes.hpp"
#include "http/routes/routes.hpp"
#include "http/server/server.hpp"
#include "tests/bench/benches.hpp"
#include "tests/bench/figures.hpp"
#include "tests/http/raw_client.hpp"

namespace secondbrain::bench {
namespace {

namespace fs = std::filesystem;

constexpr int days = 1'826;  // five years
constexpr int repetitions = 50;
constexpr std::chrono::seconds planner_timeout{60};

/// A task begins nearly every day, and goes on for some days until it is done.
void write_daily_notes(const fs::path& folder) {
  fs::create_directories(folder);
  std::mt19937 random{20'260'224};
  int tasks = 0;
  auto date = *vault::parse_day("2021-11-24");
  for (int i = 0; i < days; ++i, date += std::chrono::days{1}) {
    tasks += random() % 7 == 0 ? 2 : 1;
    std::ofstream note{folder / (vault::format_day(date) + ".md")};
    note << "---\ndate: " << vault::format_day(date) << "\n---\n\n## Focus\n- Plan the day\n\n## Tasks\n";
    for (int age = 0; age < 4 && age < tasks; ++age) {
      auto number = tasks - age;
      note << "### Category " << number % 5 << "\n#### Project " << number % 3 << "\n- [" << (age == 3 ? 'x' : ' ')
           << "] Something to be done, number " << number << " (due: " << vault::format_day(date + std::chrono::days{3})
           << ")\n";
    }
    note << "\n## Notes\n- Rain\n\n## Events\n- 09:30 — Standup\n- 14:00 — Call\n\n## Log\n\n";
    for (int line = 0; line < 20; ++line) note << "A sentence about what went on in the course of the day. ";
    note << '\n';
  }
}

/// $BENCH_DAILY_VAULT, of which a copy is made, or five generated years.
fs::path vault_with_days(const fs::path& scratch) {
  auto vault = scratch / "daily-vault";
  auto folder = vault / vault::daily_folder;
  if (const char* own = std::getenv("BENCH_DAILY_VAULT")) {
    fs::create_directories(vault);
    fs::copy(fs::path{own} / vault::daily_folder, folder, fs::copy_options::recursive);
  } else {
    write_daily_notes(folder);
  }
  return vault;
}

/// Warm, over HTTP on one kept connection: the whole text, compressed, and to a client that has it.
void measure_lists(const address<planner_api>& planner) {
  http::services offered;
  offered.addresses.planner = planner;
  http::server_options options;
  options.port = 0;
  auto server = http::server::start(options, http::routes_of(offered));
  if (!server) {
    std::fprintf(stderr, "lists over http: %s\n", server.error().message.c_str());
    return;
  }
  http::raw_client client{(*server)->port()};
  const auto ask = [&client](const std::string& list, const std::string& headers) {
    return client.write(http::head("GET " + list, headers)).read_answer();
  };
  for (const auto& [path, aim] :
       {std::pair{"/api/v1/briefing", "at most 0.6"},
        std::pair{"/api/v1/events?start=2025-06-02&end=2025-06-08", "at most 0.6"},
        std::pair{"/api/v1/tasks/upcoming", "at most 0.6"}, std::pair{"/api/v1/tasks", "at most 2.5"}}) {
    const std::string list = path;
    const auto first = ask(list, "");
    const auto tag = first.find("ETag: ");
    if (tag == std::string::npos) {
      std::fprintf(stderr, "%s: %s\n", path, first.c_str());
      continue;
    }
    const auto known = "If-None-Match: " + first.substr(tag + 6, first.find('\r', tag) - tag - 6) + "\r\n";
    for (const auto& [how, headers, at_most] :
         {std::tuple{"", std::string{}, aim},
          std::tuple{", gzip", std::string{"Accept-Encoding: gzip\r\n"}, list == "/api/v1/tasks" ? "at most 8" : ""},
          std::tuple{", 304", known, "at most 0.3"}}) {
      samples taken;
      for (int i = 0; i < 4 * repetitions; ++i)
        taken.add(time_of([&, &headers = headers] { static_cast<void>(ask(list, headers)); }));
      figures_of("warm " + list + how, taken, at_most);
    }
  }
}

}  // namespace

void measure_planning(const fs::path& scratch) {
  auto vault = vault_with_days(scratch);
  samples cold, looks, warm, versions, updates;
  for (int i = 0; i < 5; ++i) {
    vault::daily_notes notes{vault};
    cold.add(time_of([&] { static_cast<void>(notes.refresh()); }));
    looks.add(time_of([&] { static_cast<void>(notes.refresh()); }));
  }

  actors::tree tree{{}};
  auto front = tree.make_front("root/planner");
  actors::supervisor_spec root;
  root.children = {actors::worker<actors::planner_actor>(
      "worker", front, actors::planner_parts{vault, scratch / "data" / "tasks_state.json"})};
  tree.start(std::move(root));
  address<planner_api> planner{front};
  auto tasks = planner.ask(list_tasks{}, planner_timeout).value_or(std::vector<task>{});
  for (int i = 0; i < repetitions; ++i)
    warm.add(time_of([&] { static_cast<void>(planner.ask(list_tasks{}, planner_timeout)); }));
  for (int i = 0; i < repetitions; ++i)
    versions.add(time_of([&] { static_cast<void>(planner.ask(get_planner_version{}, planner_timeout)); }));
  measure_lists(planner);
  for (std::size_t i = 0; i < repetitions && i < tasks.size(); ++i) {
    auto& one = tasks[i * 37 % tasks.size()];
    update_task request;
    request.text = one.text;
    request.category = one.category;
    request.sub_project = one.sub_project;
    request.status = one.status == task_status::done ? task_status::open : task_status::done;
    updates.add(time_of([&] { static_cast<void>(planner.ask(request, planner_timeout)); }));
  }
  figure("tasks of five years", static_cast<double>(tasks.size()), "tasks");
  figures_of("cold read of all daily notes", cold);
  figures_of("look at unchanged daily notes", looks);
  figures_of("warm list of all tasks", warm);
  figures_of("question whether anything changed", versions);
  figures_of("update of one task, generated files included", updates);
}

}  // namespace secondbrain::bench
