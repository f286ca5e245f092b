#include "brain/vault/planner/task_line.hpp"

#include <gtest/gtest.h>

namespace secondbrain::vault {
namespace {

// TSK-7
TEST(task_line, reads_the_marks) {
  EXPECT_EQ(read_task_line("- [ ] a")->status, task_status::open);
  EXPECT_EQ(read_task_line("- [/] a")->status, task_status::in_progress);
  EXPECT_EQ(read_task_line("- [x] a")->status, task_status::done);
  EXPECT_EQ(read_task_line("- [X] a")->status, task_status::done);
}

TEST(task_line, reads_every_way_of_writing_one) {
  for (auto line : {"- [ ] Call", "-[ ] Call", "-   [ ]Call", "  \t- [ ]   Call  ", "\u00A0- [ ] Call\r"}) {
    auto read = read_task_line(line);
    ASSERT_TRUE(read) << line;
    EXPECT_EQ(read->text, "Call");
  }
}

// TSK-11
TEST(task_line, other_lines_are_no_tasks) {
  for (auto line : {"", "-", "- a", "  - a", "* [ ] a", "+ [ ] a", "- [ ]", "- [ ]  ", "- [] a", "- [-] a", "- [xx] a",
                    "[ ] a", "- [ ] (due: 2026-01-01)", "1. [ ] a", "text - [ ] a"}) {
    EXPECT_FALSE(read_task_line(line)) << line;
  }
}

// TSK-8
TEST(task_line, takes_the_due_date_off_the_text) {
  auto read = read_task_line("- [ ] Call the bank  (due:2026-02-10)  ");
  EXPECT_EQ(read->text, "Call the bank");
  EXPECT_EQ(read->due_date, "2026-02-10");
  EXPECT_EQ(read_task_line("- [ ] Call(due:   2026-02-10)")->text, "Call");
  EXPECT_EQ(read_task_line("- [ ] Call")->due_date, "");
}

TEST(task_line, a_due_date_stands_at_the_end_and_looks_like_a_day) {
  for (auto text :
       {"Call (due: 2026-02-10) later", "Call (due: 2026-2-10)", "Call (due: soon)", "Call (Due: 2026-02-10)",
        "Call due: 2026-02-10", "Call (due: 2026-02-10", "Call (due: 20260210)", "Call (due: )"}) {
    auto line = "- [ ] " + std::string{text};
    auto read = read_task_line(line);
    EXPECT_EQ(read->text, text);
    EXPECT_EQ(read->due_date, "") << text;
  }
}

TEST(task_line, the_last_of_several_due_dates_counts_and_the_others_do_not_come_back) {
  auto line = "- [ ] Call (due: 2026-01-01) (due: 2026-02-02)";
  EXPECT_EQ(read_task_line(line)->due_date, "2026-02-02");
  EXPECT_EQ(read_task_line(line)->text, "Call");
  EXPECT_EQ(with_due_date(line, ""), "- [ ] Call");
}

TEST(task_line, a_new_mark_changes_one_byte) {
  EXPECT_EQ(with_status("  -[ ]  a [ ] b  ", task_status::done), "  -[x]  a [ ] b  ");
  EXPECT_EQ(with_status("- [x] a", task_status::in_progress), "- [/] a");
  EXPECT_EQ(with_status("- [X] a", task_status::open), "- [ ] a");
  EXPECT_EQ(with_status("- [X] a", task_status::done), "- [X] a");
}

TEST(task_line, a_new_due_date_replaces_the_old_one) {
  EXPECT_EQ(with_due_date("- [ ] a", "2026-02-10"), "- [ ] a (due: 2026-02-10)");
  EXPECT_EQ(with_due_date("  - [ ] a  (due:2026-01-01)", "2026-02-10"), "  - [ ] a (due: 2026-02-10)");
  EXPECT_EQ(with_due_date("- [ ] a (due:2026-02-10)", "2026-02-10"), "- [ ] a (due:2026-02-10)");
  EXPECT_EQ(with_due_date("- [ ] caf\xE9  ", ""), "- [ ] caf\xE9  ");
}

// TSK-1 … TSK-5
TEST(task_line, texts_of_the_same_task_are_normalised_to_the_same) {
  EXPECT_EQ(normalise_task("Call The BANK"), "call the bank");
  EXPECT_EQ(normalise_task("Call, the (bank)! #now"), "call the bank now");
  EXPECT_EQ(normalise_task("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"), "");
  EXPECT_EQ(normalise_task("Call the bank (due: 2026-02-10)"), "call the bank");
  EXPECT_EQ(normalise_task("  Call \t the\u00A0 bank "), "call the bank");
  EXPECT_EQ(normalise_task(""), "");
  EXPECT_EQ(normalise_task("Größe — ÄRGER"), "größe — ärger");
}

TEST(task_line, makes_new_ones) {
  EXPECT_EQ(new_task_line("Call", ""), "- [ ] Call");
  EXPECT_EQ(new_task_line("Call", "2026-02-10"), "- [ ] Call (due: 2026-02-10)");
}

}  // namespace
}  // namespace secondbrain::vault
