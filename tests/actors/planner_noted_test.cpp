// The planner over notes in any dialect: what the index found, and what it wrote itself a moment ago.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "actors/planner_actor.hpp"
#include "actors/tree.hpp"
#include "brain/vault/dialects/noted_tasks.hpp"
#include "tests/brain/vault/temporary_vault.hpp"

namespace secondbrain::actors {
namespace {

using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr seconds noted_view_timeout{60};

/// What the index holds; the planner asks from another thread.
struct played_index {
  std::mutex guarding;
  std::optional<std::vector<noted_task>> fresh = std::vector<noted_task>{};
};

class planner_noted_test : public testing::Test {
 protected:
  ~planner_noted_test() override { EXPECT_TRUE(tree_.stop(noted_view_timeout)); }

  void start() {
    auto front = tree_.make_front("root/planner");
    planner_ = address<planner_api>{front};
    planner_parts parts{vault_.root(), vault_.outside() / "data" / "tasks_state.json"};
    parts.conventions = conventions_;
    parts.stock_taken = std::make_shared<std::atomic<std::uint64_t>>(1);
    parts.open_index = [index = index_] {
      return [index]() -> result<std::optional<std::vector<noted_task>>> {
        const std::lock_guard held{index->guarding};
        return std::exchange(index->fresh, std::nullopt);
      };
    };
    supervisor_spec root;
    root.children = {worker<planner_actor>("planner", front, parts)};
    tree_.start(std::move(root));
  }

  /// As a run of the index would.
  void index_all() {
    std::vector<std::string> paths;
    for (const auto& file : std::filesystem::recursive_directory_iterator{vault_.root()})
      if (file.path().extension() == ".md") paths.push_back(std::filesystem::relative(file, vault_.root()).string());
    std::sort(paths.begin(), paths.end());
    const auto reading = conventions_->find(paths, *vault::parse_day("2026-02-10"));
    std::vector<noted_task> all;
    for (const auto& path : paths)
      for (auto& one : vault::dialects::noted_tasks_of(path, text(path), reading->dialects))
        all.push_back(std::move(one));
    const std::lock_guard held{index_->guarding};
    index_->fresh = std::move(all);
  }

  std::string text(const std::string& path) const {
    std::ifstream in{vault_.root() / path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
  }

  template <class R>
  typename R::reply ask(R request) {
    auto answer = planner_.ask(std::move(request), noted_view_timeout);
    EXPECT_TRUE(answer) << answer.error().message;
    return answer.value_or(typename R::reply{});
  }

  std::vector<std::string> listed(const list_tasks& request = {}) {
    std::vector<std::string> texts;
    const auto tasks = ask(request);
    for (const auto& one : tasks) texts.push_back(one.path + ":" + std::to_string(one.line) + " " + one.text);
    return texts;
  }

  std::string id_of(const std::string& words) {
    const auto tasks = ask(list_tasks{});
    for (const auto& one : tasks)
      if (one.text == words) return one.id;
    ADD_FAILURE() << "no task says " << words;
    return {};
  }

  vault::temporary_vault vault_;
  std::shared_ptr<vault::known_conventions> conventions_ = std::make_shared<vault::known_conventions>(vault_.root());
  std::shared_ptr<played_index> index_ = std::make_shared<played_index>();
  manual_clock clock_{*vault::parse_day("2026-02-10") + std::chrono::hours{12}};
  tree tree_{tree_options{.time = &clock_}};
  address<planner_api> planner_;
};

TEST_F(planner_noted_test, filters_that_nothing_can_meet_are_refused) {
  vault_.write("House/Roof.md", "- [ ] tiles\n");
  vault_.write("House/Empty.md", "nothing\n");
  index_all();
  start();
  list_tasks request;
  for (const std::string there : {"House", "House/", "House/Roof.md", "House/Empty.md", "", "/"}) {
    request.path = there;
    EXPECT_TRUE(planner_.ask(request, noted_view_timeout)) << there;
  }
  for (const std::string nowhere : {"Hous", "House/Roof", "House/Roof.md/x", "../outside", "/etc", "House/./Roof.md"}) {
    request.path = nowhere;
    const auto listed = planner_.ask(request, noted_view_timeout);
    ASSERT_FALSE(listed) << nowhere;
    EXPECT_EQ(listed.error().code, errc::invalid_argument);
    EXPECT_THAT(listed.error().message, HasSubstr("no note or folder " + nowhere));
  }
  request.path.reset();
  request.priority = "urgent";
  EXPECT_EQ(planner_.ask(request, noted_view_timeout).error().code, errc::invalid_argument);
}

TEST_F(planner_noted_test, all_lists_hold_the_tasks_of_all_notes) {
  vault_.write("House.md",
               "## Roof\n- [ ] call 📅 2026-02-09 #a/b\n- [/] tiles ⏳ 2026-02-10 ⏫\n- [x] old ✅ 2026-02-01\n");
  vault_.write("Journal/2026-02-01.md", "- [ ] write [due:: 2026-02-12]\n");
  index_all();
  start();
  EXPECT_THAT(listed(), ElementsAre("House.md:2 call #a/b", "House.md:3 tiles", "House.md:4 old",
                                    "Journal/2026-02-01.md:1 write"));
  const auto first = ask(list_tasks{})[0];
  EXPECT_EQ(first.category + "|" + first.sub_project + "|" + first.due_date + "|" + first.dialect,
            "House|Roof|2026-02-09|tasks");
  const auto day = ask(get_briefing{});
  EXPECT_EQ(day.overdue_tasks.size(), 1U);
  EXPECT_EQ(day.due_today_tasks.at(0).text, "tiles");
  EXPECT_EQ(day.total_open, 3);
  EXPECT_EQ(day.tasks_message, "");
  EXPECT_EQ(ask(list_overdue_tasks{}).size(), 1U);
  EXPECT_EQ(ask(list_todays_tasks{}).size(), 1U);
  EXPECT_EQ(ask(list_upcoming_tasks{7}).size(), 3U);
  EXPECT_EQ(ask(list_task_categories{}).size(), 2U);
}

TEST_F(planner_noted_test, every_field_filters) {
  vault_.write("A/x.md",
               "- [ ] one 📅 2026-02-09 ⏳ 2026-03-01 🛫 2025-01-01 ⏫ 🔁 every day 🆔 q #home/garden\n");
  vault_.write("B.md", "- [ ] two ⛔ q\n- [x] three [due:: 2026-02-09]\n");
  index_all();
  start();
  const auto texts = [&](const list_tasks& request) {
    std::string all;
    const auto tasks = ask(request);
    for (const auto& each : tasks) all += each.text.substr(0, each.text.find(' ')) + " ";
    return all;
  };
  EXPECT_EQ(texts({.path = "A"}), "one ");
  EXPECT_EQ(texts({.path = "B.md"}), "two three ");
  EXPECT_EQ(planner_.ask(list_tasks{.path = "B"}, noted_view_timeout).error().code, errc::invalid_argument)
      << "there is no such place";
  EXPECT_EQ(texts({.line = 2}), "three ");
  EXPECT_EQ(texts({.dialect = "dataview"}), "three ");
  EXPECT_EQ(texts({.due = "2026-02"}), "one three ");
  EXPECT_EQ(texts({.due = ""}), "two ");
  EXPECT_EQ(texts({.scheduled = "2026-03..2026-04"}), "one ");
  EXPECT_EQ(texts({.start = "2025"}), "one ");
  EXPECT_EQ(texts({.priority = "high"}), "one ");
  EXPECT_EQ(texts({.recurring = true}), "one ");
  EXPECT_EQ(texts({.recurring = false}), "two three ");
  EXPECT_EQ(texts({.tag = "#home"}), "one ");
  EXPECT_EQ(texts({.tag = "HOME/garden"}), "one ");
  EXPECT_EQ(texts({.tag = "hom"}), "");
  EXPECT_EQ(texts({.depends_on = "q"}), "two ");
  EXPECT_EQ(texts({.id = id_of("two")}), "two ");
}

TEST_F(planner_noted_test, beside_the_predecessors_notes_each_line_is_one_task_once) {
  vault_.write("00_Daily/2026-02-09.md", "## Tasks\n- [ ] daily (due: 2026-02-10)\n## Notes\n- [ ] no task there\n");
  vault_.write("10_Notes/House.md", "- [ ] note 📅 2026-02-10\n");
  index_all();
  start();
  EXPECT_THAT(listed(), ElementsAre("00_Daily/2026-02-09.md:2 daily", "10_Notes/House.md:1 note"));
  EXPECT_EQ(ask(get_briefing{}).due_today_tasks.size(), 2U);
  change_task change;
  change.id = id_of("daily");
  change.status = wanted_status::done;
  EXPECT_EQ(ask(change).changed.value_or(task{}).status, task_status::done);
  EXPECT_EQ(text("00_Daily/2026-02-09.md"), "## Tasks\n- [x] daily (due: 2026-02-10)\n## Notes\n- [ ] no task there\n");
}

TEST_F(planner_noted_test, a_note_that_becomes_a_daily_note_is_not_there_twice) {
  vault_.write("00_Daily/2026-02-09.md", "## Tasks\n- [ ] daily\n");
  vault_.write("Days/2026-02-08.md", "## Tasks\n- [ ] older\n");
  index_all();
  start();
  EXPECT_THAT(listed(), ElementsAre("00_Daily/2026-02-09.md:2 daily", "Days/2026-02-08.md:2 older"));
  std::filesystem::rename(vault_.root() / "Days/2026-02-08.md", vault_.root() / "00_Daily/2026-02-08.md");
  EXPECT_THAT(listed(), ElementsAre("00_Daily/2026-02-08.md:2 older", "00_Daily/2026-02-09.md:2 daily"));
  // It may as well have been away for a moment while it was saved.
  const auto before = ask(get_planner_version{}).number;
  vault_.write("Days/2026-02-08.md", "## Tasks\n- [ ] older\n");
  EXPECT_NE(ask(get_planner_version{}).number, before);
  EXPECT_EQ(listed().size(), 3U);
}

TEST_F(planner_noted_test, in_the_predecessors_layout_a_new_task_goes_below_its_category) {
  vault_.write("00_Daily/2026-02-09.md", "## Tasks\n- [ ] daily\n");
  index_all();
  start();
  add_task request;
  request.text = "call Ann";
  request.heading = "Home";
  request.due_date = "2026-02-12";
  const auto added = ask(request);
  EXPECT_EQ(added.path, "00_Daily/2026-02-10.md");
  EXPECT_EQ(added.category + "|" + added.due_date, "Home|2026-02-12");
  EXPECT_THAT(text("00_Daily/2026-02-10.md"), HasSubstr("### Home\n- [ ] call Ann (due: 2026-02-12)\n"));
  request.priority = "high";
  EXPECT_EQ(planner_.ask(add_task{request}, noted_view_timeout).error().code, errc::invalid_argument);
  request.path = "10_Notes/House.md";
  request.heading = "";
  EXPECT_EQ(ask(request).priority, "high");
  EXPECT_EQ(text("10_Notes/House.md"), "- [ ] call Ann ⏫ 📅 2026-02-12\n");
  request.priority = "none";
  EXPECT_EQ(ask(request).dialect, "due");
}

TEST_F(planner_noted_test, in_the_predecessors_layout_every_answer_is_the_task_that_stands_there) {
  vault_.write("00_Daily/2026-02-09.md", "## Tasks\n### Home\n- [ ] call Ann\n");
  index_all();
  start();
  add_task request;
  request.text = "call  Ann";
  const auto loose = ask(request);  // makes the note of today
  EXPECT_EQ(loose.path + "|" + loose.category, "00_Daily/2026-02-10.md|Uncategorized");
  request.heading = "  Work ";
  const auto there = ask(request);
  EXPECT_EQ(there.path + "|" + there.category, "00_Daily/2026-02-10.md|Uncategorized") << "it waits there already";
  request.text = "measure";
  request.path = "00_Daily/2026-02-12.md";
  const auto later = ask(request);
  EXPECT_EQ(later.path + "|" + later.category, "00_Daily/2026-02-12.md|Work");
  EXPECT_THAT(text("00_Daily/2026-02-12.md"), HasSubstr("### Work\n- [ ] measure\n"));
  request.path = "00_daily/2026-02-12.md";
  request.text = "cut";
  EXPECT_EQ(ask(request).path, "00_Daily/2026-02-12.md");
  request.path = "00_Daily/Ideas.md";
  EXPECT_EQ(planner_.ask(add_task{request}, noted_view_timeout).error().code, errc::invalid_argument);
  for (const auto* breaker : {"a\nb", "a\rb", "a\tb", "a\u2028b"}) {
    request = {};
    request.text = breaker;
    EXPECT_EQ(planner_.ask(add_task{request}, noted_view_timeout).error().code, errc::invalid_argument);
    request.text = "x";
    request.heading = breaker;
    EXPECT_EQ(planner_.ask(add_task{request}, noted_view_timeout).error().code, errc::invalid_argument);
    change_task move;
    move.id = id_of("measure");
    move.to_heading = breaker;
    EXPECT_EQ(planner_.ask(change_task{move}, noted_view_timeout).error().code, errc::invalid_argument);
  }
}

TEST_F(planner_noted_test, a_way_that_cannot_say_all_of_it_is_told) {
  vault_.write("logseq/config.edn", "{:preferred-workflow :todo}");
  vault_.write("journals/2026_02_09.md", "- TODO one\n");
  index_all();
  start();
  add_task request;
  request.text = "two";
  request.due_date = "2026-02-12";
  EXPECT_EQ(ask(request).dialect, "logseq");
  EXPECT_EQ(text("journals/2026_02_10.md"), "- TODO two\n  DEADLINE: <2026-02-12 Thu>\n");
  request.start = "2026-02-11";
  EXPECT_EQ(planner_.ask(add_task{request}, noted_view_timeout).error().code, errc::invalid_argument);
}

TEST_F(planner_noted_test, without_any_task_it_is_told_what_was_looked_for) {
  vault_.write("A.md", "Words.\n");
  index_all();
  start();
  EXPECT_THAT(listed(), IsEmpty());
  EXPECT_THAT(ask(get_briefing{}).tasks_message, HasSubstr("No task was found; I looked for"));
}

TEST_F(planner_noted_test, what_was_written_shows_at_once_whatever_the_index_knows) {
  vault_.write("A.md", "- [ ] one 📅 2026-02-09\n- [ ] two\n");
  index_all();
  start();
  const auto before = ask(get_planner_version{}).number;
  change_task change;
  change.id = id_of("one");
  change.status = wanted_status::done;
  change.due_date = "2026-02-11";
  const auto done = ask(change);
  EXPECT_EQ(done.changed.value_or(task{}).status_type, "DONE");
  EXPECT_EQ(text("A.md"), "- [x] one 📅 2026-02-11\n- [ ] two\n");
  EXPECT_NE(ask(get_planner_version{}).number, before);
  EXPECT_THAT(ask(list_overdue_tasks{}), IsEmpty());
  index_all();
  EXPECT_EQ(ask(list_tasks{.completed = true}).size(), 1U);
  // Somebody else's edit comes with the index.
  vault_.write("A.md", "- [ ] three\n");
  index_all();
  EXPECT_THAT(listed(), ElementsAre("A.md:1 three"));
}

TEST_F(planner_noted_test, a_task_moves_with_all_that_belongs_to_it) {
  vault_.write("A.md", "- [ ] one\n  - child\n\n  ```\n  code\n  ```\n- [ ] two\n");
  vault_.write("B.md", "# B\n");
  index_all();
  start();
  change_task move;
  move.id = id_of("one");
  move.to_path = "B.md";
  move.to_heading = "Later";
  EXPECT_EQ(ask(move).changed.value_or(task{}).path, "B.md");
  EXPECT_EQ(text("A.md"), "- [ ] two\n");
  EXPECT_EQ(text("B.md"), "# B\n\n## Later\n\n- [ ] one\n  - child\n\n  ```\n  code\n  ```\n");
  EXPECT_THAT(listed(), ElementsAre("A.md:1 two", "B.md:5 one"));
  move = {};
  move.id = id_of("two");
  move.to_heading = "Soon";
  EXPECT_EQ(ask(move).changed.value_or(task{}).line, 3);
  EXPECT_EQ(text("A.md"), "## Soon\n\n- [ ] two\n");
}

TEST_F(planner_noted_test, a_client_of_the_predecessor_ticks_a_line_by_its_words) {
  vault_.write("A.md", "## H\n- [ ] one\n");
  index_all();
  start();
  update_task request;
  request.text = "one";
  request.category = "A";
  request.sub_project = "H";
  request.status = task_status::done;
  EXPECT_EQ(ask(request).status, task_status::done);
  EXPECT_EQ(text("A.md"), "## H\n- [x] one\n");
  request.category = "B";
  EXPECT_EQ(planner_.ask(update_task{request}, noted_view_timeout).error().code, errc::not_found);
}

TEST_F(planner_noted_test, new_tasks_go_where_they_are_asked_to) {
  vault_.write("Journal/2026-02-08.md", "Hello\n");
  vault_.write("Journal/2026-02-09.md", "Hello\n");
  vault_.write(".obsidian/app.json", "{}");
  vault_.write(".obsidian/daily-notes.json", R"({"folder":"Journal","template":"Templates/Day"})");
  vault_.write("Templates/Day.md", "# {{title}}\n## Notes\n");
  vault_.write(".obsidian/core-plugins.json", R"(["daily-notes"])");
  vault_.write("House.md", "# House\n## Roof\n- [ ] a\n## Cellar\n");
  index_all();
  start();
  add_task request;
  request.text = "call Ann";
  request.due_date = "2026-02-12";
  request.priority = "high";
  const auto daily = ask(request);
  EXPECT_EQ(daily.path, "Journal/2026-02-10.md");
  EXPECT_EQ(text("Journal/2026-02-10.md"), "# 2026-02-10\n## Notes\n\n- [ ] call Ann ⏫ 📅 2026-02-12\n");
  request = {};
  request.text = "tiles";
  request.path = "House.md";
  request.heading = "Roof";
  EXPECT_EQ(ask(request).line, 4);
  EXPECT_EQ(text("House.md"), "# House\n## Roof\n- [ ] a\n- [ ] tiles\n## Cellar\n");
  EXPECT_EQ(ask(list_tasks{}).size(), 3U);
  for (const auto* path : {"../out.md", "picture.png", ".obsidian/x.md"}) {
    request.path = path;
    EXPECT_EQ(planner_.ask(add_task{request}, noted_view_timeout).error().code, errc::invalid_argument) << path;
  }
  request.path = "House.md";
  request.due_date = "2026-02-30";
  EXPECT_EQ(planner_.ask(add_task{request}, noted_view_timeout).error().code, errc::invalid_argument);
}

}  // namespace
}  // namespace secondbrain::actors
