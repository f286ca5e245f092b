#include "base/text.hpp"

#include <gtest/gtest.h>

namespace secondbrain {
namespace {

TEST(text, trims_white_space_at_both_ends) {
  EXPECT_EQ(trimmed(" \t a b\r\n"), "a b");
  EXPECT_EQ(trimmed("  \n"), "");
}

TEST(text, changes_the_case_of_ascii_letters_only) {
  EXPECT_EQ(ascii_upper_case("port_ä1"), "PORT_ä1");
  EXPECT_EQ(ascii_lower_case("PORT_Ä1"), "port_Ä1");
}

TEST(text, splits_lists_and_drops_empty_parts) {
  EXPECT_EQ(split_list(" a, b c ,,d, "), (std::vector<std::string>{"a", "b c", "d"}));
  EXPECT_TRUE(split_list(" , ").empty());
}

TEST(text, joins_with_something_between) {
  EXPECT_EQ(join({"a", "b", "c"}, ", "), "a, b, c");
  EXPECT_EQ(join({}, ", "), "");
}

TEST(text, edit_distance_counts_insertions_deletions_and_replacements) {
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
  EXPECT_EQ(edit_distance("", "abc"), 3U);
  EXPECT_EQ(edit_distance("port", "prt"), 1U);
  EXPECT_EQ(edit_distance("same", "same"), 0U);
}

TEST(text, trims_unicode_white_space) {
  EXPECT_EQ(trimmed("\u00A0\u2003 x y\u3000\n"), "x y");
  EXPECT_EQ(trimmed(" \t\n"), "");
  EXPECT_EQ(trimmed("é"), "é");
  EXPECT_EQ(right_trimmed("x \xFF"), "x \xFF") << "a stray byte is no white space";
}

TEST(text, collapses_white_space) {
  EXPECT_EQ(collapse_white_space("\n a \t\u00A0b\n\nc "), "a b c");
}

}  // namespace
}  // namespace secondbrain
