#include "brain/vault/planner/task_listing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "brain/vault/planner/task_files.hpp"

namespace secondbrain::vault {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> rows(std::string_view text) {
  std::vector<std::string> found;
  for (auto& row : read_listed_tasks(text)) {
    found.push_back(row.name.heading + "|" + row.name.text + "|" + std::string{to_string(row.status)} + "|" +
                    row.due_date.value_or("-"));
  }
  return found;
}

TEST(task_listing, rows_of_tables_are_told_by_the_headings_above) {
  EXPECT_THAT(rows("# All Tasks\r\n## Work\r\n\r\n| Status | Task | Added | Due | Timeline "
                   "|\r\n|:---:|---|:---:|:---:|:---:|\r\n"
                   "| Open | Call the bank! | [[2026-02-01]] | 2026-02-03 | x |\r\n### Pilot\r\n| Done | Rest | "
                   "[[2026-02-01]] |  |  |\r\n"
                   "## Home\r\n| Open | Old form [[2026-02-01]] |\r\n"),
              ElementsAre("Work|call the bank!|open|2026-02-03", "Work > Pilot|rest|done|", "Home|old form|open|-"));
}

// TSK-30, TSK-31
TEST(task_listing, rows_of_lists_name_their_place_themselves) {
  EXPECT_THAT(
      rows("## 2026-02-01\n\n- [x] Call the bank [[2026-02-01]] *(Work)*\n- [/] Rest (due: 2026-02-03) [[2026-02-01]] "
           "*(Work > Pilot)*\n"),
      ElementsAre("Work|call the bank|done|-", "Work > Pilot|rest|in_progress|-"));
}

TEST(task_listing, a_text_may_hold_links_and_brackets_of_its_own) {
  EXPECT_THAT(rows("- [x] See [[2026-01-01]] and [[Note]] *(soon)* [[2026-02-01]] *(Work)*\n"),
              ElementsAre("Work|see and [[note]] *(soon)*|done|-"));
  task one;
  one.text = "See [[2026-01-01]] and [[Note]] *(soon)*";
  one.category = "Work";
  EXPECT_EQ(listed_name_of(one).text, "see and [[note]] *(soon)*");
  EXPECT_EQ(listed_name_of(one).heading, "Work");
}

TEST(task_listing, bars_within_a_text_do_not_make_another_of_it) {
  for (std::string text : {"a | b", "a \\| b", "a \\\\| b", "C:\\x"}) {
    task one;
    one.text = text;
    one.category = "Work";
    auto listed = read_listed_tasks(render_all_tasks({one}, *parse_day("2026-02-10")));
    ASSERT_EQ(listed.size(), 1U) << text;
    EXPECT_EQ(listed[0].name.text, listed_name_of(one).text) << text;
  }
}

// TSK-32, TSK-45
TEST(task_listing, no_file_lists_nothing) {
  EXPECT_THAT(rows(""), IsEmpty());
}

TEST(task_listing, any_bytes_can_be_read) {
  EXPECT_THAT(rows("## Café\n| Open | bü\xFF | [[2026-02-01]] | \xFE |  |\n"),
              ElementsAre("Café|bü\uFFFD|open|\uFFFD"));
  EXPECT_THAT(rows("## Caf\xE9\n| Open | T\xFCr | [[2026-02-01]] |  |  |\n"), ElementsAre("Café|tür|open|"))
      << "saved in an encoding of before UTF-8";
}

}  // namespace
}  // namespace secondbrain::vault
