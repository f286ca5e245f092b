// Which tasks are for now, by due, scheduled and start date.
#include "brain/vault/planner/task_dates.hpp"
#include "tests/brain/vault/days.hpp"
#include "tests/brain/vault/planner/texts_of_tasks.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace secondbrain::vault {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

task with(std::string text, std::string due, std::string scheduled = {}, std::string start = {},
          task_status status = task_status::open) {
  task one;
  one.text = std::move(text);
  one.due_date = std::move(due);
  one.scheduled = std::move(scheduled);
  one.start = std::move(start);
  one.status = status;
  return one;
}

const std::vector<task> of_all_dates{with("none", ""),
                                     with("late", "2026-02-09"),
                                     with("later", "2026-02-01", "2026-02-10"),
                                     with("now", "2026-02-10"),
                                     with("planned now", "", "2026-02-10"),
                                     with("put off", "2026-03-01", "2026-02-03"),
                                     with("begins", "2026-03-01", "", "2026-02-10"),
                                     with("began", "2026-03-01", "", "2026-01-10"),
                                     with("in a week", "", "2026-02-17"),
                                     with("in eight days", "2026-02-18"),
                                     with("done", "2026-02-09", "", "", task_status::done),
                                     with("started", "2026-02-10", "", "", task_status::in_progress)};

TEST(task_dates, overdue_is_what_was_due_before_in_the_order_of_its_days) {
  EXPECT_THAT(texts(overdue_tasks(of_all_dates, today)), ElementsAre("later", "late"));
}

TEST(task_dates, today_is_what_is_due_planned_or_begins_and_what_was_put_off) {
  EXPECT_THAT(texts(todays_tasks(of_all_dates, today)),
              ElementsAre("now", "planned now", "put off", "begins", "started"));
}

TEST(task_dates, upcoming_is_whatever_happens_until_then) {
  EXPECT_THAT(texts(upcoming_tasks(of_all_dates, today, 7)),
              ElementsAre("later", "late", "now", "planned now", "started", "in a week", "put off", "begins", "began"));
  EXPECT_THAT(upcoming_tasks({with("none", "")}, today, 90), IsEmpty());
}

TEST(is_day_within, a_day_a_month_a_year_or_a_span) {
  for (const auto* filter : {"2026-05-01", "2026-05", "2026", "2026-04..2026-05", "2026-05-01..2026-05-01", "..2026-05",
                             "2026-05..", "..", "2025..2026"})
    EXPECT_TRUE(is_day_within("2026-05-01", filter)) << filter;
  for (const auto* filter : {"", "2026-05-02", "2026-06", "2025", "2026-06..2026-07", "..2026-04", "2026-05-02..", "x"})
    EXPECT_FALSE(is_day_within("2026-05-01", filter)) << filter;
  EXPECT_TRUE(is_day_within("", ""));
  EXPECT_FALSE(is_day_within("", ".."));
}

}  // namespace
}  // namespace secondbrain::vault
