// Code and comments that a person puts into a generated list: an example or put aside, never tasks, and never ours.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/brain/sync/tasks/tasks_board_fixture.hpp"

namespace secondbrain::sync {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::string call_row = "| Open | Call the bank | [[2026-02-09]] |  |  |\n";
const std::string head = "| Status | Task | Added | Due | Timeline |\n|:---:|------|:---:|:---:|:---:|\n";

std::size_t count_of(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

class tasks_board_aside_test : public tasks_board_test {
 protected:
  tasks_board_aside_test() { begin_anew(); }

  void begin_anew() {
    for (auto* name : {"Tasks", "00_Daily"}) std::filesystem::remove_all(folder.root() / name);
    daily("2026-02-09", "### Home\n- [ ] Water the plants\n- [x] Sweep\n### Work\n- [ ] Call the bank\n- [x] Rest\n");
    sync();
  }

  std::string today_text() { return daily_text("2026-02-10"); }

  std::size_t kept_files() {
    std::size_t count = 0;
    for (auto& each : std::filesystem::directory_iterator{folder.root() / "Tasks"})
      count += each.path().filename().string().find("(kept ") != std::string::npos ? 1 : 0;
    return count;
  }

  /// What stands in the list with `aside` in it stays, and is no task; the rest of the list works as ever.
  void expect_put_aside(const std::string& aside) {
    SCOPED_TRACE(aside);
    for (int each = 0; each < 3; ++each) {
      sync();
      auto text = all();
      EXPECT_THAT(text, HasSubstr(aside));
      EXPECT_EQ(count_of(text, aside), 1U);
      EXPECT_EQ(count_of(text, "\n## Work\n"), 1U + count_of(aside, "\n## Work\n")) << text;
      EXPECT_EQ(count_of(text, "\n## Home\n"), 1U) << text;
      EXPECT_EQ(count_of(text, "<!-- SecondBrain "), 1U) << text;
      EXPECT_THAT(today_text(), HasSubstr("(no file)")) << "no task";
    }
    auto before = all();
    sync();
    EXPECT_EQ(all(), before) << "nothing is left to change";
    auto at = before.find(call_row);
    if (auto copy = before.find(aside); at > copy && at < copy + aside.size())
      at = before.find(call_row, copy + aside.size());
    ASSERT_NE(at, before.npos);
    const std::string edited = "| Done | Call the bank | [[2026-02-09]] |  |  |\n| Open | Buy milk | | | |\n";
    folder.write(vault::all_tasks_path, before.replace(at, call_row.size(), edited));
    sync();
    EXPECT_THAT(daily_text("2026-02-09"), HasSubstr("- [x] Call the bank\n")) << "the tick counts";
    EXPECT_THAT(today_text(), HasSubstr("### Work\n- [ ] Buy milk\n")) << "the row counts";
    EXPECT_EQ(count_of(today_text(), "- ["), 1U) << today_text();
    EXPECT_EQ(count_of(all(), aside), 1U) << all();
    EXPECT_EQ(count_of(all(), "| Open | Buy milk |"), 1U);
    EXPECT_EQ(kept_files(), 0U);
  }

  /// Before the tables, between, in and behind them.
  void expect_put_aside_anywhere(const std::string& aside) {
    for (const std::string place :
         {"## Home\n", "## Work\n", "| Status ", "| Open | Call the bank |", "<!-- SecondBrain "}) {
      SCOPED_TRACE(place);
      begin_anew();
      replace(vault::all_tasks_path, place, std::string{aside}.append("\n").append(place));
      expect_put_aside(aside);
    }
  }
};

TEST_F(tasks_board_aside_test, a_fence_ends_where_markdown_ends_it) {
  for (const std::string fence :
       {"~~~~\n- [ ] f1\n~~~\n- [ ] f2\n~~~~\n", "```\n- [ ] f1\n```js\n- [ ] f2\n```\n",
        "~~~\n- [ ] f1\n```\n- [ ] f2\n~~~\n", "```js\n- [ ] f1\n\n## Mine\n- [ ] f2\n`````\n",
        "```\n- [ ] f1\n    ```\n- [ ] f2\n```\n", "```\r\n- [ ] f1\r\n\r\n~~~\r\n```\r\n"})
    expect_put_aside_anywhere(fence);
}

TEST_F(tasks_board_aside_test, what_only_looks_like_a_fence_is_text) {
  replace(vault::all_tasks_path, "## Work\n", "``` not `a fence\n\n## Work\n");
  expect_put_aside("``` not `a fence\n");
}

TEST_F(tasks_board_aside_test, what_is_not_closed_ends_before_our_lines) {
  for (const std::string aside : {"```\n- [ ] f1\n", "~~~~\n- [ ] f1\n~~~\n", "```\n## Mine\n- [ ] f1\n\n\n- [ ] f2\n",
                                  "<!--\n- [ ] f1\n", "<!-- for later\n\n## Mine\n\n- [ ] f1\n", "%%\n- [ ] f1\n",
                                  "```\n<!--\n- [ ] f1\n", "```\n## Mine\n| Open | f1 |\n"})
    expect_put_aside_anywhere(aside);
}

TEST_F(tasks_board_aside_test, a_heading_of_ours_with_text_below_it_is_not_taken_along) {
  replace(vault::all_tasks_path, "## Work\n", "## Snippets\n\n```\n- [ ] f1\n\n## Work\n");
  expect_put_aside("```\n- [ ] f1\n");
  begin_anew();
  replace(vault::all_tasks_path, "## Work\n", "```\n- [ ] f1\n\n## Work\nOn work.\n\n");
  expect_put_aside("```\n- [ ] f1\n");
  EXPECT_THAT(all(), HasSubstr("\n## Work\n\nOn work.\n"));
}

TEST_F(tasks_board_aside_test, a_fence_that_stays_open_leaves_the_other_list_alone) {
  for (const std::string aside : {"```\n- [x] f1\n", "<!--\n- [x] f1\n", "%%\n## Mine\n- [x] f1\n"}) {
    begin_anew();
    replace(vault::completed_tasks_path, "## 2026-02-09\n", aside + "\n## 2026-02-09\n");
    for (int each = 0; each < 3; ++each) sync();
    EXPECT_EQ(count_of(completed(), "## 2026-02-09\n"), 1U) << completed();
    EXPECT_EQ(count_of(completed(), aside), 1U) << completed();
    EXPECT_THAT(today_text(), HasSubstr("(no file)"));
    replace(vault::completed_tasks_path, "- [x] Rest", "- [ ] Rest");
    sync();
    EXPECT_THAT(daily_text("2026-02-09"), HasSubstr("- [ ] Rest\n"));
    EXPECT_EQ(count_of(completed(), "<!-- SecondBrain "), 1U) << completed();
  }
}

TEST_F(tasks_board_aside_test, a_comment_stays_and_holds_no_task) {
  for (const std::string comment :
       {"<!-- - [ ] c1 -->\n", "%% - [ ] c1 %%\n", "<!--\n- [ ] c1\n-->\n", "%%\n- [ ] c1\n- [x] c2\n%%\n",
        "<!--\r\n- [ ] c1\r\n\r\n| Open | c2 | | | |\r\n-->\r\n", "<!-- aside\n\n## Mine\n\n- [ ] c1\n\n\n  \n-->\n",
        "%%\n## Mine\n\n| Status | Task |\n|---|---|\n| Open | c1 |\n%%\n",
        "<!--\n| Open | c1 | [[2026-02-09]] |  |  |\n-->\n", "Text <!-- goes on\nand on -->\n"})
    expect_put_aside_anywhere(comment);
}

TEST_F(tasks_board_aside_test, a_table_of_ours_that_is_put_aside_stays_there) {
  auto table = "\n## Work\n\n" + head + call_row;
  expect_put_aside_anywhere("```" + table + "```\n");
  expect_put_aside_anywhere("<!--" + table + "-->\n");
}

TEST_F(tasks_board_aside_test, comments_between_title_and_mark_stay_as_well) {
  const std::string comment = "<!--\n## Mine\n- [ ] c1\n-->\n";
  replace(vault::all_tasks_path, "*Auto-generated", comment + "*Auto-generated");
  expect_put_aside(comment);
  EXPECT_FALSE(std::filesystem::exists(folder.root() / "Tasks/All Tasks (SecondBrain).md"));
}

TEST_F(tasks_board_aside_test, marks_of_a_comment_in_tasks_hide_no_row) {
  daily("2026-02-09", "### Work\n- [ ] Aim at 50 %% more\n- [ ] Hide\n- [ ] Send %% of it\n- [ ] Use <!-- once\n");
  sync();
  folder.write(vault::all_tasks_path, all() + "A thought.\n");
  replace(vault::all_tasks_path, "| Open | Hide |", "| Done | Hide |");
  sync();
  EXPECT_THAT(daily_text("2026-02-09"), HasSubstr("- [x] Hide\n"));
  for (const std::string text : {"Aim at 50", "Send %%", "Use <!--"}) EXPECT_EQ(count_of(all(), text), 1U) << all();
  EXPECT_EQ(count_of(all(), "## Work\n"), 1U);
  EXPECT_THAT(today_text(), HasSubstr("(no file)"));
}

TEST_F(tasks_board_aside_test, a_row_that_has_the_closing_mark_in_its_text_closes_nothing) {
  daily("2026-02-08", "### Home\n- [ ] Aim at 50 %% more\n- [ ] From A --> B\n");
  sync();
  for (const std::string aside : {"%%\n- [ ] c1\n", "<!--\n- [ ] c1\n"}) {
    replace(vault::all_tasks_path, "## Home\n", aside + "\n## Home\n");
    for (int each = 0; each < 3; ++each) sync();
    EXPECT_EQ(count_of(all(), "\n## Home\n"), 1U) << all();
    EXPECT_EQ(count_of(all(), aside), 1U) << all();
    EXPECT_EQ(count_of(all(), "| Open | From A --> B |"), 1U) << all();
    EXPECT_THAT(today_text(), HasSubstr("(no file)"));
    replace(vault::all_tasks_path, aside, "");
  }
}

TEST_F(tasks_board_aside_test, an_empty_file_under_a_name_of_ours_stays_empty) {
  for (const std::string empty : {"", "\r\n", "\n\n", "  \t\n", "\xEF\xBB\xBF"}) {
    begin_anew();
    std::filesystem::remove_all(folder.root() / "Tasks");
    folder.write(vault::all_tasks_path, empty);
    folder.write(vault::completed_tasks_path, empty);
    for (int each = 0; each < 2; ++each) {
      auto outcome = sync();
      EXPECT_EQ(all(), empty);
      EXPECT_EQ(completed(), empty);
      EXPECT_THAT(text_of("Tasks/All Tasks (SecondBrain).md"), HasSubstr(call_row));
      EXPECT_THAT(text_of("Tasks/Completed Tasks (SecondBrain).md"), HasSubstr("- [x] Rest"));
      EXPECT_THAT(outcome.summary, HasSubstr("All Tasks.md is not SecondBrain's and stays as it is"));
    }
  }
}

TEST_F(tasks_board_aside_test, a_folder_under_a_name_of_ours_is_passed_by) {
  std::filesystem::remove_all(folder.root() / "Tasks");
  folder.write("Tasks/All Tasks.md/inside.md", "mine\n");
  auto outcome = sync();
  EXPECT_THAT(text_of("Tasks/All Tasks (SecondBrain).md"), HasSubstr(call_row));
  EXPECT_THAT(completed(), HasSubstr("- [x] Rest"));
  EXPECT_EQ(text_of("Tasks/All Tasks.md/inside.md"), "mine\n");
}

}  // namespace
}  // namespace secondbrain::sync
