#include "brain/vault/planner/task_line.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cctype>
#include <set>
#include <string>
#include <vector>

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

TEST(task_line, a_due_date_is_read_wherever_it_stands) {
  const std::vector<std::array<std::string, 2>> lines{
      {"- [ ] Second (due: 2026-11-29) ^r2", "Second"},
      {"- [ ] Third (due: 2026-11-29) #home", "Third #home"},
      {"- [ ] Fourth (due: 2026-11-29).", "Fourth."},
      {"- [ ] (due: 2026-11-29) Fifth", "Fifth"},
      {"- [ ] Sixth  (due:2026-11-29)  at noon", "Sixth  at noon"},
      {"- [ ] Seventh (due: 2026-11-29) ✅ 2026-11-28", "Seventh"},
      {"- [ ] Eighth 📅 2026-11-29", "Eighth"},
      {"- [ ] Ninth [due:: 2026-11-29] #home", "Ninth #home"},
      {"- [ ] Tenth `(due: 2026-01-01)` (due: 2026-11-29)", "Tenth `(due: 2026-01-01)`"}};
  for (const auto& [line, text] : lines) {
    auto read = read_task_line(line);
    ASSERT_TRUE(read) << line;
    EXPECT_EQ(read->text, text) << line;
    EXPECT_EQ(read->due_date, "2026-11-29") << line;
  }
}

TEST(task_line, a_due_date_looks_like_a_day) {
  for (auto text : {"Call (due: 2026-2-10)", "Call (due: soon)", "Call (Due: 2026-02-10)", "Call due: 2026-02-10",
                    "Call (due: 2026-02-10", "Call (due: 20260210)", "Call (due: )", "Call [due: 2026-02-10]",
                    "See `(due: 2026-02-10)`"}) {
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

TEST(task_line, a_new_due_date_changes_the_old_one_in_place) {
  EXPECT_EQ(with_due_date("- [ ] a", "2026-02-10"), "- [ ] a (due: 2026-02-10)");
  EXPECT_EQ(with_due_date("  - [ ] a  (due:2026-01-01)", "2026-02-10"), "  - [ ] a  (due:2026-02-10)");
  EXPECT_EQ(with_due_date("- [ ] a (due:2026-02-10)", "2026-02-10"), "- [ ] a (due:2026-02-10)");
  EXPECT_EQ(with_due_date("- [ ] a (due: 2026-01-01) ^r2", "2026-02-10"), "- [ ] a (due: 2026-02-10) ^r2");
  EXPECT_EQ(with_due_date("- [ ] a (due: 2026-01-01).", "2026-02-10"), "- [ ] a (due: 2026-02-10).");
  EXPECT_EQ(with_due_date("- [ ] a 📅 2026-01-01 ^b", "2026-02-10"), "- [ ] a 📅 2026-02-10 ^b");
  EXPECT_EQ(with_due_date("- [ ] a [due:: 2026-01-01]", "2026-02-10"), "- [ ] a [due:: 2026-02-10]");
  EXPECT_EQ(with_due_date("- [ ] a (due: 2026-01-01) (due: 2026-01-02)", "2026-02-10"),
            "- [ ] a (due: 2026-01-01) (due: 2026-02-10)");
}

TEST(task_line, a_first_due_date_leaves_what_must_be_last_at_the_end) {
  EXPECT_EQ(with_due_date("- [ ] Send report ^r1", "2026-12-01"), "- [ ] Send report (due: 2026-12-01) ^r1");
  EXPECT_EQ(with_due_date("- [ ] Send #home ^r1", "2026-12-01"), "- [ ] Send #home (due: 2026-12-01) ^r1");
  EXPECT_EQ(with_due_date("- [ ] Send ⏫ ➕ 2026-11-01", "2026-12-01"), "- [ ] Send (due: 2026-12-01) ⏫ ➕ 2026-11-01");
  EXPECT_EQ(with_due_date("- [ ] Send 🔁 every week #home ^r1", "2026-12-01"),
            "- [ ] Send (due: 2026-12-01) 🔁 every week #home ^r1");
  EXPECT_EQ(with_due_date("- [ ] two spaces  ", "2026-12-01"), "- [ ] two spaces (due: 2026-12-01)  ");
}

TEST(task_line, no_due_date_takes_all_of_them_away) {
  EXPECT_EQ(with_due_date("- [ ] caf\xE9  ", ""), "- [ ] caf\xE9  ");
  EXPECT_EQ(with_due_date("- [ ] a (due: 2026-01-01) ^r2", ""), "- [ ] a ^r2");
  EXPECT_EQ(with_due_date("- [ ] a (due: 2026-01-01) b 📅 2026-01-02 ⏫", ""), "- [ ] a b ⏫");
}

// TSK-1 … TSK-5
TEST(task_line, texts_of_the_same_task_are_normalised_to_the_same) {
  EXPECT_EQ(normalise_task("Call The BANK"), "call the bank");
  EXPECT_EQ(normalise_task("Call the bank (due: 2026-02-10)"), "call the bank");
  EXPECT_EQ(normalise_task("  Call \t the\u00A0 bank "), "call the bank");
  EXPECT_EQ(normalise_task(""), "");
  EXPECT_EQ(normalise_task("Größe — ÄRGER"), "größe — ärger");
}

// TSK-2
TEST(task_line, composed_and_decomposed_texts_are_normalised_to_the_same) {
  EXPECT_EQ(normalise_task("Ku\u0308che putzen"), normalise_task("K\u00fcche Putzen"));
  EXPECT_EQ(normalise_task("\u1100\u1161"), normalise_task("\uac00"));
  EXPECT_EQ(normalise_task("\u30ab\u3099"), normalise_task("\u30ac"));
  EXPECT_EQ(normalise_task("pho\u031b\u0309"), normalise_task("ph\u1edf"));
  EXPECT_NE(normalise_task("Kuche"), normalise_task("K\u00fcche"));
  EXPECT_NE(normalise_task("x\u00b2"), normalise_task("x2"));
}

TEST(task_line, texts_that_differ_in_punctuation_are_normalised_apart) {
  EXPECT_EQ(normalise_task("Call, the (bank)! #now"), "call, the (bank)! #now");
  EXPECT_EQ(normalise_task("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"), "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");
  std::set<std::string> seen;
  for (char mark = '!'; mark <= '~'; ++mark) {
    if (std::isalnum(static_cast<unsigned char>(mark)) != 0) continue;
    EXPECT_TRUE(seen.insert(normalise_task(std::string{"Learn C"} + mark)).second) << mark;
    EXPECT_TRUE(seen.insert(normalise_task(std::string{"Pay 1"} + mark + "50")).second) << mark;
    EXPECT_TRUE(seen.insert(normalise_task(std::string(3, mark))).second) << mark;
  }
  EXPECT_EQ(seen.count("learn c"), 0U);
}

TEST(task_line, makes_new_ones) {
  EXPECT_EQ(new_task_line("Call", ""), "- [ ] Call");
  EXPECT_EQ(new_task_line("Call", "2026-02-10"), "- [ ] Call (due: 2026-02-10)");
}

}  // namespace
}  // namespace secondbrain::vault
