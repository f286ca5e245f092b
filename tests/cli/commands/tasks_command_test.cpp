#include <boost/json/parse.hpp>

#include "tests/cli/command_test.hpp"
#include "tests/cli/fake_server.hpp"

namespace secondbrain::cli {
namespace {

using boost::json::parse;
using testing::Contains;
using testing::HasSubstr;
using testing::Pair;

constexpr auto tasks = R"([{"text":"Water","category":"Home","sub_project":"Garden","due_date":"2026-02-06",
  "completed":false,"status":"in_progress","days_open":3,"first_date":"2026-02-02","latest_date":"2026-02-03",
  "appearance_count":2},{"text":"Pay\u001b[2J","category":"","sub_project":"","due_date":"","completed":false,
  "status":"open","days_open":0,"first_date":"2026-02-02","latest_date":"2026-02-02","appearance_count":1},
  {"text":"Read","category":"Home","sub_project":"","due_date":"","completed":true,"status":"done","days_open":0,
   "priority":"high"},
  {"text":"Read","category":"Work","sub_project":"","due_date":"","completed":true,"status":"done","days_open":0}])";

class tasks_command : public command_test {
 protected:
  tasks_command() {
    call_server_at(server_.port());
    server_.set("/api/v1/tasks", tasks);
  }

  fake_server server_;
};

TEST_F(tasks_command, tasks_are_lines_that_say_state_place_and_time) {
  auto shown = run({"tasks"});
  EXPECT_EQ(shown.exit_code, 0) << shown.err;
  EXPECT_THAT(shown.out, HasSubstr("[/] Water  Home › Garden  due 2026-02-06  open for 3 days\n"));
  EXPECT_THAT(shown.out, HasSubstr("[ ] Pay [2J\n"));  // nothing in a note steers the terminal
  EXPECT_THAT(shown.out, HasSubstr("[x] Read  Home  high priority\n"));
  EXPECT_THAT(shown.out, HasSubstr("4 tasks"));
  EXPECT_THAT(server_.last("/api/v1/tasks").parameters, Contains(Pair("completed", "false")));
}

TEST_F(tasks_command, filters_go_to_the_server) {
  EXPECT_EQ(run({"tasks", "list", "--category", "", "--status", "done"}).exit_code, 0);
  EXPECT_EQ(server_.last("/api/v1/tasks").parameters, (httplib::Params{{"category", ""}, {"status", "done"}}));
  EXPECT_EQ(run({"tasks", "list", "--all"}).exit_code, 0);
  EXPECT_TRUE(server_.last("/api/v1/tasks").parameters.empty());
  EXPECT_EQ(run({"tasks", "list", "--status", "lost"}).exit_code, 2);
}

TEST_F(tasks_command, json_is_the_servers_answer) {
  EXPECT_EQ(parse(run({"tasks", "--json"}).out), parse(tasks));
  EXPECT_EQ(parse(run({"tasks", "list", "--json"}).out), parse(tasks));
}

TEST_F(tasks_command, upcoming_tasks_look_ahead_as_far_as_asked) {
  server_.set("/api/v1/tasks/upcoming", "[]");
  EXPECT_THAT(run({"tasks", "upcoming", "--days", "14"}).out, HasSubstr("0 tasks"));
  EXPECT_EQ(server_.last("/api/v1/tasks/upcoming").parameters, (httplib::Params{{"days", "14"}}));
  EXPECT_EQ(run({"tasks", "upcoming", "--days", "91"}).exit_code, 2);
}

TEST_F(tasks_command, categories_are_counted) {
  server_.set("/api/v1/tasks/categories",
              R"([{"category":"Home","sub_projects":[{"name":"","count":1},{"name":"Garden","count":2}],"total":3}])");
  EXPECT_EQ(run({"tasks", "categories"}).out, "Home  3\n    Garden  2\n");
}

TEST_F(tasks_command, a_task_is_changed_by_its_text_alone) {
  server_.set("/api/v1/tasks/update", R"({"text":"Water","category":"Home","sub_project":"Garden","status":"done"})");
  auto shown = run({"tasks", "update", "Water", "--status", "done", "--due", "2026-03-01"});
  EXPECT_EQ(shown.exit_code, 0) << shown.err;
  EXPECT_EQ(shown.out, "[x] Water  Home › Garden\n");
  auto request = server_.last("/api/v1/tasks/update");
  EXPECT_EQ(request.method, "PATCH");
  EXPECT_EQ(parse(request.body), parse(R"({"text":"Water","category":"Home","sub_project":"Garden","status":"done",
                                         "due_date":"2026-03-01"})"));
}

TEST_F(tasks_command, a_task_outside_of_daily_notes_is_changed_by_its_id) {
  server_.set("/api/v1/tasks", R"([{"text":"Oil the door","id":"46b2","path":"Alt/House.md","status":"open"}])");
  server_.set("/api/v1/tasks/update", R"({"detail":"Task not found in daily notes"})", 404);
  const auto shown = run({"tasks", "update", "Oil the door", "--status", "done"});
  EXPECT_EQ(shown.exit_code, 1);
  EXPECT_THAT(shown.err, testing::AllOf(HasSubstr("Task not found in daily notes"), HasSubstr("Alt/House.md"),
                                        HasSubstr("`secondbrain tasks change 46b2 --status done`")));
}

TEST_F(tasks_command, a_due_date_is_removed_and_a_task_moved) {
  server_.set("/api/v1/tasks/update", "{}");
  run({"tasks", "update", "Water", "--no-due", "--to-sub-project", "Balcony"});
  EXPECT_EQ(parse(server_.last("/api/v1/tasks/update").body),
            parse(R"({"text":"Water","category":"Home","sub_project":"Garden","due_date":"","new_category":"Home",
                      "new_sub_project":"Balcony"})"));
}

TEST_F(tasks_command, a_text_that_is_not_clear_is_not_guessed) {
  auto shown = run({"tasks", "update", "Read", "--status", "open"});
  EXPECT_EQ(shown.exit_code, 1);
  EXPECT_THAT(shown.err, HasSubstr("--category"));
  EXPECT_THAT(run({"tasks", "update", "Nothing"}).err, HasSubstr("no task says"));
  server_.set("/api/v1/tasks/update", "{}");
  EXPECT_EQ(run({"tasks", "update", "Read", "--category", "Work", "--status", "open"}).exit_code, 0);
  EXPECT_EQ(parse(server_.last("/api/v1/tasks/update").body).at("category"), "Work");
}

TEST_F(tasks_command, every_field_filters) {
  EXPECT_EQ(run({"tasks", "list", "--path", "House.md", "--tag", "home", "--due", "2026-05", "--priority", "high",
                 "--scheduled", "", "--recurring", "--dialect", "tasks", "--depends-on", "q"})
                .exit_code,
            0);
  EXPECT_EQ(server_.last("/api/v1/tasks").parameters, (httplib::Params{{"completed", "false"},
                                                                       {"path", "House.md"},
                                                                       {"tag", "home"},
                                                                       {"due", "2026-05"},
                                                                       {"priority", "high"},
                                                                       {"scheduled", ""},
                                                                       {"recurring", "true"},
                                                                       {"dialect", "tasks"},
                                                                       {"depends_on", "q"}}));
}

TEST_F(tasks_command, those_of_now_are_listed) {
  server_.set("/api/v1/tasks/today", R"([{"text":"Now","scheduled":"2026-02-10","id":"0123"}])");
  server_.set("/api/v1/tasks/overdue", "[]");
  EXPECT_THAT(run({"tasks", "today"}).out, HasSubstr("[ ] Now  scheduled 2026-02-10\n"));
  EXPECT_THAT(run({"tasks", "overdue"}).out, HasSubstr("0 tasks"));
}

TEST_F(tasks_command, without_any_task_it_is_told_what_was_looked_for) {
  server_.set("/api/v1/tasks", "[]");
  server_.set("/api/v1/briefing", R"({"tasks_message":"No task was found; I looked for boxes."})");
  EXPECT_EQ(run({"tasks"}).out, "0 tasks\nNo task was found; I looked for boxes.\n");
  server_.set("/api/v1/briefing", R"({"tasks_message":""})");
  EXPECT_EQ(run({"tasks"}).out, "0 tasks\n");
}

TEST_F(tasks_command, a_new_one_is_written_with_what_is_named) {
  const auto* stored = R"({"text":"Call","due_date":"2026-03-01","path":"House.md","line":4})";
  server_.set("/api/v1/tasks", stored);
  auto shown = run({"tasks", "add", "Call", "--due", "2026-03-01", "--note", "House.md", "--heading", "Roof"});
  EXPECT_EQ(shown.exit_code, 0) << shown.err;
  EXPECT_EQ(shown.out, "[ ] Call  due 2026-03-01\nHouse.md:4\n");
  EXPECT_EQ(server_.last("/api/v1/tasks").method, "POST");
  EXPECT_EQ(parse(server_.last("/api/v1/tasks").body),
            parse(R"({"text":"Call","due_date":"2026-03-01","path":"House.md","heading":"Roof"})"));
}

TEST_F(tasks_command, one_is_changed_by_its_id) {
  server_.set("/api/v1/tasks/0123",
              R"({"task":{"text":"Water","status":"done"},"next":{"text":"Water","due_date":"2026-03-02"}})");
  auto shown = run({"tasks", "change", "0123", "--status", "done", "--line", "3", "--scheduled", ""});
  EXPECT_EQ(shown.out, "[x] Water\n[ ] Water  due 2026-03-02\n");
  EXPECT_EQ(parse(server_.last("/api/v1/tasks/0123").body), parse(R"({"status":"done","line":3,"scheduled":""})"));
  server_.set("/api/v1/tasks/0123", R"({"task":null,"next":null})");
  EXPECT_THAT(run({"tasks", "change", "0123", "--status", "done"}).out, HasSubstr("gone from its note"));
  EXPECT_EQ(run({"tasks", "change", "0123", "--status", "lost"}).exit_code, 2);
}

TEST_F(tasks_command, what_the_server_says_is_passed_on) {
  server_.set("/api/v1/tasks", R"({"detail":"Vault path unusable: it is not there"})", 503);
  auto shown = run({"tasks"});
  EXPECT_EQ(shown.exit_code, 1);
  EXPECT_THAT(shown.err, HasSubstr("Vault path unusable"));
}

}  // namespace
}  // namespace secondbrain::cli
