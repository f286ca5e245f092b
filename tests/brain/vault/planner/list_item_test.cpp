#include "brain/vault/planner/list_item.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace secondbrain::vault {
namespace {

std::size_t end_of(std::string_view text, std::size_t at) {
  text_lines lines{text};
  return end_of_item(lines, code_and_comments{lines}, at);
}

TEST(list_item, holds_what_is_indented_below_it) {
  constexpr std::string_view text =
      "- [ ] a\n  - detail\n  text\n\n  - loose\n  - [ ] b\n    - deeper\n  - beside\n- [ ] c";
  EXPECT_EQ(end_of(text, 0), 8U);
  EXPECT_EQ(end_of(text, 5), 7U);
  EXPECT_EQ(end_of(text, 8), 9U);
}

TEST(list_item, holds_a_paragraph_that_goes_on_without_indentation) {
  EXPECT_EQ(end_of("- [ ] a\ntext\n\ntext\n", 0), 2U);
  EXPECT_EQ(end_of("- [ ] a\n> quote\n", 0), 1U);
  EXPECT_EQ(end_of("- [ ] a\n## Log\n", 0), 1U);
  EXPECT_EQ(end_of("- [ ] a\n  ## Tasks\n", 0), 1U) << "a section ends every item";
}

TEST(list_item, holds_details_that_are_indented_by_one_space_but_no_tasks) {
  EXPECT_EQ(end_of("- [ ] a\n - detail\n - [ ] b\n", 0), 2U);
}

TEST(list_item, does_not_hold_blank_lines_behind_it) {
  EXPECT_EQ(end_of("- [ ] a\n\n\n", 0), 1U);
  EXPECT_EQ(end_of("- [ ] a\n\n  b\n\n- c\n", 0), 3U);
}

TEST(list_item, holds_code_and_comments_whole) {
  EXPECT_EQ(end_of("- [ ] a\n  ```\n  - [ ] b\n\n## c\n  ```\n- [ ] d\n", 0), 6U);
  EXPECT_EQ(end_of("- [ ] a <!-- b\nc -->\n- [ ] d\n", 0), 2U);
  EXPECT_EQ(end_of("- [ ] a\n```\nb\n```\n", 0), 1U);
}

TEST(list_item, does_not_hold_blocks_that_begin_further_left) {
  EXPECT_EQ(end_of("- [ ] a\n<div>\nhtml\n</div>\n", 0), 1U);
  EXPECT_EQ(end_of("- [ ] a\n</table>\n", 0), 1U);
  EXPECT_EQ(end_of("- [ ] a\n<!-- note -->\n", 0), 1U);
  EXPECT_EQ(end_of("- [ ] a\n[^1]: the footnote\n", 0), 1U);
  EXPECT_EQ(end_of("- [ ] a\n%% comment\n- [ ] no\n%%\n", 0), 1U);
  EXPECT_EQ(end_of("- [ ] a\n  <div>html</div>\n  %% comment\n  more %%\n", 0), 4U);
  EXPECT_EQ(end_of("- [ ] a\n<b>bold</b> and [^1] a note\n", 0), 2U);
}

/// The text with a new item at a line.
std::string with_item_at(std::string_view text, std::size_t at) {
  text_lines lines{text};
  const std::vector<std::string> item{"- [ ] new"};
  const auto place = place_of_item(lines, at, lines.size(), item);
  lines.insert(place.at, item.front());
  if (place.needs_blank_line) lines.insert(place.at + 1, {});
  return lines.bytes();
}

TEST(list_item, a_new_one_takes_nothing_over_that_was_there) {
  EXPECT_EQ(with_item_at("## Log\npara\ntext\n", 1), "## Log\n- [ ] new\n\npara\ntext\n");
  EXPECT_EQ(with_item_at("## Log\n\npara\n", 1), "## Log\n- [ ] new\n\npara\n");
  EXPECT_EQ(with_item_at("## Log\n- [ ] a\n", 1), "## Log\n- [ ] new\n- [ ] a\n");
  EXPECT_EQ(with_item_at("## Log\n| a |\n|---|\n", 1), "## Log\n- [ ] new\n| a |\n|---|\n");
  // What is indented would be its own, whatever stands between.
  EXPECT_EQ(with_item_at("## Log\n\n    code of mine\n\nwords\n", 1),
            "## Log\n\n    code of mine\n- [ ] new\n\nwords\n");
  EXPECT_EQ(with_item_at("## Log\n\t- [ ] indented\nwords\n", 1), "## Log\n\t- [ ] indented\nwords\n- [ ] new\n");
  EXPECT_EQ(with_item_at("- plain\n  - [ ] sub\n  - other\n\n  words\n", 2),
            "- plain\n  - [ ] sub\n  - other\n\n  words\n- [ ] new\n");
  EXPECT_EQ(with_item_at("$$\nx\n$$\n", 0), "- [ ] new\n\n$$\nx\n$$\n");
  EXPECT_EQ(with_item_at("", 0), "- [ ] new\n");
}

TEST(list_item, a_new_one_can_be_taken_out_again_alone) {
  const std::string_view texts[] = {"words\n",
                                    "    code\n",
                                    "\n    code\n\nwords\n",
                                    "\t- [ ] a\n\t- b\n",
                                    "<div>\nx\n</div>\n",
                                    "[^1]: note\nmore\n",
                                    "%%\nx\n%%\n",
                                    "1. a\n   b\n",
                                    " half\n  words\n",
                                    "> quote\nlazy\n",
                                    "- a\n\n      deep\n",
                                    "```\n- [ ] x\n```\n"};
  for (const auto text : texts) {
    const auto with_it = with_item_at(text, 0);
    const text_lines lines{with_it};
    std::size_t at = 0;
    while (lines[at] != "- [ ] new") ++at;
    EXPECT_EQ(end_of_item(lines, code_and_comments{lines}, at), at + 1) << with_it;
  }
}

}  // namespace
}  // namespace secondbrain::vault
