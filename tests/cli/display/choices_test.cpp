#include "cli/display/choices.hpp"

#include <gtest/gtest.h>

#include "messages/planner.hpp"
#include "messages/sync.hpp"

namespace secondbrain::cli {
namespace {

TEST(choices_test, an_option_may_be_any_name_of_the_enum_and_no_other_word) {
  const auto statuses = one_of_names<task_status>();
  for (const auto& name : names_of_all<task_status>()) EXPECT_EQ(statuses.objection(name), "") << name;
  EXPECT_NE(statuses.objection("lost"), "");
  EXPECT_NE(one_of_names<sync_step>().objection("all"), "");
  EXPECT_EQ(one_of_names<sync_step>({"all"}).objection("all"), "");
}

TEST(choices_test, a_number_is_held_to_the_bounds_of_the_field) {
  const auto days = within_bounds_of(&list_upcoming_tasks::days);
  EXPECT_EQ(days.objection("1"), "");
  EXPECT_EQ(days.objection("90"), "");
  EXPECT_NE(days.objection("0"), "");
  EXPECT_NE(days.objection("91"), "");
}

}  // namespace
}  // namespace secondbrain::cli
