#include "ops/config/dotenv.hpp"

#include <gtest/gtest.h>

namespace secondbrain::ops {
namespace {

struct line_case {
  std::string line;
  std::string value;
};

class dotenv_value : public ::testing::TestWithParam<line_case> {};

TEST_P(dotenv_value, is_read) {
  auto file = parse_dotenv(GetParam().line);
  ASSERT_EQ(file.values.size(), 1U);
  EXPECT_EQ(file.values[0].first, "NAME");
  EXPECT_EQ(file.values[0].second, GetParam().value);
  EXPECT_TRUE(file.bad_lines.empty());
}

INSTANTIATE_TEST_SUITE_P(all, dotenv_value,
                         ::testing::Values(line_case{"NAME=value", "value"}, line_case{"export NAME=value", "value"},
                                           line_case{"  NAME = value  ", "value"}, line_case{"NAME=", ""},
                                           line_case{"NAME=a b # why", "a b"}, line_case{"NAME=a#b", "a#b"},
                                           line_case{"NAME=# only a comment", ""},
                                           line_case{"NAME='a # \\n b'", "a # \\n b"},
                                           line_case{R"(NAME="tab\tquote\" end" # why)", "tab\tquote\" end"},
                                           line_case{"NAME=a=b", "a=b"}, line_case{"NAME=value\r", "value"},
                                           line_case{"\xEF\xBB\xBFNAME=value", "value"}));

TEST(dotenv, skips_comments_and_empty_lines) {
  auto file = parse_dotenv("# one\n\n   \nNAME=1\n  # two\n");
  ASSERT_EQ(file.values.size(), 1U);
  EXPECT_TRUE(file.bad_lines.empty());
}

TEST(dotenv, names_the_lines_that_make_no_sense) {
  auto file = parse_dotenv("A=1\nno equals sign\n=2\nB='never closed\nC=\"x\" y\nD=4");
  EXPECT_EQ(file.bad_lines, (std::vector<int>{2, 3, 4, 5}));
  ASSERT_EQ(file.values.size(), 2U);
  EXPECT_EQ(file.values[1].first, "D");
}

TEST(dotenv, keeps_repetitions_in_their_order) {
  auto file = parse_dotenv("A=1\nA=2");
  ASSERT_EQ(file.values.size(), 2U);
  EXPECT_EQ(file.values[1].second, "2");
}

}  // namespace
}  // namespace secondbrain::ops
