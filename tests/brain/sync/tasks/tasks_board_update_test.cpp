// Updates of single tasks.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/brain/sync/tasks/tasks_board_fixture.hpp"
#include "tests/text/saved_as.hpp"

namespace secondbrain::sync {
namespace {

using testing::HasSubstr;
using testing::Not;

// TSK-50, TSK-51, TSK-52
TEST_F(tasks_board_test, updates_the_status) {
  daily("2026-02-09", "### Work\n- [ ] Call the bank\n");
  auto request = named("call  the BANK");
  request.status = task_status::done;
  EXPECT_EQ(update(request).status, task_status::done);
  EXPECT_THAT(daily_text("2026-02-09"), HasSubstr("- [x] Call the bank\n"));
  request.status = task_status::open;
  EXPECT_EQ(update(request).status, task_status::open);
  EXPECT_THAT(daily_text("2026-02-09"), HasSubstr("- [ ] Call the bank\n"));
  request.status = task_status::in_progress;
  EXPECT_EQ(update(request).status, task_status::in_progress);
  EXPECT_THAT(daily_text("2026-02-09"), HasSubstr("- [/] Call the bank\n"));
}

TEST_F(tasks_board_test, updates_a_note_in_an_encoding_of_before_and_leaves_its_letters) {
  const std::string note = "## Tasks\n### Küche\n- [ ] Tür ölen\n- [ ] Äpfel und süße Birnen\n";
  folder.write(vault::daily_note_path("2026-02-09"), saved_as("windows-1252", note));
  auto request = named("Tür ölen", "Küche");
  request.status = task_status::done;
  request.due_date = "2026-03-01";
  EXPECT_EQ(update(request).status, task_status::done);
  EXPECT_EQ(
      daily_text("2026-02-09"),
      saved_as("windows-1252", "## Tasks\n### Küche\n- [x] Tür ölen (due: 2026-03-01)\n- [ ] Äpfel und süße Birnen\n"));
  request.new_category = "Straße";
  EXPECT_EQ(refusal(request), errc::conflict);
  EXPECT_THAT(daily_text("2026-02-09"), Not(HasSubstr("Straße")));
}

// W8
TEST_F(tasks_board_test, updates_boxes_however_they_are_written) {
  daily("2026-02-09", "### Work\n- [X] Capital\n-[ ] Narrow\n  -  [x] Indented\n");
  auto request = named("Capital");
  request.status = task_status::open;
  EXPECT_EQ(update(request).status, task_status::open);
  request = named("Narrow");
  request.status = task_status::done;
  EXPECT_EQ(update(request).status, task_status::done);
  request = named("Indented");
  request.status = task_status::in_progress;
  EXPECT_EQ(update(request).status, task_status::in_progress);
  EXPECT_EQ(daily_text("2026-02-09"), "## Tasks\n### Work\n- [ ] Capital\n-[x] Narrow\n  -  [/] Indented\n");
}

// TSK-53, TSK-54
TEST_F(tasks_board_test, updates_the_due_date) {
  daily("2026-02-09", "### Work\n- [ ] Call the bank\n");
  auto request = named("Call the bank");
  request.due_date = "2026-03-01";
  EXPECT_EQ(update(request).due_date, "2026-03-01");
  EXPECT_THAT(daily_text("2026-02-09"), HasSubstr("- [ ] Call the bank (due: 2026-03-01)\n"));
  request.due_date = "";
  EXPECT_EQ(update(request).due_date, "");
  EXPECT_EQ(daily_text("2026-02-09"), "## Tasks\n### Work\n- [ ] Call the bank\n");
}

// W7
TEST_F(tasks_board_test, a_removed_due_date_does_not_come_back_from_an_earlier_note) {
  daily("2026-02-08", "### Work\n- [ ] Call the bank (due: 2026-02-11)\n");
  daily("2026-02-09", "### Work\n- [ ] Call the bank (due: 2026-02-12)\n");
  auto request = named("Call the bank");
  request.due_date = "";
  EXPECT_EQ(update(request).due_date, "");
  EXPECT_THAT(daily_text("2026-02-08"), Not(HasSubstr("due")));
  EXPECT_THAT(daily_text("2026-02-09"), Not(HasSubstr("due")));
}

TEST_F(tasks_board_test, status_and_due_date_are_written_where_the_task_appeared_last) {
  daily("2026-02-08", "### Work\n- [ ] Call the bank\n");
  daily("2026-02-09", "### Work\n- [ ] Call the bank\n");
  auto request = named("Call the bank");
  request.status = task_status::done;
  request.due_date = "2026-02-12";
  update(request);
  EXPECT_EQ(daily_text("2026-02-08"), "## Tasks\n### Work\n- [ ] Call the bank\n");
  EXPECT_EQ(daily_text("2026-02-09"), "## Tasks\n### Work\n- [x] Call the bank (due: 2026-02-12)\n");
}

// TSK-55
TEST_F(tasks_board_test, an_unknown_task_is_not_found) {
  daily("2026-02-09", "### Work\n- [ ] Call the bank\n");
  EXPECT_EQ(refusal(named("Call the tank")), errc::not_found);
  EXPECT_EQ(refusal(named("Call the bank", "Home")), errc::not_found);
  EXPECT_EQ(refusal(named("Call the bank", "Work", "Pilot")), errc::not_found);
}

// W9, W10
TEST_F(tasks_board_test, what_makes_no_sense_is_refused_before_anything_is_written) {
  daily("2026-02-09", "### Work\n- [ ] Call the bank\n");
  for (auto date : {"2026-02-30", "tomorrow", "2026-2-3", " "}) {
    auto request = named("Call the bank");
    request.status = task_status::done;
    request.due_date = date;
    EXPECT_EQ(refusal(request), errc::invalid_argument) << date;
  }
  for (auto name : {"A\n### B", "A\rB", "A\u2028B", "A\tB"}) {
    auto request = named("Call the bank");
    request.new_category = name;
    EXPECT_EQ(refusal(request), errc::invalid_argument) << name;
    request.new_category = "A";
    request.new_sub_project = name;
    EXPECT_EQ(refusal(request), errc::invalid_argument) << name;
  }
  EXPECT_EQ(daily_text("2026-02-09"), "## Tasks\n### Work\n- [ ] Call the bank\n");
  EXPECT_EQ(all(), "(no file)");
}

// TSK-56
TEST_F(tasks_board_test, an_update_is_in_the_generated_files_at_once_and_stays) {
  daily("2026-02-09", "### Work\n- [ ] Call the bank\n- [ ] Rest\n");
  sync();
  auto request = named("Call the bank");
  request.status = task_status::done;
  update(request);
  EXPECT_THAT(all(), Not(HasSubstr("Call the bank")));
  EXPECT_THAT(completed(), HasSubstr("Call the bank"));
  sync();
  EXPECT_THAT(daily_text("2026-02-09"), HasSubstr("- [x] Call the bank\n"));
}

TEST_F(tasks_board_test, an_update_without_changes_generates_the_files) {
  daily("2026-02-09", "### Work\n- [ ] Call the bank\n");
  EXPECT_EQ(update(named("Call the bank")).text, "Call the bank");
  EXPECT_THAT(all(), HasSubstr("Call the bank"));
}

TEST_F(tasks_board_test, an_update_does_not_lose_an_edit_that_waits_in_the_generated_file) {
  daily("2026-02-09", "### Work\n- [ ] Call the bank\n- [ ] Rest\n");
  sync();
  replace(vault::all_tasks_path, "| Open | Rest", "| Done | Rest");
  auto request = named("Call the bank");
  request.status = task_status::in_progress;
  update(request);
  EXPECT_EQ(daily_text("2026-02-09"), "## Tasks\n### Work\n- [/] Call the bank\n- [x] Rest\n");
}

// TSK-57, TSK-63
TEST_F(tasks_board_test, moves_to_an_existing_category) {
  daily("2026-02-09", "### Work\n#### Pilot\n- [ ] Call the bank\n### Home\n- [ ] Rest\n\n## Notes\n");
  auto request = named("Call the bank", "Work", "Pilot");
  request.new_category = " Home ";
  auto moved = update(request);
  EXPECT_EQ(moved.category, "Home");
  EXPECT_EQ(moved.sub_project, "");
  EXPECT_EQ(daily_text("2026-02-09"),
            "## Tasks\n### Work\n#### Pilot\n### Home\n- [ ] Rest\n- [ ] Call the bank\n\n## Notes\n");
  EXPECT_THAT(all(), HasSubstr("## Home\n"));
  EXPECT_THAT(all(), Not(HasSubstr("## Work\n")));
}

// TSK-58
TEST_F(tasks_board_test, moves_to_a_new_category) {
  daily("2026-02-09", "### Work\n- [ ] Call the bank\n\n## Notes\n- x\n");
  auto request = named("Call the bank");
  request.new_category = "# Travel";
  EXPECT_EQ(update(request).category, "# Travel");
  EXPECT_EQ(daily_text("2026-02-09"), "## Tasks\n### Work\n\n### # Travel\n- [ ] Call the bank\n\n## Notes\n- x\n");
}

// TSK-59
TEST_F(tasks_board_test, moves_to_a_new_sub_project) {
  daily("2026-02-09", "### Work\n- [ ] Call the bank\n- [ ] Rest\n\n## Notes\n");
  auto request = named("Call the bank");
  request.new_category = "Work";
  request.new_sub_project = "Pilot";
  EXPECT_EQ(update(request).sub_project, "Pilot");
  EXPECT_EQ(daily_text("2026-02-09"),
            "## Tasks\n### Work\n- [ ] Rest\n\n#### Pilot\n- [ ] Call the bank\n\n## Notes\n");
}

// TSK-60, W19
TEST_F(tasks_board_test, moves_out_of_a_sub_project) {
  daily("2026-02-09", "### Work\n#### Pilot\n- [ ] Call the bank\n- [ ] Rest\n");
  auto request = named("Call the bank", "Work", "Pilot");
  request.new_category = "Work";
  EXPECT_EQ(update(request).sub_project, "");
  EXPECT_EQ(daily_text("2026-02-09"), "## Tasks\n### Work\n- [ ] Call the bank\n#### Pilot\n- [ ] Rest\n");
}

// W10
TEST_F(tasks_board_test, an_empty_category_is_the_place_above_all_categories) {
  daily("2026-02-09", "### Work\n- [ ] Call the bank\n");
  auto request = named("Call the bank");
  request.new_category = "  ";
  EXPECT_EQ(update(request).category, "");
  EXPECT_EQ(daily_text("2026-02-09"), "## Tasks\n- [ ] Call the bank\n### Work\n");
}

TEST_F(tasks_board_test, a_new_sub_project_alone_changes_nothing) {
  daily("2026-02-09", "### Work\n- [ ] Call the bank\n");
  auto request = named("Call the bank");
  request.new_sub_project = "Pilot";
  EXPECT_EQ(update(request).sub_project, "");
  EXPECT_EQ(daily_text("2026-02-09"), "## Tasks\n### Work\n- [ ] Call the bank\n");
}

// TSK-61
TEST_F(tasks_board_test, moves_every_appearance) {
  daily("2026-02-08", "### Work\n- [ ] Call the bank\n");
  daily("2026-02-09", "### Work\n- [ ] Call the bank\n");
  auto request = named("Call the bank");
  request.new_category = "Home";
  EXPECT_EQ(update(request).appearance_count, 2);
  EXPECT_THAT(tasks(), testing::SizeIs(1));
}

// TSK-62
TEST_F(tasks_board_test, changes_the_task_that_is_named_and_no_look_alike) {
  daily("2026-02-09", "### Work\n- [ ] Learn C++\n- [ ] Learn C#\n- [ ] Learn C\n- [ ] Pay 150\n- [ ] Pay 1.50\n");
  EXPECT_EQ(tasks().size(), 5U);
  auto request = named("Learn C++");
  request.status = task_status::done;
  EXPECT_EQ(update(request).text, "Learn C++");
  EXPECT_EQ(daily_text("2026-02-09"),
            "## Tasks\n### Work\n- [x] Learn C++\n- [ ] Learn C#\n- [ ] Learn C\n- [ ] Pay 150\n- [ ] Pay 1.50\n");
  EXPECT_THAT(completed(), HasSubstr("- [x] Learn C++ "));
  EXPECT_EQ(refusal(named("Learn C-")), errc::not_found);
}

TEST_F(tasks_board_test, moves_and_changes_in_one_call) {
  daily("2026-02-09", "### Work\n- [ ] Call the bank\n- [ ] Rest\n- [ ] call the BANK\n");
  auto request = named("Call the bank");
  request.new_category = "Home";
  request.status = task_status::in_progress;
  request.due_date = "2026-02-20";
  auto moved = update(request);
  EXPECT_EQ(moved.category, "Home");
  EXPECT_EQ(moved.status, task_status::in_progress);
  EXPECT_EQ(moved.due_date, "2026-02-20");
  EXPECT_EQ(daily_text("2026-02-09"),
            "## Tasks\n### Work\n- [ ] Rest\n### Home\n- [ ] Call the bank\n- [/] call the BANK (due: 2026-02-20)\n\n");
}

TEST_F(tasks_board_test, a_task_that_joins_another_one_is_as_it_was_asked_to_be) {
  daily("2026-02-08", "### Work\n- [ ] Call the bank\n");
  daily("2026-02-09", "### Home\n- [ ] Call the bank (due: 2026-02-11)\n");
  auto request = named("Call the bank");
  request.new_category = "Home";
  request.status = task_status::done;
  request.due_date = "";
  auto joined = update(request);
  EXPECT_EQ(joined.status, task_status::done);
  EXPECT_EQ(joined.due_date, "");
  EXPECT_EQ(joined.appearance_count, 2);
}

TEST_F(tasks_board_test, leaves_all_other_bytes_alone) {
  folder.write("00_Daily/2026-02-09.md",
               "---\r\n# odd: [\r\n---\r\n## Notes\n- caf\xE9  \r\n## Tasks\r\n### Work\r\n- [ ] Ring the caf\xE9\r\n"
               "    - by noon\r\n- [ ] Rest");
  auto request = named("ring the café");
  request.status = task_status::done;
  EXPECT_EQ(update(request).text, "Ring the café");
  request.new_category = "Home";
  update(request);
  EXPECT_EQ(daily_text("2026-02-09"),
            "---\r\n# odd: [\r\n---\r\n## Notes\n- caf\xE9  \r\n## Tasks\r\n### Work\r\n- [ ] Rest\r\n"
            "### Home\r\n- [x] Ring the caf\xE9\r\n    - by noon\r\n\r\n");
}

}  // namespace
}  // namespace secondbrain::sync
