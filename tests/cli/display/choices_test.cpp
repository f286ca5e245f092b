#include "cli/display/choices.hpp"

#include <gtest/gtest.h>

#include "messages/planner.hpp"
#include "messages/sync.hpp"

namespace secondbrain::cli {
namespace {

/// What CLI11 says against the value; empty: nothing.
std::string objection(const CLI::Validator& check, std::string value) {
  return check(value);
}

TEST(choices_test, an_option_may_be_any_name_of_the_enum_and_no_other_word) {
  const auto statuses = one_of_names<task_status>();
  for (const auto& name : names_of_all<task_status>()) EXPECT_EQ(objection(statuses, name), "") << name;
  EXPECT_NE(objection(statuses, "lost"), "");
  EXPECT_NE(objection(one_of_names<sync_step>(), "all"), "");
  EXPECT_EQ(objection(one_of_names<sync_step>({"all"}), "all"), "");
}

TEST(choices_test, a_number_is_held_to_the_bounds_of_the_field) {
  const auto days = within_bounds_of(&list_upcoming_tasks::days);
  EXPECT_EQ(objection(days, "1"), "");
  EXPECT_EQ(objection(days, "90"), "");
  EXPECT_NE(objection(days, "0"), "");
  EXPECT_NE(objection(days, "91"), "");
}

}  // namespace
}  // namespace secondbrain::cli
