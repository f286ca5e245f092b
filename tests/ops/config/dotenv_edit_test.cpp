#include "ops/config/dotenv_edit.hpp"

#include <gtest/gtest.h>

#include "ops/config/dotenv.hpp"

namespace secondbrain::ops {
namespace {

/// What a reader of the file takes the name to be; the last line counts.
std::string read_back(std::string_view text, std::string_view name) {
  std::string value = "(unset)";
  for (const auto& [key, parsed] : parse_dotenv(text).values)
    if (key == name) value = parsed;
  return value;
}

class dotenv_round_trip : public ::testing::TestWithParam<std::string> {};

TEST_P(dotenv_round_trip, what_is_written_is_read_back) {
  for (const std::string before :
       {"", "A=1\nB=2\n", "A=1\nNAME=old # why\nB=2", "export NAME='old'\r\nB=2\r\n", "# NAME=no"}) {
    auto text = with_value(before, "NAME", GetParam());
    EXPECT_EQ(read_back(text, "NAME"), GetParam()) << text;
    EXPECT_TRUE(parse_dotenv(text).bad_lines.empty()) << text;
    EXPECT_EQ(read_back(text, "B"), read_back(before, "B"));
  }
}

INSTANTIATE_TEST_SUITE_P(values, dotenv_round_trip,
                         ::testing::Values("value", "~/notes", "/notes of mine/a b", "a #b", "a#b", "#b", "'quoted'",
                                           "\"q\"", "it's \"both\"", "back\\slash n\\n", " blanks ", "two\nlines",
                                           "tab\there", "a=b", "$HOME", "naïve café", "a\t#b", "\\", "ends\\"));

TEST(dotenv_edit, everything_else_stays_byte_for_byte) {
  const std::string before = "# my settings\n\nA = 1   # one\nexport NAME=old  # why\n\tnonsense\nB='2'";
  EXPECT_EQ(with_value(before, "NAME", "new"),
            "# my settings\n\nA = 1   # one\nexport NAME=new  # why\n\tnonsense\nB='2'");
  EXPECT_EQ(with_value(before, "C", "3"), before + "\nC=3\n");
  EXPECT_EQ(without_value(before, "NAME"), "# my settings\n\nA = 1   # one\n\tnonsense\nB='2'");
}

TEST(dotenv_edit, a_line_that_is_commented_out_is_not_the_setting) {
  EXPECT_EQ(with_value("# NAME=old\n", "NAME", "new"), "# NAME=old\nNAME=new\n");
  EXPECT_EQ(without_value("# NAME=old\n", "NAME"), "# NAME=old\n");
}

TEST(dotenv_edit, the_last_line_counts_and_is_the_one_that_changes) {
  EXPECT_EQ(with_value("NAME=1\nNAME=2\n", "NAME", "3"), "NAME=1\nNAME=3\n");
  EXPECT_EQ(without_value("NAME=1\nA=1\nname=2\n", "NAME"), "A=1\n");
}

TEST(dotenv_edit, a_hash_inside_the_old_value_is_no_comment) {
  EXPECT_EQ(with_value("NAME='a # b' # why\n", "NAME", "c"), "NAME=c # why\n");
  EXPECT_EQ(with_value("NAME=a#b\n", "NAME", "c"), "NAME=c\n");
  EXPECT_EQ(with_value("NAME=# only a comment\n", "NAME", "c"), "NAME=c # only a comment\n");
}

TEST(dotenv_edit, ends_of_lines_stay_what_they_are) {
  EXPECT_EQ(with_value("NAME=1\r\nA=2\r\n", "NAME", "3"), "NAME=3\r\nA=2\r\n");
}

}  // namespace
}  // namespace secondbrain::ops
