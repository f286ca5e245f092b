#include "brain/vault/planner/briefing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "brain/vault/planner/tasks.hpp"
#include "tests/brain/vault/notes_of.hpp"
#include "tests/brain/vault/planner/texts_of_tasks.hpp"

namespace secondbrain::vault {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const auto friday = *parse_day("2026-02-06");

std::string recent_date(const daily_note_map& notes, int look_back = 3) {
  auto found = recent_context(notes, friday, look_back);
  return found ? found->date : "none";
}

TEST(briefing, sorts_the_tasks_by_what_they_ask_for) {
  auto notes = notes_of(
      {{"2026-01-20", "## Tasks\n- [ ] old\n- [/] begun and old\n- [x] done (due: 2026-01-21)\n"},
       {"2026-02-01", "## Tasks\n- [ ] late (due: 2026-02-05)\n- [/] later (due: 2026-02-04)\n- [ ] waits\n"},
       {"2026-02-03", "## Tasks\n- [ ] three days old\n- [ ] now (due: 2026-02-06)\n- [ ] soon (due: 2026-02-07)\n"}});
  auto result = make_briefing(notes, aggregate_tasks(notes, friday), friday);
  EXPECT_EQ(result.today, "2026-02-06");
  EXPECT_EQ(result.today_display, "Friday, February 6, 2026");
  EXPECT_THAT(texts(result.overdue_tasks), ElementsAre("later", "late"));
  EXPECT_THAT(texts(result.due_today_tasks), ElementsAre("now"));
  EXPECT_THAT(texts(result.aging_followups), ElementsAre("old", "waits"));
  EXPECT_EQ(result.total_open, 8);
}

TEST(briefing, tells_of_yesterday_and_today_alone) {
  auto notes = notes_of(
      {{"2026-02-04", "## Focus\n- before\n"}, {"2026-02-06", "## Focus\n- now\n## Events\n- 9:00 — Standup\n"}});
  auto result = make_briefing(notes, {}, friday);
  EXPECT_FALSE(result.yesterday_context);
  ASSERT_TRUE(result.today_context);
  EXPECT_THAT(result.today_context->focus_items, ElementsAre("now"));
  ASSERT_EQ(result.today_events.size(), 1u);
}

TEST(briefing, tells_of_events_that_last_until_today) {
  auto notes = notes_of({{"2026-02-02", "## Events\n- Fair (through 2026-02-06)\n- Trip (through 2026-02-05)\n"}});
  auto result = make_briefing(notes, {}, friday);
  ASSERT_EQ(result.today_events.size(), 1u);
  EXPECT_EQ(result.today_events[0].title, "Fair");
}

// BRF-2, BRF-3
TEST(briefing, an_empty_or_missing_note_says_nothing) {
  auto notes = notes_of({{"2026-02-05", "## Focus\n- \n## Notes\n\n## Tasks\n- [ ] a\n"}});
  EXPECT_FALSE(context_of(notes, *parse_day("2026-02-05")));
  EXPECT_FALSE(context_of(notes, *parse_day("2026-02-04")));
}

// BRF-6, BRF-7
TEST(briefing, one_of_both_sections_is_enough) {
  auto notes = notes_of({{"2026-02-04", "## Focus\n- a\n"}, {"2026-02-05", "## Notes\n- b\n"}});
  EXPECT_THAT(context_of(notes, *parse_day("2026-02-04"))->notes_items, IsEmpty());
  EXPECT_THAT(context_of(notes, *parse_day("2026-02-05"))->focus_items, IsEmpty());
}

// BRF-8, BRF-9, BRF-13
TEST(briefing, looks_back_to_the_newest_day_before_today) {
  auto notes = notes_of(
      {{"2026-02-04", "## Focus\n- a\n"}, {"2026-02-05", "## Focus\n- b\n"}, {"2026-02-06", "## Focus\n- c\n"}});
  EXPECT_EQ(recent_date(notes), "2026-02-05");
  EXPECT_EQ(recent_date(notes_of({{"2026-02-06", "## Focus\n- c\n"}})), "none");
}

// BRF-10, BRF-11
TEST(briefing, looks_back_a_few_days_only) {
  EXPECT_EQ(recent_date(notes_of({{"2026-02-03", "## Focus\n- a\n"}})), "2026-02-03");
  EXPECT_EQ(recent_date(notes_of({{"2026-02-02", "## Focus\n- a\n"}})), "2026-02-02");
  EXPECT_EQ(recent_date(notes_of({{"2026-02-01", "## Focus\n- a\n"}})), "none");
  EXPECT_EQ(recent_date(notes_of({{"2026-02-04", "## Focus\n- a\n"}}), 0), "none");
  EXPECT_EQ(recent_date({}), "none");
}

// BRF-12
TEST(briefing, passes_over_a_day_that_says_nothing) {
  auto notes = notes_of({{"2026-02-04", "## Notes\n- a\n"}, {"2026-02-05", "## Tasks\n- [ ] b\n"}});
  EXPECT_EQ(recent_date(notes), "2026-02-04");
}

}  // namespace
}  // namespace secondbrain::vault
