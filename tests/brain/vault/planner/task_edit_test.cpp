#include "brain/vault/planner/task_edit.hpp"

#include <gtest/gtest.h>

namespace secondbrain::vault {
namespace {

constexpr std::string_view daily_text =
    "## Tasks\n### Work\n- [ ] Call (due: 2026-02-01)\n- [ ] Rest\n### Home\n- [ ] Call\n### Work\n- [ ] CALL\n";
const task_key call{"Work", "", "call"};

// W3: found by what the line says
TEST(task_edit, the_last_appearance_changes) {
  text_lines lines{daily_text};
  EXPECT_TRUE(set_status(lines, call, task_status::done));
  EXPECT_TRUE(set_due_date(lines, call, "2026-02-20"));
  EXPECT_EQ(
      lines.bytes(),
      "## Tasks\n### Work\n- [ ] Call (due: 2026-02-01)\n- [ ] Rest\n### Home\n- [ ] Call\n### Work\n- [x] CALL (due: "
      "2026-02-20)\n");
}

TEST(task_edit, every_due_date_is_cleared) {
  text_lines lines{daily_text};
  EXPECT_TRUE(clear_due_dates(lines, call));
  EXPECT_EQ(lines.bytes(), "## Tasks\n### Work\n- [ ] Call\n- [ ] Rest\n### Home\n- [ ] Call\n### Work\n- [ ] CALL\n");
}

TEST(task_edit, moved_appearances_keep_their_order) {
  text_lines lines{daily_text};
  EXPECT_TRUE(move_task(lines, call, "Home", "Garden"));
  EXPECT_EQ(
      lines.bytes(),
      "## Tasks\n### Work\n- [ ] Rest\n### Home\n- [ ] Call\n#### Garden\n- [ ] Call (due: 2026-02-01)\n- [ ] CALL\n\n"
      "### Work\n");
}

std::string moved(std::string_view text, std::string_view task, std::string_view category = "Home") {
  text_lines lines{text};
  EXPECT_TRUE(move_task(lines, {"Work", "", std::string{task}}, category, "")) << task;
  return lines.bytes();
}

TEST(task_edit, a_task_moves_with_all_that_belongs_to_it) {
  const std::string above = "## Tasks\n### Home\n- [ ] Water plants\n";
  const std::string below = "- [ ] Last\n## Log\n- [ ] no task\n";
  for (std::string item :
       {"- [ ] Party\n  - [ ] Book train\n", "- [ ] Party\n  - number\n    - deeper\n",
        "- [ ] Party\n\n  Second paragraph.\n", "- [ ] Party\n  ```sh\n  make\n\n  - [ ] no\n  ```\n",
        "- [ ] Party\n\n  ~~~\n## Log\n### Home\n  ~~~\n\n  after it\n", "- [ ] Party\n\t- [ ] a\n\n\t\tb\n",
        "- [ ] Party\ngoes on without indentation\n", "- [ ] Party\n  <!--\n## Log\n  - [ ] no\n  -->\n",
        "- [ ] Party\n\n\n      code of its own\n", "- [ ] Party\n  %%\n  - [ ] no\n  %%\n",
        "- [ ] Party\n  > - [ ] quoted\n  1. one\n     more\n"}) {
    EXPECT_EQ(moved(above + "### Work\n- [ ] Other\n" + item + below, "party"),
              above + item + "### Work\n- [ ] Other\n" + below)
        << item;
  }
}

TEST(task_edit, what_belongs_to_others_stays) {
  EXPECT_EQ(moved("## Tasks\n### Work\n- [ ] Party\n- [ ] Other\n  detail\n\n## Log\n", "party"),
            "## Tasks\n### Work\n- [ ] Other\n  detail\n\n### Home\n- [ ] Party\n\n## Log\n");
  EXPECT_EQ(moved("## Tasks\n### Work\n- [ ] Party\n\nA remark on the day.\n### Home\n", "party"),
            "## Tasks\n### Work\n\nA remark on the day.\n### Home\n- [ ] Party\n");
  EXPECT_EQ(moved("## Tasks\n### Work\n- [ ] Party\n ## Notes\n- n\n### Home\n", "party"),
            "## Tasks\n### Work\n### Home\n- [ ] Party\n\n ## Notes\n- n\n### Home\n");
}

TEST(task_edit, a_nested_task_moves_alone_and_is_outdented) {
  EXPECT_EQ(
      moved("## Tasks\n### Work\n- [ ] Trip\n    - [ ] Book\n        - seat\n\n        by the window\n    - [ ] Pack\n"
            "### Home\n",
            "book"),
      "## Tasks\n### Work\n- [ ] Trip\n    - [ ] Pack\n### Home\n- [ ] Book\n    - seat\n\n    by the window\n");
}

TEST(task_edit, a_task_below_its_own_like_moves_once) {
  EXPECT_EQ(moved("## Tasks\n### Work\n- [ ] Call\n  - [ ] Call\n### Home\n", "call"),
            "## Tasks\n### Work\n### Home\n- [ ] Call\n  - [ ] Call\n");
}

TEST(task_edit, a_fence_that_ended_with_its_item_does_not_swallow_what_it_meets) {
  const auto text = moved("## Tasks\n### Home\n- [ ] Sweep\n### Work\n- [ ] Party\n  ```\n  code\n", "party");
  EXPECT_EQ(text, "## Tasks\n### Home\n- [ ] Sweep\n- [ ] Party\n  ```\n  code\n  ```\n### Work\n");
}

TEST(task_edit, examples_are_not_edited) {
  const std::string_view text =
      "```\n## Tasks\n### Work\n- [ ] Call\n```\n## Tasks\n### Work\n- [ ] Call\n~~~\n- [ ] Call\n~~~\n";
  text_lines lines{text};
  EXPECT_TRUE(set_status(lines, call, task_status::done));
  EXPECT_TRUE(set_due_date(lines, call, "2026-02-20"));
  EXPECT_EQ(lines.bytes(),
            "```\n## Tasks\n### Work\n- [ ] Call\n```\n## Tasks\n### Work\n- [x] Call (due: 2026-02-20)\n~~~\n- [ ] "
            "Call\n~~~\n");
}

TEST(task_edit, frontmatter_is_not_edited) {
  const std::string block = "---\nx: |\n  ## Tasks\n  ### Work\n  - [ ] Call\n---\n";
  text_lines only{block};
  EXPECT_FALSE(set_status(only, {"", "", "call"}, task_status::done));
  EXPECT_FALSE(move_task(only, {"", "", "call"}, "Home", ""));
  EXPECT_EQ(only.bytes(), block);
  auto text = block + "## Tasks\n- [ ] Call\n";
  text_lines both{text};
  EXPECT_TRUE(set_status(both, {"", "", "call"}, task_status::done));
  EXPECT_TRUE(move_task(both, {"", "", "call"}, "Work", ""));
  EXPECT_EQ(both.bytes(), block + "## Tasks\n### Work\n- [x] Call\n\n");
}

TEST(task_edit, a_task_that_is_not_there_changes_nothing) {
  text_lines lines{daily_text};
  task_key other{"Work", "Pilot", "call"};
  EXPECT_FALSE(set_status(lines, other, task_status::done));
  EXPECT_FALSE(set_due_date(lines, other, "2026-02-20"));
  EXPECT_FALSE(clear_due_dates(lines, other));
  EXPECT_FALSE(move_task(lines, other, "Home", ""));
  EXPECT_EQ(lines.bytes(), daily_text);
}

}  // namespace
}  // namespace secondbrain::vault
