#include "brain/vault/planner/list_item.hpp"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace secondbrain::vault
