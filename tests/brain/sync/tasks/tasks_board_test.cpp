// Syncs of the board: edits of either side reach the other.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/brain/sync/tasks/tasks_board_fixture.hpp"

namespace secondbrain::sync {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// TSK-39, TSK-42
TEST_F(tasks_board_test, lists_open_and_completed_tasks_apart) {
  daily("2026-02-09", "### Work\n- [ ] Open one\n- [x] Done one\n#### Pilot\n- [/] Begun one\n");
  auto outcome = sync();
  EXPECT_THAT(outcome.summary, HasSubstr("2 open"));
  EXPECT_THAT(outcome.summary, HasSubstr("1 completed"));
  EXPECT_THAT(outcome.summary, HasSubstr("0 daily notes"));
  EXPECT_THAT(all(), HasSubstr("| Status | Task | Added | Due | Timeline |\n|:---:|------|:---:|:---:|:---:|\n"));
  EXPECT_THAT(all(), HasSubstr("| Open | Open one | [[2026-02-09]] |  |  |\n"));
  EXPECT_THAT(all(), HasSubstr("### Pilot\n"));
  EXPECT_THAT(all(), Not(HasSubstr("Done one")));
  EXPECT_THAT(completed(), HasSubstr("- [x] Done one [[2026-02-09]] *(Work)*\n"));
  EXPECT_THAT(completed(), Not(HasSubstr("Open one")));
}

TEST_F(tasks_board_test, in_a_vault_that_is_kept_in_another_way_no_list_is_made) {
  for (const std::string other : {"Tagebuch/2026-02-04.md", "journals/2026_02_04.md", "00_Daily/Ideas.md"}) {
    folder.write(other, "## Tasks\n- [ ] Buy tea 📅 2026-02-12\n- [x] Call Ann\n");
    EXPECT_THAT(sync().summary, HasSubstr("this vault has none; so there is nothing to write"));
    EXPECT_FALSE(std::filesystem::exists(folder.root() / "Tasks")) << other;
    const auto preview = board.preview(today);
    ASSERT_TRUE(preview);
    EXPECT_EQ(preview->all.after, "");
    EXPECT_EQ(preview->completed.after, "");
    EXPECT_THAT(preview->edits, ElementsAre(HasSubstr("there is nothing to write")));
  }
}

TEST_F(tasks_board_test, lists_that_are_there_follow_when_the_last_daily_note_goes) {
  daily("2026-02-09", "- [ ] Call the bank\n");
  sync();
  std::filesystem::remove(folder.root() / vault::daily_note_path("2026-02-09"));
  EXPECT_THAT(sync().summary, HasSubstr("0 open tasks"));
  EXPECT_THAT(all(), Not(HasSubstr("Call the bank")));
}

// TSK-40
TEST_F(tasks_board_test, a_row_set_to_done_ticks_the_box) {
  daily("2026-02-09", "### Work\n- [ ] Call the bank\n");
  sync();
  replace(vault::all_tasks_path, "| Open | Call", "| Done | Call");
  auto outcome = sync();
  EXPECT_THAT(daily_text("2026-02-09"), HasSubstr("- [x] Call the bank\n"));
  EXPECT_THAT(outcome.summary, HasSubstr("1 daily note changed"));
  EXPECT_THAT(outcome.actions, ElementsAre(HasSubstr("Call the bank")));
  EXPECT_THAT(all(), Not(HasSubstr("Call the bank")));
  EXPECT_THAT(completed(), HasSubstr("- [x] Call the bank"));
}

// TSK-41
TEST_F(tasks_board_test, a_row_set_to_in_progress_marks_the_box) {
  daily("2026-02-09", "### Work\n- [ ] Call the bank\n");
  sync();
  replace(vault::all_tasks_path, "| Open | Call", "| in progress | Call");
  sync();
  EXPECT_THAT(daily_text("2026-02-09"), HasSubstr("- [/] Call the bank\n"));
  EXPECT_THAT(all(), HasSubstr("| In Progress | Call the bank |"));
}

TEST_F(tasks_board_test, a_row_cleared_in_the_completed_list_opens_the_task_again) {
  daily("2026-02-09", "### Work\n- [x] Call the bank\n");
  sync();
  replace(vault::completed_tasks_path, "- [x] Call", "- [ ] Call");
  sync();
  EXPECT_THAT(daily_text("2026-02-09"), HasSubstr("- [ ] Call the bank\n"));
  EXPECT_THAT(all(), HasSubstr("| Open | Call the bank |"));
}

// TSK-43, TSK-48
TEST_F(tasks_board_test, a_due_date_in_the_daily_note_reaches_the_list_and_stays) {
  daily("2026-02-09", "### Work\n- [ ] Call the bank\n");
  sync();
  replace(vault::daily_note_path("2026-02-09"), "bank", "bank (due: 2026-02-12)");
  auto outcome = sync();
  EXPECT_THAT(outcome.actions, IsEmpty());
  EXPECT_THAT(all(), HasSubstr("| Open | Call the bank | [[2026-02-09]] | 2026-02-12 | <span"));
  EXPECT_THAT(daily_text("2026-02-09"), HasSubstr("- [ ] Call the bank (due: 2026-02-12)\n"));
}

// TSK-46, TSK-47, TSK-49
TEST_F(tasks_board_test, a_due_date_in_the_list_reaches_the_daily_note) {
  daily("2026-02-09", "### Work\n- [ ] Call the bank\n");
  sync();
  replace(vault::all_tasks_path, "[[2026-02-09]] |  |", "[[2026-02-09]] | 2026-02-20 |");
  sync();
  EXPECT_THAT(daily_text("2026-02-09"), HasSubstr("- [ ] Call the bank (due: 2026-02-20)\n"));
  replace(vault::all_tasks_path, "| 2026-02-20 |", "| 2026-02-21 |");
  sync();
  EXPECT_EQ(daily_text("2026-02-09"), "## Tasks\n### Work\n- [ ] Call the bank (due: 2026-02-21)\n");
}

TEST_F(tasks_board_test, an_empty_due_cell_takes_no_date_away) {
  daily("2026-02-09", "### Work\n- [ ] Call the bank (due: 2026-02-20)\n");
  sync();
  replace(vault::all_tasks_path, "| 2026-02-20 |", "|  |");
  auto outcome = sync();
  EXPECT_THAT(daily_text("2026-02-09"), HasSubstr("(due: 2026-02-20)"));
  EXPECT_THAT(outcome.actions, ElementsAre(HasSubstr("keeps its due date")));
  EXPECT_THAT(all(), HasSubstr("| 2026-02-20 |"));
}

// W9
TEST_F(tasks_board_test, a_due_cell_that_is_no_day_is_ignored_and_reported) {
  daily("2026-02-09", "### Work\n- [ ] Call the bank\n");
  sync();
  replace(vault::all_tasks_path, "[[2026-02-09]] |  |", "[[2026-02-09]] | soon |");
  auto outcome = sync();
  EXPECT_EQ(daily_text("2026-02-09"), "## Tasks\n### Work\n- [ ] Call the bank\n");
  EXPECT_THAT(outcome.actions, ElementsAre(HasSubstr("Call the bank")));
  EXPECT_THAT(all(), Not(HasSubstr("soon")));
}

// W4
TEST_F(tasks_board_test, what_changed_in_the_daily_note_is_not_undone) {
  daily("2026-02-09",
        "### Work\n- [ ] Tick\n- [x] Clear\n- [ ] Date (due: 2026-02-11)\n- [ ] Undate (due: 2026-02-11)\n");
  sync();
  std::string edited = "### Work\n- [x] Tick\n- [ ] Clear\n- [ ] Date (due: 2026-02-28)\n- [ ] Undate\n";
  daily("2026-02-09", edited);
  EXPECT_THAT(sync().actions, IsEmpty());
  EXPECT_EQ(daily_text("2026-02-09"), "## Tasks\n" + edited);
  EXPECT_THAT(completed(), HasSubstr("- [x] Tick"));
  EXPECT_THAT(all(), HasSubstr("| Open | Clear |"));
  EXPECT_THAT(all(), HasSubstr("| Open | Date | [[2026-02-09]] | 2026-02-28 |"));
  EXPECT_THAT(all(), HasSubstr("| Open | Undate | [[2026-02-09]] |  |"));
}

TEST_F(tasks_board_test, when_both_sides_changed_the_daily_note_wins) {
  daily("2026-02-09", "### Work\n- [ ] Call the bank (due: 2026-02-11)\n");
  sync();
  replace(vault::all_tasks_path, "| Open | Call", "| Done | Call");
  replace(vault::all_tasks_path, "| 2026-02-11 |", "| 2026-02-12 |");
  daily("2026-02-09", "### Work\n- [/] Call the bank (due: 2026-02-13)\n");
  auto outcome = sync();
  EXPECT_EQ(daily_text("2026-02-09"), "## Tasks\n### Work\n- [/] Call the bank (due: 2026-02-13)\n");
  EXPECT_THAT(outcome.actions, ElementsAre(HasSubstr("status stays"), HasSubstr("due date stays")));
}

// W5
TEST_F(tasks_board_test, a_task_that_comes_up_again_is_not_done) {
  daily("2026-02-08", "### Work\n- [x] Water the plants\n");
  sync();
  daily("2026-02-09", "### Work\n- [ ] Water the plants\n");
  sync();
  EXPECT_EQ(daily_text("2026-02-09"), "## Tasks\n### Work\n- [ ] Water the plants\n");
  EXPECT_EQ(daily_text("2026-02-08"), "## Tasks\n### Work\n- [x] Water the plants\n");
  EXPECT_THAT(all(), HasSubstr("| Open | Water the plants | [[2026-02-08]] |"));
}

// W6
TEST_F(tasks_board_test, equal_texts_in_different_places_stay_apart) {
  daily("2026-02-09", "- [ ] Review\n### Home\n- [ ] Review\n### Work\n- [ ] Review\n#### Pilot\n- [ ] Review\n");
  sync();
  auto text = all();
  auto at = text.find("| Open | Review", text.find("### Pilot"));
  ASSERT_NE(at, text.npos);
  folder.write(vault::all_tasks_path, text.replace(at, 8, "| Done |"));
  sync();
  EXPECT_EQ(daily_text("2026-02-09"),
            "## Tasks\n- [ ] Review\n### Home\n- [ ] Review\n### Work\n- [ ] Review\n#### Pilot\n- [x] Review\n");
}

TEST_F(tasks_board_test, a_task_without_category_and_one_that_is_called_uncategorized_are_not_mixed_up) {
  daily("2026-02-09", "- [ ] Review\n### Uncategorized\n- [ ] Review\n");
  sync();
  replace(vault::all_tasks_path, "| Open | Review", "| Done | Review");
  auto outcome = sync();
  EXPECT_EQ(daily_text("2026-02-09"), "## Tasks\n- [ ] Review\n### Uncategorized\n- [ ] Review\n");
  EXPECT_THAT(outcome.actions, ElementsAre(HasSubstr("several tasks")));
}

// W11
TEST_F(tasks_board_test, a_bar_in_a_text_survives_the_table_and_is_read_back) {
  daily("2026-02-09", "### Work\n- [ ] Compare a|b and [[Note|this]]\n");
  sync();
  EXPECT_THAT(all(), HasSubstr("| Open | Compare a\\|b and [[Note\\|this]] | [[2026-02-09]] |  |  |"));
  replace(vault::all_tasks_path, "| Open | Compare", "| Done | Compare");
  sync();
  EXPECT_THAT(daily_text("2026-02-09"), HasSubstr("- [x] Compare a|b and [[Note|this]]\n"));
}

TEST_F(tasks_board_test, files_of_a_predecessor_are_taken_over_without_undoing_anything) {
  daily("2026-02-09",
        "### Work\n- [x] Ticked here\n- [ ] Ticked there\n- [ ] Come up again\n- [x] Cleared there\n"
        "- [ ] Dated here (due: 2026-02-12)\n");
  folder.write(vault::all_tasks_path,
               "# All Tasks\n*Auto-generated by SecondBrain on 2026-02-09*\n\n## Work\n\n| Status | Task | Added | Due "
               "| Timeline |\n|:---:|------|:---:|:---:|:---:|\n"
               "| Open | Ticked here | [[2026-02-09]] |  |  |\n| Done | Ticked there | [[2026-02-09]] |  |  |\n"
               "| Open | Dated here | [[2026-02-09]] | 2026-02-01 |  |\n");
  folder.write(vault::completed_tasks_path,
               "# Completed Tasks\n*Auto-generated by SecondBrain on 2026-02-09*\n\n## 2026-02-09\n\n- [x] Come up "
               "again [[2026-02-09]] *(Work)*\n"
               "- [ ] Cleared there [[2026-02-09]] *(Work)*\n");
  sync();
  EXPECT_EQ(daily_text("2026-02-09"),
            "## Tasks\n### Work\n- [x] Ticked here\n- [x] Ticked there\n- [ ] Come up again\n- [ ] Cleared there\n"
            "- [ ] Dated here (due: 2026-02-12)\n");
}

TEST_F(tasks_board_test, a_damaged_record_is_kept_aside_and_the_daily_notes_win) {
  daily("2026-02-09", "### Work\n- [ ] Call the bank\n");
  sync();
  std::ofstream{state} << "{\"tasks\": [7]}";
  daily("2026-02-09", "### Work\n- [/] Call the bank\n");
  sync();
  EXPECT_THAT(daily_text("2026-02-09"), HasSubstr("- [/] Call the bank"));
  EXPECT_THAT(all(), HasSubstr("| In Progress | Call the bank |"));
}

TEST_F(tasks_board_test, a_row_that_stands_for_no_task_is_reported) {
  daily("2026-02-09", "### Work\n- [ ] Call the bank\n");
  sync();
  replace(vault::all_tasks_path, "| Open | Call the bank", "| Open | Call the tank");
  EXPECT_THAT(sync().actions, ElementsAre(HasSubstr("Call the tank")));
  EXPECT_THAT(sync().actions, IsEmpty());
}

TEST_F(tasks_board_test, a_second_sync_writes_nothing) {
  daily("2026-02-09", "### Work\n- [ ] Call the bank\n- [x] Rest\n");
  sync();
  auto before = std::filesystem::last_write_time(folder.root() / vault::all_tasks_path);
  auto old = before - std::chrono::hours{1};
  std::filesystem::last_write_time(folder.root() / vault::all_tasks_path, old);
  sync();
  EXPECT_EQ(std::filesystem::last_write_time(folder.root() / vault::all_tasks_path), old);
}

TEST_F(tasks_board_test, daily_notes_without_tasks_get_empty_files) {
  daily("2026-02-09", "");
  sync();
  EXPECT_EQ(all(), stamped("---\ntype: tasks\nupdated: 2026-02-10\n---\n\n# All Tasks\n"
                           "*Auto-generated by SecondBrain on 2026-02-10*\n\n"));
  EXPECT_THAT(completed(), HasSubstr("*No completed tasks yet.*\n"));
}

TEST_F(tasks_board_test, a_vault_that_is_gone_is_said_to_be) {
  std::filesystem::remove_all(folder.root());
  auto outcome = board.sync(today);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, errc::vault_missing);
  EXPECT_EQ(refusal(named("x")), errc::vault_missing);
  EXPECT_FALSE(std::filesystem::exists(folder.root()));
}

TEST_F(tasks_board_test, two_boards_wait_for_each_other) {
  daily("2026-02-09", "### Work\n- [ ] Call the bank\n- [ ] Rest\n");
  vault::daily_view other_view{folder.root()};
  tasks_board other{writer, other_view, state};
  sync();
  auto request = named("Call the bank");
  request.status = task_status::done;
  ASSERT_TRUE(other.update(request, today));
  daily("2026-02-09", "### Work\n- [ ] Call the bank\n- [ ] Rest\n");
  EXPECT_THAT(sync().actions, IsEmpty()) << "the box was cleared in the note after the other board's update";
  EXPECT_THAT(daily_text("2026-02-09"), HasSubstr("- [ ] Call the bank\n"));
}

}  // namespace
}  // namespace secondbrain::sync
