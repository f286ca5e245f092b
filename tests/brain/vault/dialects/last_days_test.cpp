// What comes back is written only on days that can be read again, in every dialect; and rules that lead to none are
// told.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.hpp"
#include "brain/vault/dialects/logseq_dialect.hpp"
#include "brain/vault/dialects/org_dialect.hpp"
#include "brain/vault/dialects/repeater.hpp"
#include "brain/vault/dialects/rule_words.hpp"
#include "brain/vault/dialects/task_notes.hpp"
#include "brain/vault/dialects/tasks_line_editor.hpp"
#include "brain/vault/dialects/tasks_line_reader.hpp"
#include "tests/brain/vault/days.hpp"

namespace secondbrain::vault::dialects {
namespace {

using testing::HasSubstr;

constexpr std::string_view huge_numbers[] = {"1000000001",          "4294967297",           "99999999999",
                                             "9223372036854775807", "18446744073709551617", "1000000000000000000000"};

std::string done_line(const std::string& line, tasks_settings settings = {}) {
  settings.set_done_date = false;
  const auto task = read_tasks_line(line, settings);
  if (!task) return "no task";
  const auto lines = edit_tasks_line(line, *task, settings, set_status_type{status_type::done}, on("2026-02-10"));
  return lines ? join(*lines, "\n") : lines.error().message;
}

std::string done_by(const task_dialect& dialect, const std::string& text) {
  const text_lines lines{text};
  const code_and_comments aside{lines};
  const note_view note{"A.md", lines, aside};
  const auto task = dialect.read(note, 0);
  if (!task) return "no task";
  const auto fresh = dialect.edit(note, *task, set_status_type{status_type::done}, on("2026-02-10"));
  return fresh ? join(*fresh, "\n") : fresh.error().message;
}

std::string told_by(const task_dialect& dialect, const std::string& text) {
  const text_lines lines{text};
  const code_and_comments aside{lines};
  const auto task = dialect.read({"A.md", lines, aside}, 0);
  return task && !task->unread.empty() ? task->unread.front().reason : std::string{};
}

TEST(last_days, a_rule_ends_with_the_last_day_that_can_be_written) {
  for (const auto* unit : {"days", "weeks", "months", "years"})
    for (const auto* number : {"3000000", "100000000", "1000000000"}) {
      const auto rule = read_rule_words(std::string{"every "} + number + " " + unit);
      ASSERT_TRUE(rule) << number << unit;
      for (const auto* start : {"0001-01-01", "2026-01-31", "9999-12-31"}) {
        const auto next = following_day(*rule, on(start), on("2026-02-10"));
        EXPECT_TRUE(!next || can_be_written(*next)) << number << " " << unit << " from " << start;
      }
      EXPECT_FALSE(following_day(*rule, on("9999-12-01"), on("2026-02-10"))) << number << unit;
    }
  for (const auto* unit : {"hours", "minutes"}) {
    const auto rule = read_rule_words(std::string{"every 1000000000 "} + unit);
    const auto next = following_day(*rule, on("2026-01-31"), on("2026-02-10"));
    EXPECT_TRUE(!next || can_be_written(*next)) << unit;
  }
  EXPECT_EQ(following_day(*read_rule_words("every day"), on("9999-12-30"), today), on("9999-12-31"));
  for (const auto* rule : {"every day", "every week", "every month", "every year", "every Monday", "every hour"})
    EXPECT_FALSE(following_day(*read_rule_words(rule), on("9999-12-31"), today)) << rule;
}

TEST(last_days, a_number_that_does_not_fit_makes_no_rule) {
  for (const auto number : huge_numbers) {
    for (const auto* unit : {"days", "weeks", "months", "years", "hours", "minutes", "days when done"}) {
      const auto rule = "every " + std::string{number} + " " + unit;
      EXPECT_FALSE(read_rule_words(rule)) << rule;
      const auto line = "- [ ] a 🔁 " + rule + " 📅 2026-01-31";
      EXPECT_EQ(done_line(line), "- [x] a 🔁 " + rule + " 📅 2026-01-31");
      EXPECT_THAT(read_tasks_line(line, {})->unread.front().reason, HasSubstr("is not a rule that can be read"));
    }
    EXPECT_FALSE(parse_rrule("FREQ=DAILY;INTERVAL=" + std::string{number})) << number;
  }
  EXPECT_TRUE(read_rule_words("every 1000000000 days"));
}

TEST(last_days, no_line_comes_back_with_a_date_that_cannot_be_read) {
  EXPECT_EQ(done_line("- [ ] a 🔁 every 1 day ⏳ 9999-12-31 📅 2026-01-31"),
            "- [x] a 🔁 every 1 day ⏳ 9999-12-31 📅 2026-01-31");
  EXPECT_EQ(done_line("- [ ] a 🔁 every week 🛫 9999-12-25 📅 2026-01-31"),
            "- [x] a 🔁 every week 🛫 9999-12-25 📅 2026-01-31");
  EXPECT_EQ(done_line("- [ ] a 🔁 every day when done 🛫 0001-01-01 📅 9999-01-01"),
            "- [x] a 🔁 every day when done 🛫 0001-01-01 📅 9999-01-01");
  EXPECT_EQ(done_line("- [ ] a 🔁 every 10000 years 📅 2026-01-31"), "- [x] a 🔁 every 10000 years 📅 2026-01-31");
  tasks_settings fields;
  fields.format = tasks_format::fields;
  EXPECT_EQ(done_line("- [ ] a [repeat:: every 3000000 days] [due:: 2026-01-31]", fields),
            "- [x] a [repeat:: every 3000000 days] [due:: 2026-01-31]");
  EXPECT_EQ(done_line("- [ ] a 🔁 every day ⏳ 9999-12-30 📅 2026-01-31"),
            "- [ ] a 🔁 every day ⏳ 9999-12-31 📅 2026-02-01\n- [x] a 🔁 every day ⏳ 9999-12-30 📅 2026-01-31");
}

TEST(last_days, repeaters_end_as_well) {
  EXPECT_EQ(moved_by(on("9999-12-30"), 1, 'd'), on("9999-12-31"));
  EXPECT_EQ(moved_by(on("9999-11-30"), 1, 'm'), on("9999-12-30"));
  EXPECT_EQ(moved_by(on("2024-02-29"), 1, 'y'), on("2025-02-28"));
  EXPECT_EQ(moved_by(on("0001-01-31"), -1, 'd'), on("0001-01-30"));
  for (const char unit : {'d', 'w', 'm', 'y'}) {
    EXPECT_FALSE(moved_by(on("9999-12-31"), 1, unit)) << unit;
    EXPECT_FALSE(moved_by(on("0001-01-01"), -1, unit)) << unit;
    EXPECT_FALSE(moved_by(on("2026-01-31"), 3'000'000, unit)) << unit;
    EXPECT_FALSE(moved_by(on("2026-01-31"), 99'999'999'999, unit)) << unit;
  }
}

TEST(last_days, the_first_day_behind_today_is_found_at_once) {
  for (const auto* start : {"0001-01-31", "1999-12-31", "2024-02-29", "2026-02-09", "2026-02-10", "2026-02-11"})
    for (const char unit : {'d', 'w', 'm', 'y'})
      for (const std::int64_t count : {1, 2, 3, 5, 12, 30}) {
        auto expected = moved_by(on(start), count, unit);
        for (std::int64_t steps = 2; expected && *expected <= today && on(start) > on("1990-01-01"); ++steps)
          expected = moved_by(on(start), steps * count, unit);
        const auto found = moved_behind(on(start), count, unit, today);
        ASSERT_TRUE(found);
        EXPECT_GT(*found, today);
        if (on(start) > on("1990-01-01")) {
          EXPECT_EQ(found, expected) << start << " " << count << unit;
        }
      }
  EXPECT_FALSE(moved_behind(on("2026-02-10"), 0, 'd', today));
  EXPECT_FALSE(moved_behind(on("2026-02-10"), 8000, 'y', today));
}

TEST(last_days, a_block_of_logseq_is_done_for_good_when_no_day_follows) {
  const logseq_dialect logseq{{}};
  for (const auto* repeater : {"+3000000d", ".+99999999999d", "++18446744073709551617w", "+9000y"}) {
    const auto text = std::string{"- TODO a\n  SCHEDULED: <2026-03-15 Sun "} + repeater + ">";
    EXPECT_EQ(done_by(logseq, text), std::string{"- DONE a\n  SCHEDULED: <2026-03-15 Sun "} + repeater + ">");
    EXPECT_THAT(told_by(logseq, text), HasSubstr("leads to no day"));
  }
  for (const auto* stamp : {"2026-03-15 Sun +0d", "2026-02-30 Mon +1d"}) {
    const auto text = std::string{"- TODO a\n  SCHEDULED: <"} + stamp + ">";
    EXPECT_EQ(done_by(logseq, text), std::string{"- DONE a\n  SCHEDULED: <"} + stamp + ">");
    EXPECT_NE(told_by(logseq, text), "");
  }
  EXPECT_EQ(done_by(logseq, "- TODO a\n  SCHEDULED: <0001-01-01 Mon ++1d>"),
            "- TODO a\n  SCHEDULED: <2026-02-11 Wed ++1d>");
  // One of two dates cannot move on, so neither does.
  const std::string both = "- TODO a\n  SCHEDULED: <2026-03-15 Sun +1w>\n  DEADLINE: <9999-12-31 Fri +1w>";
  EXPECT_EQ(done_by(logseq, both), "- DONE a\n  SCHEDULED: <2026-03-15 Sun +1w>\n  DEADLINE: <9999-12-31 Fri +1w>");
  EXPECT_EQ(done_by(logseq, "- TODO a\n  SCHEDULED: <2026-03-15 Sun +1w>"),
            "- TODO a\n  SCHEDULED: <2026-03-22 Sun +1w>");
}

TEST(last_days, a_headline_of_org_is_done_for_good_when_no_day_follows) {
  const org_dialect org;
  for (const auto* repeater : {"+9000y", "++9999y", ".+10000y"}) {
    const auto text = std::string{"* TODO a\nDEADLINE: <2026-03-15 Sun "} + repeater + ">";
    EXPECT_EQ(done_by(org, text), std::string{"* DONE a\nDEADLINE: <2026-03-15 Sun "} + repeater + ">");
    EXPECT_THAT(told_by(org, text), HasSubstr("leads to no day"));
  }
  EXPECT_EQ(told_by(org, "* TODO a\nDEADLINE: <2026-03-15 Sun +1w>"), "");
}

TEST(last_days, a_note_that_comes_back_keeps_dates_that_cannot_move_on) {
  task_note task;
  task.recurrence = "FREQ=WEEKLY;INTERVAL=1";
  task.scheduled = "2026-02-03";
  task.due = "9999-12-30";
  const auto done = complete_recurring(task, on("2026-02-03"));
  EXPECT_FALSE(done.next_due);
  EXPECT_FALSE(done.next_scheduled);
  task.due = "9999-12-24";
  EXPECT_EQ(complete_recurring(task, on("2026-02-03")).next_due, "9999-12-31");
  task.recurrence = "FREQ=DAILY;INTERVAL=99999999999";
  EXPECT_FALSE(complete_recurring(task, on("2026-02-03")).next_scheduled);
  task.recurrence = "FREQ=DAILY;INTERVAL=3000000";
  EXPECT_FALSE(complete_recurring(task, on("2026-02-03")).next_scheduled);
}

}  // namespace
}  // namespace secondbrain::vault::dialects
