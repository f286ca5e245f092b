#include "actors/planner_actor.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>

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

constexpr seconds timeout{10};

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
    root.children = {worker<planner_actor>(
        "planner", front, planner_parts{std::move(vault), folder_.outside() / "data" / "tasks_state.json", [this] {
                                          permission decision;
                                          decision.answer = upkeep_;
                                          return decision;
                                        }})};
    tree_.start(std::move(root));
  }

  ~planner_actor_test() override {
    EXPECT_TRUE(tree_.stop(timeout));
    ::unsetenv("TZ");
    ::tzset();
  }

  template <class R>
  typename R::reply ask(R request) {
    auto answer = planner_.ask(std::move(request), timeout);
    EXPECT_TRUE(answer) << answer.error().message;
    return answer.value_or(typename R::reply{});
  }

  template <class R>
  error refusal(R request) {
    auto answer = planner_.ask(std::move(request), timeout);
    return answer ? error{errc::none, ""} : answer.error();
  }

  /// All requests, each of which must say that there is no vault.
  void expect_no_vault() {
    for (auto& each :
         {refusal(list_tasks{}), refusal(list_upcoming_tasks{}), refusal(list_task_categories{}),
          refusal(update_task{}), refusal(list_events{"2026-02-01", "2026-02-28"}), refusal(get_briefing{})}) {
      EXPECT_EQ(each.code, errc::vault_missing);
      EXPECT_THAT(each.message, HasSubstr("folder"));
    }
  }

  vault::temporary_vault folder_;
  // 23:30 on February 9 in New York
  manual_clock clock_{*vault::parse_day("2026-02-10") + std::chrono::hours{4} + std::chrono::minutes{30}};
  std::atomic<consent> upkeep_ = consent::unanswered;
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
