// `tasks`, `events` and `briefing`.
#include <boost/json/parse.hpp>

#include "tests/cli/command_test.hpp"
#include "tests/cli/fake_server.hpp"

namespace secondbrain::cli {
namespace {

using boost::json::parse;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;

constexpr auto tasks = R"([{"text":"Water","category":"Home","sub_project":"Garden","due_date":"2026-02-06",
  "completed":false,"status":"in_progress","days_open":3,"first_date":"2026-02-02","latest_date":"2026-02-03",
  "appearance_count":2},{"text":"Pay\u001b[2J","category":"","sub_project":"","due_date":"","completed":false,
  "status":"open","days_open":0,"first_date":"2026-02-02","latest_date":"2026-02-02","appearance_count":1},
  {"text":"Read","category":"Home","sub_project":"","due_date":"","completed":true,"status":"done","days_open":0},
  {"text":"Read","category":"Work","sub_project":"","due_date":"","completed":true,"status":"done","days_open":0}])";

class planner_command : public command_test {
 protected:
  planner_command() {
    call_server_at(server_.port());
    server_.set("/api/v1/tasks", tasks);
  }

  fake_server server_;
};

TEST_F(planner_command, tasks_are_lines_that_say_state_place_and_time) {
  auto shown = run({"tasks"});
  EXPECT_EQ(shown.exit_code, 0) << shown.err;
  EXPECT_THAT(shown.out, HasSubstr("[/] Water  Home › Garden  due 2026-02-06  3 d\n"));
  EXPECT_THAT(shown.out, HasSubstr("[ ] Pay [2J\n"));  // nothing in a note steers the terminal
  EXPECT_THAT(shown.out, HasSubstr("[x] Read  Home\n"));
  EXPECT_THAT(shown.out, HasSubstr("4 tasks"));
  EXPECT_THAT(server_.last("/api/v1/tasks").parameters, Contains(Pair("completed", "false")));
}

TEST_F(planner_command, filters_go_to_the_server) {
  EXPECT_EQ(run({"tasks", "list", "--category", "", "--status", "done"}).exit_code, 0);
  EXPECT_EQ(server_.last("/api/v1/tasks").parameters, (httplib::Params{{"category", ""}, {"status", "done"}}));
  EXPECT_EQ(run({"tasks", "list", "--all"}).exit_code, 0);
  EXPECT_TRUE(server_.last("/api/v1/tasks").parameters.empty());
  EXPECT_EQ(run({"tasks", "list", "--status", "lost"}).exit_code, 2);
}

TEST_F(planner_command, json_is_the_servers_answer) {
  EXPECT_EQ(parse(run({"tasks", "--json"}).out), parse(tasks));
  EXPECT_EQ(parse(run({"tasks", "list", "--json"}).out), parse(tasks));
}

TEST_F(planner_command, upcoming_tasks_look_ahead_as_far_as_asked) {
  server_.set("/api/v1/tasks/upcoming", "[]");
  EXPECT_THAT(run({"tasks", "upcoming", "--days", "14"}).out, HasSubstr("0 tasks"));
  EXPECT_EQ(server_.last("/api/v1/tasks/upcoming").parameters, (httplib::Params{{"days", "14"}}));
  EXPECT_EQ(run({"tasks", "upcoming", "--days", "91"}).exit_code, 2);
}

TEST_F(planner_command, categories_are_counted) {
  server_.set("/api/v1/tasks/categories",
              R"([{"category":"Home","sub_projects":[{"name":"","count":1},{"name":"Garden","count":2}],"total":3}])");
  EXPECT_EQ(run({"tasks", "categories"}).out, "Home  3\n    Garden  2\n");
}

TEST_F(planner_command, a_task_is_changed_by_its_text_alone) {
  server_.set("/api/v1/tasks/update", R"({"text":"Water","category":"Home","sub_project":"Garden","status":"done"})");
  auto shown = run({"tasks", "update", "Water", "--status", "done", "--due", "2026-03-01"});
  EXPECT_EQ(shown.exit_code, 0) << shown.err;
  EXPECT_EQ(shown.out, "[x] Water  Home › Garden\n");
  auto request = server_.last("/api/v1/tasks/update");
  EXPECT_EQ(request.method, "PATCH");
  EXPECT_EQ(parse(request.body), parse(R"({"text":"Water","category":"Home","sub_project":"Garden","status":"done",
                                         "due_date":"2026-03-01"})"));
}

TEST_F(planner_command, a_due_date_is_removed_and_a_task_moved) {
  server_.set("/api/v1/tasks/update", "{}");
  run({"tasks", "update", "Water", "--no-due", "--to-sub-project", "Balcony"});
  EXPECT_EQ(parse(server_.last("/api/v1/tasks/update").body),
            parse(R"({"text":"Water","category":"Home","sub_project":"Garden","due_date":"","new_category":"Home",
                      "new_sub_project":"Balcony"})"));
}

TEST_F(planner_command, a_text_that_is_not_clear_is_not_guessed) {
  auto shown = run({"tasks", "update", "Read", "--status", "open"});
  EXPECT_EQ(shown.exit_code, 1);
  EXPECT_THAT(shown.err, HasSubstr("--category"));
  EXPECT_THAT(run({"tasks", "update", "Nothing"}).err, HasSubstr("no task says"));
  server_.set("/api/v1/tasks/update", "{}");
  EXPECT_EQ(run({"tasks", "update", "Read", "--category", "Work", "--status", "open"}).exit_code, 0);
  EXPECT_EQ(parse(server_.last("/api/v1/tasks/update").body).at("category"), "Work");
}

TEST_F(planner_command, what_the_server_says_is_passed_on) {
  server_.set("/api/v1/tasks", R"({"detail":"Vault path unusable: it is not there"})", 503);
  auto shown = run({"tasks"});
  EXPECT_EQ(shown.exit_code, 1);
  EXPECT_THAT(shown.err, HasSubstr("Vault path unusable"));
}

TEST_F(planner_command, events_are_asked_for_by_day) {
  server_.set("/api/v1/events", R"([{"title":"Fair","date":"2026-02-02","time":"","end_date":"2026-02-04"},
                                    {"title":"Call","date":"2026-02-03","time":"9:00","end_date":""}])");
  auto shown = run({"events", "--from", "2026-02-02"});
  EXPECT_EQ(shown.out, "2026-02-02 – 2026-02-04  all day  Fair\n2026-02-03  9:00  Call\n") << shown.err;
  EXPECT_EQ(server_.last("/api/v1/events").parameters,
            (httplib::Params{{"start", "2026-02-02"}, {"end", "2026-02-08"}}));
  run({"events", "--from", "2026-02-02", "--to", "2026-03-01"});
  EXPECT_THAT(server_.last("/api/v1/events").parameters, Contains(Pair("end", "2026-03-01")));
}

TEST_F(planner_command, a_day_that_is_none_is_told) {
  auto shown = run({"events", "--from", "soon"});
  EXPECT_EQ(shown.exit_code, 1);
  EXPECT_THAT(shown.err, HasSubstr("“soon” is not a day"));
}

TEST_F(planner_command, no_events_are_told_in_words) {
  server_.set("/api/v1/events", "[]");
  EXPECT_EQ(run({"events", "--from", "2026-02-02"}).out, "No events from 2026-02-02 to 2026-02-08.\n");
}

TEST_F(planner_command, the_briefing_shows_what_there_is) {
  constexpr auto briefing = R"({"today":"2026-02-05","today_display":"Thursday, February 5, 2026","overdue_tasks":[
      {"text":"Pay","category":"Home","sub_project":"","due_date":"2026-02-01","days_open":9,"first_date":"2026-01-27"}],
      "due_today_tasks":[],"aging_followups":[],"yesterday_context":null,
      "today_context":{"date":"2026-02-05","focus_items":["Write"],"notes_items":["Rain"]},
      "today_events":[{"title":"Call","date":"2026-02-05","time":"9:00","end_date":""}],"total_open":12})";
  server_.set("/api/v1/briefing", briefing);
  auto shown = run({"briefing"});
  EXPECT_EQ(shown.out,
            "Thursday, February 5, 2026  12 open tasks\n"
            "\nEvents\n2026-02-05  9:00  Call\n"
            "\nOverdue\n[ ] Pay  Home  due 2026-02-01  9 d\n"
            "\nToday\n- Write\n- Rain\n");
  EXPECT_EQ(parse(run({"briefing", "--json"}).out), parse(briefing));
}

}  // namespace
}  // namespace secondbrain::cli
