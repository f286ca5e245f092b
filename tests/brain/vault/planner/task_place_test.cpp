#include "brain/vault/planner/task_place.hpp"

#include <gtest/gtest.h>

namespace secondbrain::vault {
namespace {

std::string placed(std::string_view text, std::string_view category, std::string_view sub_project) {
  text_lines lines{text};
  place_task(lines, category, sub_project, {"- [ ] new", "  - detail"});
  return lines.bytes();
}

TEST(task_place, behind_the_last_task_of_a_category_and_what_belongs_to_it) {
  EXPECT_EQ(placed("## Tasks\n### Work\n- [ ] a\n  - more\n\n### Home\n", "Work", ""),
            "## Tasks\n### Work\n- [ ] a\n  - more\n- [ ] new\n  - detail\n\n### Home\n");
}

TEST(task_place, below_the_heading_of_an_empty_category) {
  EXPECT_EQ(placed("## Tasks\n### Work\n\n### Home\n", "Work", ""),
            "## Tasks\n### Work\n- [ ] new\n  - detail\n\n### Home\n");
}

TEST(task_place, before_the_first_sub_project) {
  EXPECT_EQ(placed("## Tasks\n### Work\n#### Pilot\n- [ ] a\n", "Work", ""),
            "## Tasks\n### Work\n- [ ] new\n  - detail\n#### Pilot\n- [ ] a\n");
}

TEST(task_place, in_a_sub_project) {
  EXPECT_EQ(placed("## Tasks\n### Work\n#### Pilot\n- [ ] a\n\n#### Other\n", "Work", "Pilot"),
            "## Tasks\n### Work\n#### Pilot\n- [ ] a\n- [ ] new\n  - detail\n\n#### Other\n");
  EXPECT_EQ(placed("## Tasks\n### Work\n#### Pilot\n### Home\n#### Pilot\n- [ ] a\n", "Work", "Pilot"),
            "## Tasks\n### Work\n#### Pilot\n- [ ] new\n  - detail\n### Home\n#### Pilot\n- [ ] a\n");
}

TEST(task_place, a_missing_sub_project_is_begun_at_the_end_of_its_category) {
  EXPECT_EQ(placed("## Tasks\n### Work\n- [ ] a\n### Home\n#### Pilot\n", "Work", "Pilot"),
            "## Tasks\n### Work\n- [ ] a\n#### Pilot\n- [ ] new\n  - detail\n\n### Home\n#### Pilot\n");
}

TEST(task_place, a_missing_category_is_begun_at_the_end_of_the_section) {
  EXPECT_EQ(placed("## Tasks\n- [ ] a\n## Log\n### Work\n", "Work", "Pilot"),
            "## Tasks\n- [ ] a\n### Work\n#### Pilot\n- [ ] new\n  - detail\n\n## Log\n### Work\n");
}

TEST(task_place, without_category_before_the_first_one) {
  EXPECT_EQ(placed("## Tasks\n\n### Work\n- [ ] a\n", "", ""),
            "## Tasks\n- [ ] new\n  - detail\n\n### Work\n- [ ] a\n");
}

TEST(task_place, without_a_section_at_the_end_of_the_note) {
  EXPECT_EQ(placed("## Log\n- x", "", ""), "## Log\n- x\n## Tasks\n- [ ] new\n  - detail\n");
}

TEST(task_place, behind_everything_that_belongs_to_the_last_task) {
  EXPECT_EQ(
      placed("## Tasks\n### Work\n- [ ] a\n  - [ ] below\n\n  second paragraph\n  ```\n## no\n  ```\n\n### Home\n",
             "Work", ""),
      "## Tasks\n### Work\n- [ ] a\n  - [ ] below\n\n  second paragraph\n  ```\n## no\n  ```\n- [ ] new\n"
      "  - detail\n\n### Home\n");
  EXPECT_EQ(placed("## Tasks\n### Work\n- Trip\n  - [ ] Book\n  and pack\n- Ideas\n", "Work", ""),
            "## Tasks\n### Work\n- Trip\n  - [ ] Book\n  and pack\n- [ ] new\n  - detail\n- Ideas\n");
}

TEST(task_place, headings_in_code_and_comments_are_none) {
  const std::string top = "```md\n## Tasks\n### Home\n```\n<!--\n## Tasks\n### Home\n-->\n%%\n## Tasks\n%%\n\n";
  EXPECT_EQ(placed(top + "## Tasks\n### Work\n~~~\n### Home\n~~~\n### Home\n", "Home", ""),
            top + "## Tasks\n### Work\n~~~\n### Home\n~~~\n### Home\n- [ ] new\n  - detail\n");
  EXPECT_EQ(placed(top, "", ""), top + "## Tasks\n- [ ] new\n  - detail\n");
}

TEST(task_place, never_within_code_or_a_comment) {
  EXPECT_EQ(placed("## Tasks\n### Work\n- [ ] a\n\n```\nopen\n", "Home", ""),
            "## Tasks\n### Work\n- [ ] a\n\n### Home\n- [ ] new\n  - detail\n\n```\nopen\n");
  EXPECT_EQ(placed("# Day\n<!-- open\n", "", ""), "# Day\n## Tasks\n- [ ] new\n  - detail\n<!-- open\n");
  EXPECT_EQ(placed("## Tasks\n### Work\n- [ ] a %% aside\n  goes on %%\n", "Work", ""),
            "## Tasks\n### Work\n- [ ] a %% aside\n  goes on %%\n- [ ] new\n  - detail\n");
}

}  // namespace
}  // namespace secondbrain::vault
