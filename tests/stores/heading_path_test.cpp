#include "stores/heading_path.hpp"

#include <gtest/gtest.h>

namespace secondbrain::stores {
namespace {

std::string joined(const std::vector<std::string>& headings) {
  std::string out = "left over";
  join_headings(headings, out);
  return out;
}

TEST(heading_path_test, plain_headings_are_joined_as_the_reference_joins_them) {
  EXPECT_EQ(joined({}), "");
  EXPECT_EQ(joined({"Top"}), "Top");
  EXPECT_EQ(joined({"Top", "Sub one", "Ä"}), "Top|Sub one|Ä");
}

TEST(heading_path_test, separators_inside_a_heading_are_escaped) {
  EXPECT_EQ(joined({"a|b", "c\\d"}), R"(a\|b|c\\d)");
}

TEST(heading_path_test, every_path_comes_back) {
  const std::vector<std::vector<std::string>> paths{
      {}, {"a"}, {"a", "b", "c"}, {"a|b", "|", "||"}, {"\\", "\\|", "|\\"}, {"", "after an empty one"}, {"before", ""}};
  for (const auto& path : paths) EXPECT_EQ(split_headings(joined(path)), path) << joined(path);
}

TEST(heading_path_test, a_lone_backslash_at_the_end_is_kept) {
  EXPECT_EQ(split_headings("a\\"), std::vector<std::string>{"a\\"});
}

}  // namespace
}  // namespace secondbrain::stores
