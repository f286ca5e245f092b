#include "cli/display/text_difference.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace secondbrain::cli {
namespace {

std::string shown(std::string_view before, std::string_view after) {
  std::string text;
  for (const auto& line : differences(before, after)) text += line.sign + line.text + "\n";
  return text;
}

TEST(text_difference, equal_texts_show_nothing) {
  EXPECT_EQ(shown("a\nb\n", "a\nb\n"), "");
  EXPECT_EQ(shown("", ""), "");
}

TEST(text_difference, a_new_text_comes_whole) {
  EXPECT_EQ(shown("", "a\nb\n"), "+a\n+b\n");
  EXPECT_EQ(shown("a\n", ""), "-a\n");
}

TEST(text_difference, a_change_is_shown_with_what_stands_around_it) {
  EXPECT_EQ(shown("1\n2\n3\n4\n5\n6\n7\n", "1\n2\n3\nfour\n5\n6\n7\n"), " …\n 2\n 3\n-4\n+four\n 5\n 6\n");
}

TEST(text_difference, changes_far_apart_have_a_gap_between_them) {
  EXPECT_EQ(shown("a\n1\n2\n3\n4\n5\n6\nb\n", "A\n1\n2\n3\n4\n5\n6\nB\n"), "-a\n+A\n 1\n 2\n …\n 5\n 6\n-b\n+B\n");
}

TEST(text_difference, long_texts_are_compared_in_bounds) {
  std::string before, after;
  for (int line = 0; line < 5'000; ++line) {
    before += "old " + std::to_string(line) + "\n";
    after += "new " + std::to_string(line) + "\n";
  }
  EXPECT_EQ(differences(before, after).size(), 10'000U);
}

}  // namespace
}  // namespace secondbrain::cli
