#include "brain/vault/planner/task_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/brain/vault/days.hpp"

namespace secondbrain::vault {
namespace {

using testing::HasSubstr;
using testing::Not;

task dated(std::string due_date, task_status status = task_status::open) {
  task one;
  one.text = "Call";
  one.due_date = std::move(due_date);
  one.status = status;
  one.first_date = "2026-02-01";
  return one;
}

std::string badge(const std::string& colour, const std::string& text) {
  return "<span style=\"background:" + colour + ";padding:2px 8px;border-radius:4px;font-size:0.85em;color:white\">" +
         text + "</span>";
}

// TSK-17 … TSK-26
TEST(task_table, labels_what_is_near) {
  EXPECT_EQ(due_label(dated(""), today), "");
  EXPECT_EQ(due_label(dated("2026-02-08"), today), badge("#e03e3e", "2 days overdue"));
  EXPECT_EQ(due_label(dated("2026-02-09"), today), badge("#e03e3e", "1 day overdue"));
  EXPECT_EQ(due_label(dated("2026-02-10"), today), badge("#e03e3e", "Today"));
  EXPECT_EQ(due_label(dated("2026-02-11"), today), badge("#e03e3e", "Tomorrow"));
  EXPECT_EQ(due_label(dated("2026-02-12"), today), badge("#e8a838", "in 2 days"));
  EXPECT_EQ(due_label(dated("2026-02-13"), today), badge("#e8a838", "in 3 days"));
  EXPECT_EQ(due_label(dated("2026-02-14"), today), badge("#4dabf7", "in 4 days"));
  EXPECT_EQ(due_label(dated("2026-02-17"), today), badge("#4dabf7", "in 7 days"));
  EXPECT_EQ(due_label(dated("2026-02-18"), today), "in 8 days");
  EXPECT_EQ(due_label(dated("2026-02-08", task_status::done), today), "");
  EXPECT_EQ(due_label(dated("2026-02-31"), today), "");
}

TEST(task_table, rows_come_by_due_date_and_then_by_age) {
  auto late = dated("2026-03-01"), soon = dated("2026-02-20"), undated = dated(""), younger = dated("2026-02-20");
  undated.text = "Undated";
  younger.text = "Younger";
  younger.first_date = "2026-02-02";
  younger.status = task_status::in_progress;
  EXPECT_EQ(render_task_table({undated, late, younger, soon}, today),
            "| Status | Task | Added | Due | Timeline |\n|:---:|------|:---:|:---:|:---:|\n"
            "| Open | Call | [[2026-02-01]] | 2026-02-20 | in 10 days |\n"
            "| In Progress | Younger | [[2026-02-02]] | 2026-02-20 | in 10 days |\n"
            "| Open | Call | [[2026-02-01]] | 2026-03-01 | in 19 days |\n"
            "| Open | Undated | [[2026-02-01]] |  |  |\n");
}

// TSK-27, TSK-28, TSK-29, TSK-44
TEST(task_table, reads_rows) {
  EXPECT_EQ(read_table_row("| Open | a | [[2026-02-01]] |  |  |")->status, task_status::open);
  EXPECT_EQ(read_table_row("| Done | a | [[2026-02-01]] |  |  |")->status, task_status::done);
  EXPECT_EQ(read_table_row("  |in PROGRESS|a| [[2026-02-01]] | 2026-02-03 |  |  ")->status, task_status::in_progress);
  EXPECT_EQ(read_table_row("| whatever | a | b | c |")->status, task_status::open);
  EXPECT_EQ(read_table_row("| Open | a | [[2026-02-01]] | 2026-02-03 | x |")->due_date, "2026-02-03");
  EXPECT_EQ(read_table_row("| Open | a | [[2026-02-01]] |  |  |")->due_date, "");
  EXPECT_EQ(read_table_row("| Open | a |")->due_date, std::nullopt);
}

TEST(task_table, other_lines_are_no_rows) {
  for (auto line : {"", "|", "||", "| Open |", "| Open | a", "Open | a |", "| Status | Task | Added | Due | Timeline |",
                    "|:---:|------|:---:|:---:|:---:|", "| --- | --- |"}) {
    EXPECT_FALSE(read_table_row(line)) << line;
  }
}

// W11
TEST(task_table, bars_in_a_text_do_not_divide_it) {
  for (auto text : {"a|b", "|", "a||b", "\\|", "a\\\\|b", "ends with \\", "[[Note|alias]]"}) {
    auto one = dated("2026-03-01");
    one.text = text;
    auto table = render_task_table({one}, today);
    auto line = table.substr(table.rfind("| Open"));
    auto row = read_table_row(line);
    ASSERT_TRUE(row) << line;
    EXPECT_EQ(row->due_date, "2026-03-01") << line;
  }
  auto one = dated("");
  one.text = "a|b \\| c";
  EXPECT_THAT(render_task_table({one}, today), HasSubstr("| a\\|b \\| c |"));
}

TEST(task_table, a_task_may_be_called_task) {
  EXPECT_TRUE(read_table_row("| Open | Task | [[2026-02-01]] |  |  |"));
  EXPECT_TRUE(read_table_row("| Open | -- dashes | [[2026-02-01]] |  |  |"));
}

}  // namespace
}  // namespace secondbrain::vault
