#include "brain/vault/planner/tasks.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "brain/vault/planner/task_dates.hpp"
#include "tests/brain/vault/days.hpp"
#include "tests/brain/vault/notes_of.hpp"
#include "tests/brain/vault/planner/texts_of_tasks.hpp"

namespace secondbrain::vault {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<task> tasks_of(const daily_note_map& notes) {
  return aggregate_tasks(notes, today);
}

// TSK-12
TEST(tasks, the_same_text_on_two_days_is_one_task) {
  auto found = tasks_of(notes_of({{"2026-02-03", "## Tasks\n### Work\n- [ ] Call the Bank\n"},
                                  {"2026-02-05", "## Tasks\n### Work\n- [ ] call the bank ⏫\n- [ ] Call the bank\n"}}));
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].text, "Call the Bank");
  EXPECT_EQ(found[0].appearance_count, 3);
  EXPECT_EQ(found[0].first_date, "2026-02-03");
  EXPECT_EQ(found[0].latest_date, "2026-02-05");
  EXPECT_EQ(found[0].days_open, 7);
}

// TSK-13
TEST(tasks, what_a_plugin_appends_when_it_ticks_a_task_makes_no_other_of_it) {
  auto tasks = aggregate_tasks(
      notes_of({{"2026-11-27", "## Tasks\n### Work\n- [ ] Call bank\n- [ ] Sweep\n- [ ] Pay 🔁 every week\n"},
                {"2026-11-28",
                 "## Tasks\n### Work\n- [x] Call bank ✅ 2026-11-28\n- [x] Sweep [completion:: 2026-11-28]\n"
                 "- [x] Pay ⏫ ➕ 2026-11-01 🔁 every week 📅 2026-11-28 ✅ 2026-11-28\n"}}),
      *parse_day("2026-11-28"));
  ASSERT_EQ(tasks.size(), 3U);
  for (auto& one : tasks) {
    EXPECT_EQ(one.status, task_status::done) << one.text;
    EXPECT_EQ(one.appearance_count, 2) << one.text;
  }
}

TEST(tasks, texts_that_differ_in_punctuation_are_tasks_of_their_own) {
  auto tasks = aggregate_tasks(notes_of({{"2026-11-28",
                                          "## Tasks\n### Study\n- [ ] Learn C++\n- [ ] Learn C#\n- [ ] Learn C\n"
                                          "### Money\n- [ ] Transfer 150 to Ann\n- [ ] Transfer 1.50 to Ann\n"}}),
                               *parse_day("2026-11-28"));
  EXPECT_EQ(tasks.size(), 5U);
}

TEST(tasks, the_same_text_in_two_places_is_two_tasks) {
  EXPECT_THAT(tasks_of(notes_of({{"2026-02-03", "## Tasks\n- [ ] a\n### Work\n- [ ] a\n#### Pilot\n- [ ] a\n"}})),
              SizeIs(3));
}

TEST(tasks, names_with_bars_are_not_mixed_up) {
  EXPECT_THAT(tasks_of(notes_of({{"2026-02-03", "## Tasks\n### A|B\n- [ ] x\n### A\n#### B|\n- [ ] x\n"}})), SizeIs(2));
}

// TSK-14
TEST(tasks, the_last_due_date_there_is_counts) {
  auto found = tasks_of(notes_of({{"2026-02-03", "## Tasks\n- [ ] a\n- [ ] b (due: 2026-03-01)\n"},
                                  {"2026-02-04", "## Tasks\n- [ ] a (due: 2026-03-02)\n- [ ] b\n"},
                                  {"2026-02-05", "## Tasks\n- [ ] a\n"}}));
  EXPECT_EQ(found[0].due_date, "2026-03-02");
  EXPECT_EQ(found[1].due_date, "2026-03-01");
}

// TSK-15, TSK-16
TEST(tasks, the_latest_appearance_says_the_status) {
  auto found = tasks_of(notes_of({{"2026-02-03", "## Tasks\n- [x] a\n- [ ] b\n- [ ] c\n"},
                                  {"2026-02-04", "## Tasks\n- [/] a\n- [x] b\n- [x] c\n- [ ] c\n"}}));
  EXPECT_EQ(found[0].status, task_status::in_progress);
  EXPECT_EQ(found[1].status, task_status::done);
  EXPECT_EQ(found[2].status, task_status::open);
  EXPECT_EQ(found[0].days_open, 7);
  EXPECT_EQ(found[1].days_open, 0);
}

TEST(tasks, a_note_of_the_future_makes_days_open_negative) {
  EXPECT_EQ(tasks_of(notes_of({{"2026-02-13", "## Tasks\n- [ ] a\n"}}))[0].days_open, -3);
}

const auto some =
    notes_of({{"2026-02-03",
               "## Tasks\n- [ ] a (due: 2026-02-17)\n### Work\n- [/] b (due: 2026-02-01)\n- [x] c "
               "(due: 2026-02-11)\n#### Pilot\n- [ ] d\n### Home\n#### Z\n- [ ] e (due: 2026-02-18)\n#### Y\n"
               "- [ ] f\n- [ ] g\n"}});

class filtered_tasks : public testing::Test {
 protected:
  std::vector<std::string> found() { return texts(filter_tasks(tasks_of(some), request)); }
  list_tasks request;
};

TEST_F(filtered_tasks, without_a_filter_are_all) {
  EXPECT_THAT(found(), ElementsAre("a", "b", "c", "d", "e", "f", "g"));
}

TEST_F(filtered_tasks, by_category) {
  request.category = "Work";
  EXPECT_THAT(found(), ElementsAre("b", "c", "d"));
  request.category = "";
  EXPECT_THAT(found(), ElementsAre("a"));
  request.category = "work";
  EXPECT_THAT(found(), IsEmpty());
}

TEST_F(filtered_tasks, by_completion_and_status) {
  request.completed = true;
  EXPECT_THAT(found(), ElementsAre("c"));
  request.completed = std::nullopt;
  request.status = "in_progress";
  EXPECT_THAT(found(), ElementsAre("b"));
  request.status = "waiting";
  EXPECT_THAT(found(), IsEmpty());
}

TEST_F(filtered_tasks, by_everything_at_once) {
  request.category = "Work";
  request.sub_project = "";
  EXPECT_THAT(found(), ElementsAre("b", "c"));
  request.completed = false;
  EXPECT_THAT(found(), ElementsAre("b"));
  request.status = "open";
  EXPECT_THAT(found(), IsEmpty());
}

TEST(tasks, upcoming_ones_are_due_within_the_days_or_overdue) {
  EXPECT_THAT(texts(upcoming_tasks(tasks_of(some), today, 7)), ElementsAre("b", "a"));
  EXPECT_THAT(texts(upcoming_tasks(tasks_of(some), today, 8)), ElementsAre("b", "a", "e"));
}

TEST(tasks, are_counted_by_category) {
  auto counted = count_categories(tasks_of(some));
  ASSERT_THAT(counted, SizeIs(3));
  EXPECT_EQ(counted[0].category, "Home");
  EXPECT_EQ(counted[0].total, 3);
  ASSERT_THAT(counted[0].sub_projects, SizeIs(2));
  EXPECT_EQ(counted[0].sub_projects[0].name, "Y");
  EXPECT_EQ(counted[0].sub_projects[0].count, 2);
  EXPECT_EQ(counted[1].category, "Uncategorized");
  EXPECT_EQ(counted[2].category, "Work");
  EXPECT_EQ(counted[2].total, 2);
  EXPECT_EQ(counted[2].sub_projects[0].name, "");
}

}  // namespace
}  // namespace secondbrain::vault
