#include "actors/planner_actor.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <set>
#include <thread>

#include "actors/tree.hpp"
#include "tests/brain/vault/temporary_vault.hpp"

namespace secondbrain::actors {
namespace {

using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

constexpr seconds planner_timeout{60};

class planner_actor_test : public testing::Test {
 protected:
  planner_actor_test() {
    ::setenv("TZ", "America/New_York", 1);
    ::tzset();
  }

  void start(std::optional<std::filesystem::path> vault) {
    auto front = tree_.make_front("root/planner");
    planner_ = address<planner_api>{front};
    supervisor_spec root;
    planner_parts parts{std::move(vault), folder_.outside() / "data" / "tasks_state.json", [this] {
                          permission decision;
                          decision.answer = upkeep_;
                          return decision;
                        }};
    parts.stock_taken = stock_taken_;
    root.children = {worker<planner_actor>("planner", front, parts)};
    tree_.start(std::move(root));
  }

  ~planner_actor_test() override {
    EXPECT_TRUE(tree_.stop(planner_timeout));
    ::unsetenv("TZ");
    ::tzset();
  }

  template <class R>
  typename R::reply ask(R request) {
    auto answer = planner_.ask(std::move(request), planner_timeout);
    EXPECT_TRUE(answer) << answer.error().message;
    return answer.value_or(typename R::reply{});
  }

  template <class R>
  error refusal(R request) {
    auto answer = planner_.ask(std::move(request), planner_timeout);
    return answer ? error{errc::none, ""} : answer.error();
  }

  std::uint64_t version() { return ask(get_planner_version{}).number; }

  /// Has a second name outside the vault from now on, through which it can be changed without anybody being told.
  std::filesystem::path second_name_of(const std::string& note) const {
    auto other = folder_.outside() / "another name.md";
    std::filesystem::create_hard_link(folder_.root() / note, other);
    return other;
  }

  /// All requests, each of which must say that there is no vault.
  void expect_no_vault() {
    for (auto& each : {refusal(get_planner_version{}), refusal(list_tasks{}), refusal(list_upcoming_tasks{}),
                       refusal(list_task_categories{}), refusal(update_task{}),
                       refusal(list_events{"2026-02-01", "2026-02-28"}), refusal(get_briefing{})}) {
      EXPECT_EQ(each.code, errc::vault_missing);
      EXPECT_THAT(each.message, HasSubstr("folder"));
    }
  }

  vault::temporary_vault folder_;
  // 23:30 on February 9 in New York
  manual_clock clock_{*vault::parse_day("2026-02-10") + std::chrono::hours{4} + std::chrono::minutes{30}};
  std::atomic<consent> upkeep_ = consent::unanswered;
  std::shared_ptr<std::atomic<std::uint64_t>> stock_taken_ = std::make_shared<std::atomic<std::uint64_t>>(0);
  tree tree_{tree_options{.time = &clock_}};
  address<planner_api> planner_;
};

// TAPI-1, TAPI-3, TAPI-4, TAPI-5, EAPI-3, BAPI-1
TEST_F(planner_actor_test, without_a_vault_every_request_says_so) {
  start(std::nullopt);
  expect_no_vault();
}

// TAPI-2, BAPI-2, W57
TEST_F(planner_actor_test, notices_a_vault_that_vanishes_and_comes_back) {
  folder_.write("00_Daily/2026-02-09.md", "## Tasks\n- [ ] Call\n");
  start(folder_.root());
  EXPECT_THAT(ask(list_tasks{}), SizeIs(1));
  std::filesystem::rename(folder_.root(), folder_.outside() / "away");
  expect_no_vault();
  EXPECT_FALSE(std::filesystem::exists(folder_.root()));
  std::filesystem::rename(folder_.outside() / "away", folder_.root());
  EXPECT_THAT(ask(list_tasks{}), SizeIs(1));
}

TEST_F(planner_actor_test, today_is_the_local_day) {
  folder_.write("00_Daily/2026-02-09.md",
                "## Focus\n- Plan\n## Tasks\n- [ ] Call (due: 2026-02-09)\n- [ ] Rest (due: 2026-02-10)\n");
  start(folder_.root());
  auto answer = ask(get_briefing{});
  EXPECT_EQ(answer.today, "2026-02-09");
  EXPECT_TRUE(answer.today_context);
  EXPECT_THAT(answer.due_today_tasks, SizeIs(1));
  EXPECT_THAT(ask(list_upcoming_tasks{0}), SizeIs(1));
  clock_.advance(std::chrono::minutes{30});
  answer = ask(get_briefing{});
  EXPECT_EQ(answer.today, "2026-02-10");
  EXPECT_THAT(answer.overdue_tasks, SizeIs(1));
  EXPECT_TRUE(answer.yesterday_context);
  EXPECT_EQ(ask(list_tasks{})[0].days_open, 1);
}

// W57
TEST_F(planner_actor_test, an_update_shows_in_every_answer_at_once) {
  folder_.write("00_Daily/2026-02-09.md", "## Tasks\n### Work\n- [ ] Call (due: 2026-02-09)\n");
  start(folder_.root());
  EXPECT_THAT(ask(get_briefing{}).due_today_tasks, SizeIs(1));
  EXPECT_THAT(ask(list_task_categories{}), SizeIs(1));
  update_task request;
  request.text = "Call";
  request.category = "Work";
  request.status = task_status::done;
  EXPECT_EQ(ask(request).status, task_status::done);
  EXPECT_THAT(ask(get_briefing{}).due_today_tasks, IsEmpty());
  EXPECT_THAT(ask(list_task_categories{}), IsEmpty());
  EXPECT_THAT(ask(list_upcoming_tasks{}), IsEmpty());
  EXPECT_EQ(ask(list_tasks{})[0].status, task_status::done);
}

TEST_F(planner_actor_test, the_lists_follow_an_update_only_where_that_is_allowed) {
  folder_.write("00_Daily/2026-02-09.md", "## Tasks\n### Work\n- [ ] Call\n");
  start(folder_.root());
  update_task request;
  request.text = "Call";
  request.category = "Work";
  for (auto answer : {consent::unanswered, consent::refused}) {
    upkeep_ = answer;
    request.status = answer == consent::refused ? task_status::open : task_status::done;
    EXPECT_EQ(ask(request).status, *request.status);
    EXPECT_FALSE(std::filesystem::exists(folder_.root() / "Tasks"));
  }
  upkeep_ = consent::given;
  request.status = task_status::done;
  EXPECT_EQ(ask(request).status, task_status::done);
  EXPECT_TRUE(std::filesystem::exists(folder_.root() / "Tasks" / "Completed Tasks.md"));
}

TEST_F(planner_actor_test, an_edit_in_the_vault_shows_at_once) {
  start(folder_.root());
  EXPECT_THAT(ask(list_tasks{}), IsEmpty());
  folder_.write("00_Daily/2026-02-09.md", "## Tasks\n- [ ] Call\n");
  EXPECT_THAT(ask(list_tasks{}), SizeIs(1));
  std::filesystem::remove(folder_.root() / "00_Daily" / "2026-02-09.md");
  EXPECT_THAT(ask(list_tasks{}), IsEmpty());
}

// W57
TEST_F(planner_actor_test, a_folder_that_is_renamed_or_removed_shows_at_once) {
  folder_.write("00_Daily/2026-02-09.md", "## Tasks\n- [ ] Call\n");
  start(folder_.root());
  EXPECT_THAT(ask(list_tasks{}), SizeIs(1));
  std::filesystem::rename(folder_.root() / "00_Daily", folder_.root() / "Days");
  EXPECT_THAT(ask(list_tasks{}), IsEmpty());
  folder_.write("Days/2026-02-08.md", "## Tasks\n- [ ] Walk\n");
  EXPECT_THAT(ask(list_tasks{}), IsEmpty());
  std::filesystem::rename(folder_.root() / "Days", folder_.root() / "00_Daily");
  EXPECT_THAT(ask(list_tasks{}), SizeIs(2));
  std::filesystem::remove_all(folder_.root() / "00_Daily");
  EXPECT_THAT(ask(list_tasks{}), IsEmpty());
}

TEST_F(planner_actor_test, what_no_watch_is_told_of_shows_when_stock_was_taken) {
  folder_.write("00_Daily/2026-02-09.md", "## Tasks\n- [ ] Call\n");
  const auto second_name = second_name_of("00_Daily/2026-02-09.md");
  start(folder_.root());
  EXPECT_EQ(ask(list_tasks{})[0].text, "Call");
  const auto before = version();
  std::ofstream{second_name, std::ios::in | std::ios::out} << "## Tasks\n- [ ] Walk\n";
  ++*stock_taken_;
  EXPECT_NE(version(), before);
  EXPECT_EQ(ask(list_tasks{})[0].text, "Walk");
}

// ---- versions ----

TEST_F(planner_actor_test, a_version_stays_while_nothing_changes) {
  folder_.write("00_Daily/2026-02-09.md", "## Tasks\n- [ ] Call\n");
  start(folder_.root());
  clock_.set(real_clock().now() + seconds{3});  // a note that was just written is read again with every look
  const auto first = version();
  ask(list_tasks{});
  ask(get_briefing{});
  ask(list_events{"2026-02-01", "2026-02-28"});
  folder_.write("Notes/other.md", "## Tasks\n- [ ] None of ours\n");
  EXPECT_EQ(version(), first);
  ++*stock_taken_;
  EXPECT_EQ(version(), first) << "it was looked, and nothing had changed";
}

TEST_F(planner_actor_test, an_edit_an_update_and_a_new_day_are_versions) {
  folder_.write("00_Daily/2026-02-09.md", "## Tasks\n- [ ] Call\n");
  start(folder_.root());
  std::set<std::uint64_t> versions{version()};
  folder_.write("00_Daily/2026-02-08.md", "## Tasks\n- [ ] Walk\n");
  versions.insert(version());
  update_task request;
  request.text = "Call";
  request.status = task_status::done;
  ask(request);
  versions.insert(version());
  clock_.advance(std::chrono::minutes{30});
  versions.insert(version());
  EXPECT_THAT(versions, SizeIs(4));
}

// Two clocks that are set back and forth must not bring a number back.
TEST_F(planner_actor_test, a_day_that_comes_again_has_another_version) {
  start(folder_.root());
  const auto first = version();
  const auto now = clock_.now();
  clock_.advance(std::chrono::minutes{30});
  version();
  clock_.set(now);
  EXPECT_NE(version(), first);
}

TEST_F(planner_actor_test, a_successor_gives_no_number_that_was_given_before) {
  folder_.write("00_Daily/2026-02-09.md", "## Tasks\n- [ ] Call\n");
  start(folder_.root());
  const auto before = version();
  ASSERT_TRUE(tree_.restart("root/planner"));
  const auto give_up = std::chrono::steady_clock::now() + planner_timeout;
  while (version() == before && std::chrono::steady_clock::now() < give_up) std::this_thread::yield();
  EXPECT_GT(version(), before);
}

// Saves of other notes go on all the time, by threads that nobody waits for.
TEST_F(planner_actor_test, an_update_shows_in_the_next_list_whatever_else_is_saved) {
  constexpr int rounds = 200;  // end to end there are more
  folder_.write("00_Daily/2026-02-09.md", "## Tasks\n- [ ] Call\n");
  start(folder_.root());
  std::atomic<bool> over{false};
  std::vector<std::thread> saving;
  for (const std::string day : {"2026-02-07", "2026-02-08"})
    saving.emplace_back([&, day] {
      for (int i = 0; !over; ++i)
        folder_.write("00_Daily/" + day + ".md", "## Tasks\n- [ ] Save " + std::to_string(i) + "\n");
    });
  auto last = version();
  int stale = 0;
  for (int i = 0; i < rounds; ++i) {
    update_task request;
    request.text = "Call";
    request.status = i % 2 == 0 ? task_status::done : task_status::open;
    ask(request);
    const auto now = version();
    list_tasks call;
    call.completed = i % 2 == 0;
    const auto found = ask(call);
    const auto shows = std::any_of(found.begin(), found.end(), [](const task& one) { return one.text == "Call"; });
    if (!shows || now == last) ++stale;
    last = now;
  }
  over = true;
  for (auto& each : saving) each.join();
  EXPECT_EQ(stale, 0);
}

TEST_F(planner_actor_test, passes_refusals_of_an_update_on) {
  start(folder_.root());
  update_task request;
  request.text = "Call";
  EXPECT_EQ(refusal(request).code, errc::not_found);
  request.due_date = "soon";
  EXPECT_EQ(refusal(request).code, errc::invalid_argument);
}

// EAPI-1, EAPI-2, W55
TEST_F(planner_actor_test, events_are_asked_for_in_every_iso_form) {
  folder_.write("00_Daily/2026-02-05.md", "## Events\n- 14:00 — Call\n- 9:00 — Walk\n- Trip (through 2026-02-07)\n");
  start(folder_.root());
  auto found = ask(list_events{"20260205", "2026-W06-4"});
  std::vector<std::string> titles;
  for (auto& each : found) titles.push_back(each.title);
  EXPECT_THAT(titles, ElementsAre("Trip", "Walk", "Call"));
  EXPECT_THAT(ask(list_events{"2026-02-08", "2026-02-28"}), IsEmpty());
  EXPECT_EQ(refusal(list_events{"2026-02-30", "2026-03-01"}).code, errc::invalid_argument);
  EXPECT_EQ(refusal(list_events{"2026-02-01", ""}).code, errc::invalid_argument);
}

// W54
TEST_F(planner_actor_test, a_note_that_cannot_be_read_is_told_of_and_spoils_no_answer) {
  folder_.write("00_Daily/2026-02-08.md", "## Tasks\n- [ ] Ca\xFFll\n");
  std::filesystem::create_symlink("nowhere.md", folder_.root() / "00_Daily" / "2026-02-07.md");
  std::ofstream{folder_.outside() / "other.md"} << "x";
  std::filesystem::create_symlink(folder_.outside() / "other.md", folder_.root() / "00_Daily" / "2026-02-09.md");
  start(folder_.root());
  EXPECT_THAT(ask(list_tasks{}), SizeIs(1));
  EXPECT_THAT(tree_.registry().find("root/planner")->read().note, StartsWith("1 daily note is left out"));
}

}  // namespace
}  // namespace secondbrain::actors
