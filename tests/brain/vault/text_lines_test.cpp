#include "brain/vault/text_lines.hpp"

#include <gtest/gtest.h>

namespace secondbrain::vault {
namespace {

using namespace std::string_view_literals;

TEST(text_lines, gives_every_text_back_as_it_was) {
  for (auto text : {""sv, "\n"sv, "a"sv, "a\n"sv, "a\r\nb"sv, "a\rb\n\nc\r\n"sv, "\xEF\xBB\xBF# a\nb"sv,
                    "\xFF\xFE\n\0x\n"sv, "\r\n\r\n"sv, "\n\r"sv, "\r\r\n"sv}) {
    EXPECT_EQ(text_lines{text}.bytes(), text);
  }
}

TEST(text_lines, ends_lines_where_an_editor_does) {
  text_lines lines{"a\r\nb\rc\n\nd"};
  ASSERT_EQ(lines.size(), 5u);
  EXPECT_EQ(lines[0], "a");
  EXPECT_EQ(lines[1], "b");
  EXPECT_EQ(lines[2], "c");
  EXPECT_EQ(lines[3], "");
  EXPECT_EQ(lines[4], "d");
}

TEST(text_lines, a_byte_order_mark_belongs_to_no_line) {
  EXPECT_EQ(text_lines{"\xEF\xBB\xBF## Tasks\n"}[0], "## Tasks");
}

TEST(text_lines, a_replaced_line_keeps_its_end) {
  text_lines lines{"a\nb\r\nc"};
  lines.replace(0, "A");
  lines.replace(1, "B");
  lines.replace(2, "C");
  EXPECT_EQ(lines.bytes(), "A\nB\r\nC");
}

TEST(text_lines, a_new_line_ends_as_the_first_one_does) {
  text_lines lines{"a\r\nb\n"};
  lines.insert(1, "x");
  lines.insert(3, "y");
  EXPECT_EQ(lines.bytes(), "a\r\nx\r\nb\ny\r\n");
}

TEST(text_lines, a_line_behind_one_without_end_does_not_grow_together_with_it) {
  text_lines lines{"a\nb"};
  lines.insert(2, "c");
  EXPECT_EQ(lines.bytes(), "a\nb\nc\n");
  text_lines empty{""};
  empty.insert(0, "a");
  EXPECT_EQ(empty.bytes(), "a\n");
}

TEST(text_lines, an_erased_line_takes_its_end_along) {
  text_lines lines{"a\r\nb\nc"};
  lines.erase(1);
  EXPECT_EQ(lines.bytes(), "a\r\nc");
  lines.erase(1);
  EXPECT_EQ(lines.bytes(), "a\r\n");
}

TEST(text_lines, what_was_read_stays_readable_while_lines_come_and_go) {
  text_lines lines{"a\n"};
  lines.insert(0, "a text too long for a small string to hold in place");
  auto first = lines[0];
  for (int i = 0; i < 100; ++i) lines.insert(0, "another text that is too long to be held in place");
  EXPECT_EQ(first, "a text too long for a small string to hold in place");
}

// Found by damaging daily notes at random.
TEST(text_lines, a_lone_return_does_not_swallow_the_blank_line_behind_it) {
  text_lines inserted{"a\rb\n\nc\n"};
  inserted.insert(2, "x");
  EXPECT_EQ(inserted.bytes(), "a\rb\nx\r\n\nc\n");
  text_lines erased{"a\rb\n\nc\n"};
  erased.erase(1);
  EXPECT_EQ(erased.bytes(), "a\r\n\nc\n");
}

}  // namespace
}  // namespace secondbrain::vault
