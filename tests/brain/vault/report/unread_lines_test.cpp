#include "brain/vault/report/unread_lines.hpp"

#include <gtest/gtest.h>

namespace secondbrain::vault {
namespace {

TEST(unread_lines, boxes_that_are_none) {
  for (const auto* line : {"-[ ] Call", "- [] Call", "- [x ] Call", "- [ x] Call", "[ ] Call", "> [x] Call",
                           "1.[ ] Call", "-[x] Call", "  * [] Call"})
    EXPECT_NE(trouble_with_box(line), "") << line;
  for (const auto* line : {"- [ ] Call", "* [x] Call", "1. [/] Call", "> - [ ] Call", "- Call", "text", "",
                           "- [link](x)", "- [1](x)", "[x]: http://x", "[ ](x)", "- [[x]] y", "[^1]: foot",
                           "| [ ] | cell |", "- [x](y) z", "[x][y]", "---", "- [?] a status of one's own"})
    EXPECT_EQ(trouble_with_box(line), "") << line;
}

TEST(unread_lines, items_with_dates_as_tasks_have_them) {
  for (const auto* line : {"- Call Ann 📅 2026-05-01", "* Call ⏳2026-05-01", "1. Call ✅ 2026-05-01 "})
    EXPECT_NE(trouble_with_box(line), "") << line;
  for (const auto* line : {"- [ ] Call Ann 📅 2026-05-01", "Call Ann 📅 2026-05-01", "- on 2026-05-01",
                           "- the sign 📅 means a day", "- 📅 2026-05-01 is a date in the middle"})
    EXPECT_EQ(trouble_with_box(line), "") << line;
}

TEST(unread_lines, markers_of_logseq_elsewhere) {
  EXPECT_NE(trouble_with_marker("- TODO Call"), "");
  EXPECT_NE(trouble_with_marker("  * TODO Call"), "");
  for (const auto* line : {"TODO Call", "- Todo lists", "- TODOs", "- [ ] TODO Call", "- my TODO list"})
    EXPECT_EQ(trouble_with_marker(line), "") << line;
}

TEST(unread_lines, times_and_last_days_that_there_are_not) {
  for (const auto* line : {"- 25:30 Dentist", "- 12:75 Lunch", "- Trip (through 2026-02-30)", "- Trip (through soon)",
                           "- **26:00** Night"})
    EXPECT_NE(trouble_with_event(line), "") << line;
  for (const auto* line : {"- 14:30 Dentist", "- 9:00-10:30 Review", "- 2:30 pm Call", "- Trip (through 2026-02-12)",
                           "- Holiday", "text", "- 3 apples"})
    EXPECT_EQ(trouble_with_event(line), "") << line;
}

TEST(unread_lines, properties_in_the_shape_of_a_day) {
  for (const auto* line : {"date: 2026-02-30", "due: \"2026-13-01\"", "of: 2026-00-10T10:00"})
    EXPECT_NE(trouble_with_property(line), "") << line;
  for (const auto* line : {"date: 2026-02-28", "date: 2026-02-28T10:00", "title: 2026", "# date: 2026-02-30",
                           "phone: 2026-02-300", "  nested: 2026-02-30", "---", ""})
    EXPECT_EQ(trouble_with_property(line), "") << line;
}

TEST(unread_lines, names_among_the_daily_notes) {
  for (const auto* path : {"Daily/2026-02-30.md", "Daily/2026/20260314.md", "Daily/14.03.2026.md"})
    EXPECT_NE(trouble_with_daily_name(path, "Daily", "YYYY-MM-DD"), "") << path;
  for (const auto* path : {"Daily/Ideas.md", "Other/2026-02-30.md", "Daily notes/2026-02-30.md", "Daily/2026-W10.md",
                           "Daily/2026-02-30 Trip.md", "Daily/2026-03.md", "Daily/-20260314.md"})
    EXPECT_EQ(trouble_with_daily_name(path, "Daily", "YYYY-MM-DD"), "") << path;
  EXPECT_NE(trouble_with_daily_name("2026-02-30.md", "", "YYYY-MM-DD"), "");
}

}  // namespace
}  // namespace secondbrain::vault
