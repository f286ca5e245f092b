#include "brain/vault/planner/task_edit.hpp"

#include <gtest/gtest.h>

namespace secondbrain::vault {
namespace {

constexpr std::string_view note =
    "## Tasks\n### Work\n- [ ] Call (due: 2026-02-01)\n- [ ] Rest\n### Home\n- [ ] Call\n### Work\n- [ ] call!\n";
const task_key call{"Work", "", "call"};

// W3: found by what the line says
TEST(task_edit, the_last_appearance_changes) {
  text_lines lines{note};
  EXPECT_TRUE(set_status(lines, call, task_status::done));
  EXPECT_TRUE(set_due_date(lines, call, "2026-02-20"));
  EXPECT_EQ(
      lines.bytes(),
      "## Tasks\n### Work\n- [ ] Call (due: 2026-02-01)\n- [ ] Rest\n### Home\n- [ ] Call\n### Work\n- [x] call! (due: "
      "2026-02-20)\n");
}

TEST(task_edit, every_due_date_is_cleared) {
  text_lines lines{note};
  EXPECT_TRUE(clear_due_dates(lines, call));
  EXPECT_EQ(lines.bytes(), "## Tasks\n### Work\n- [ ] Call\n- [ ] Rest\n### Home\n- [ ] Call\n### Work\n- [ ] call!\n");
}

TEST(task_edit, moved_appearances_keep_their_order) {
  text_lines lines{note};
  EXPECT_TRUE(move_task(lines, call, "Home", "Garden"));
  EXPECT_EQ(
      lines.bytes(),
      "## Tasks\n### Work\n- [ ] Rest\n### Home\n- [ ] Call\n#### Garden\n- [ ] Call (due: 2026-02-01)\n- [ ] call!\n\n"
      "### Work\n");
}

TEST(task_edit, details_move_along_and_tasks_below_do_not) {
  text_lines lines{"## Tasks\n### Work\n  - [ ] Call\n    - number\n    - [ ] Below\n- [ ] Rest\n"};
  EXPECT_TRUE(move_task(lines, call, "Home", ""));
  EXPECT_EQ(lines.bytes(), "## Tasks\n### Work\n    - [ ] Below\n- [ ] Rest\n### Home\n- [ ] Call\n    - number\n\n");
}

TEST(task_edit, a_task_that_is_not_there_changes_nothing) {
  text_lines lines{note};
  task_key other{"Work", "Pilot", "call"};
  EXPECT_FALSE(set_status(lines, other, task_status::done));
  EXPECT_FALSE(set_due_date(lines, other, "2026-02-20"));
  EXPECT_FALSE(clear_due_dates(lines, other));
  EXPECT_FALSE(move_task(lines, other, "Home", ""));
  EXPECT_EQ(lines.bytes(), note);
}

}  // namespace
}  // namespace secondbrain::vault
