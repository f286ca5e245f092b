#include "ops/health/part_titles.hpp"

#include <gtest/gtest.h>

namespace secondbrain::ops {
namespace {

TEST(part_titles, are_words_and_not_the_names_inside) {
  EXPECT_EQ(part_title("root/stores/lexical"), "index by words");
  EXPECT_EQ(part_title("root/search/worker-2"), "search 2");
  EXPECT_EQ(part_title("root/answers/worker-1"), "answers 1");
  EXPECT_EQ(part_title("root/alarms/rules"), "rules of the alarms");
  EXPECT_EQ(part_title("root/alarms/email"), "channel email");
}

TEST(part_titles, of_a_part_without_one_are_its_path) {
  EXPECT_EQ(part_title("root/stores/new"), "root/stores/new");
  EXPECT_EQ(part_title(""), "");
}

}  // namespace
}  // namespace secondbrain::ops
