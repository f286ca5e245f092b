#include "brain/vault/dialects/tasks_settings.hpp"

#include <gtest/gtest.h>

namespace secondbrain::vault::dialects {
namespace {

TEST(tasks_settings, what_is_not_said_is_as_the_plugin_has_it) {
  for (auto text : {"{}", "{\"globalFilter\": null}", "\xEF\xBB\xBF{\"somethingNew\": [1]}"}) {
    auto read = read_tasks_settings(text);
    ASSERT_TRUE(read) << text << read.error().message;
    EXPECT_EQ(read->format, tasks_format::signs);
    EXPECT_TRUE(read->global_filter.empty());
    EXPECT_TRUE(read->set_done_date);
    EXPECT_TRUE(read->set_cancelled_date);
    EXPECT_FALSE(read->set_created_date);
    EXPECT_FALSE(read->recurrence_on_next_line);
    EXPECT_FALSE(read->filename_is_scheduled_date);
    EXPECT_EQ(read->marks, usual_marks());
  }
}

TEST(tasks_settings, everything_that_is_said_is_read) {
  auto read = read_tasks_settings(R"({
    "taskFormat": "dataview", "globalFilter": "#task", "setDoneDate": false, "setCancelledDate": false,
    "setCreatedDate": true, "recurrenceOnNextLine": true, "removeScheduledDateOnRecurrence": true,
    "useFilenameAsScheduledDate": true, "filenameAsScheduledDateFormat": "DD.MM.YYYY",
    "filenameAsDateFolders": ["daily", "log"],
    "statusSettings": {
      "coreStatuses": [{"symbol": " ", "name": "To do", "nextStatusSymbol": "/", "type": "TODO"}],
      "customStatuses": [
        {"symbol": "/", "name": "Doing", "nextStatusSymbol": "x", "availableAsCommand": true, "type": "IN_PROGRESS"},
        {"symbol": "/", "name": "Twice", "nextStatusSymbol": " ", "type": "DONE"},
        {"symbol": "", "name": "None", "nextStatusSymbol": " ", "type": "DONE"},
        {"symbol": "w", "name": "Waiting", "nextStatusSymbol": "x", "type": "ON_HOLD"}, 7]}})");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->format, tasks_format::fields);
  EXPECT_EQ(read->global_filter, "#task");
  EXPECT_FALSE(read->set_done_date);
  EXPECT_FALSE(read->set_cancelled_date);
  EXPECT_TRUE(read->set_created_date);
  EXPECT_TRUE(read->recurrence_on_next_line);
  EXPECT_TRUE(read->remove_scheduled_date_on_recurrence);
  EXPECT_TRUE(read->filename_is_scheduled_date);
  EXPECT_EQ(read->filename_format, "DD.MM.YYYY");
  EXPECT_EQ(read->filename_folders, (std::vector<std::string>{"daily", "log"}));
  const std::vector<task_mark> marks{{" ", "To do", "/", status_type::todo},
                                     {"/", "Doing", "x", status_type::in_progress},
                                     {"w", "Waiting", "x", status_type::on_hold}};
  EXPECT_EQ(read->marks, marks);
}

TEST(tasks_settings, a_status_that_no_box_can_show_is_left_out_and_told) {
  for (const auto* symbol : {"日本", "xx", "\\n", "\\r", "x ", "👍🏽"}) {
    auto read = read_tasks_settings(std::string{R"({"statusSettings": {"customStatuses": [{"symbol": ")"} + symbol +
                                    R"(", "name": "Odd", "type": "TODO"}, {"symbol": "日", "name": "Day",)" +
                                    R"("nextStatusSymbol": ")" + symbol + R"(", "type": "TODO"}]}})");
    ASSERT_TRUE(read) << symbol;
    EXPECT_EQ(read->marks, (std::vector<task_mark>{{"日", "Day", "x", status_type::todo}})) << symbol;
    ASSERT_EQ(read->troubles.size(), 2U) << symbol;
    EXPECT_NE(read->troubles[0].find("The status \"Odd\" has the sign"), std::string::npos);
    EXPECT_NE(read->troubles[1].find("The status \"Day\" leads to the sign"), std::string::npos);
  }
}

TEST(tasks_settings, what_cannot_be_read_is_a_sentence_that_names_it) {
  struct broken {
    std::string_view text;
    std::string_view named;
  };
  for (auto [text, named] :
       {broken{"", "is not readable as JSON"}, broken{"[]", "is not readable as JSON"},
        broken{"{\"globalFilter\": \"#ta", "is not readable as JSON"},
        broken{R"({"globalFilter": 7})", "`globalFilter`"}, broken{R"({"setDoneDate": "yes"})", "`setDoneDate`"},
        broken{R"({"taskFormat": "org"})", "`taskFormat`"},
        broken{R"({"filenameAsDateFolders": "daily"})", "`filenameAsDateFolders`"},
        broken{R"({"statusSettings": []})", "`statusSettings`"}}) {
    auto read = read_tasks_settings(text);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().code, errc::invalid_argument);
    EXPECT_NE(read.error().message.find(named), std::string::npos) << read.error().message;
    EXPECT_NE(read.error().message.find(tasks_settings_path), std::string::npos) << read.error().message;
  }
}

TEST(tasks_settings, a_mark_nobody_registered_is_something_to_do) {
  tasks_settings settings;
  EXPECT_EQ(settings.mark_of("?"), (task_mark{"?", "Unknown", "x", status_type::todo}));
  EXPECT_EQ(settings.mark_for(status_type::cancelled).symbol, "-");
  settings.marks = {{"o", "Open", "v", status_type::todo}, {"v", "Ready", "o", status_type::done}};
  EXPECT_EQ(settings.mark_for(status_type::done).symbol, "v");
  EXPECT_EQ(settings.mark_for(status_type::in_progress).symbol, "/");
}

}  // namespace
}  // namespace secondbrain::vault::dialects
