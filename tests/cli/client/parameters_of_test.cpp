#include "cli/client/parameters_of.hpp"

#include <gtest/gtest.h>

#include "messages/planner.hpp"
#include "messages/search.hpp"

namespace secondbrain::cli {
namespace {

TEST(parameters_of_test, what_a_request_leaves_open_is_no_parameter) {
  EXPECT_TRUE(parameters_of(list_tasks{}).empty());
  EXPECT_EQ(parameters_of(list_tasks{.category = "", .completed = false}),
            (query_parameters{{"category", ""}, {"completed", "false"}}));
}

TEST(parameters_of_test, numbers_are_written_as_people_write_them_and_texts_as_they_are) {
  EXPECT_EQ(parameters_of(search_notes{.query = "\"a b\"", .limit = 3}),
            (query_parameters{{"q", "\"a b\""}, {"limit", "3"}}));
}

TEST(parameters_of_test, a_body_has_what_the_server_needs_and_what_differs_from_the_usual) {
  EXPECT_EQ(body_of(update_task{.text = "a", .due_date = ""}),
            (boost::json::object{{"text", "a"}, {"category", ""}, {"sub_project", ""}, {"due_date", ""}}));
  EXPECT_EQ(body_of(list_upcoming_tasks{}), boost::json::object{});
  EXPECT_EQ(body_of(list_upcoming_tasks{.days = 8}), (boost::json::object{{"days", 8}}));
}

}  // namespace
}  // namespace secondbrain::cli
