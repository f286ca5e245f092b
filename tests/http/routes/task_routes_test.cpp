// Tasks over HTTP (contract: http_api §6; acceptance A8).
#include <gmock/gmock.h>

#include "tests/http/routes/resource_test.hpp"

namespace secondbrain::http {
namespace {

using boost::json::parse;
using testing::ElementsAre;
using testing::HasSubstr;

class task_routes_test : public resource_test {};

task water_plants() {
  return {.text = "Water the plants",
          .category = "Home",
          .sub_project = "Garden",
          .due_date = "2026-02-06",
          .status = task_status::in_progress,
          .days_open = -1,
          .first_date = "2026-02-06",
          .latest_date = "2026-02-07",
          .appearance_count = 2};
}

constexpr auto water_plants_json = R"({"text":"Water the plants","category":"Home","sub_project":"Garden",
  "due_date":"2026-02-06","completed":false,"status":"in_progress","days_open":-1,"first_date":"2026-02-06",
  "latest_date":"2026-02-07","appearance_count":2,"id":"","path":"","line":0,"dialect":"due","status_type":"TODO",
  "scheduled":"","start":"","priority":"none","recurrence":"","tags":[],"dependencies":[],
  "due_time":"","scheduled_time":"","start_time":""})";

TEST_F(task_routes_test, tasks_are_shown_whole) {
  fakes.front->on<list_tasks>([](const auto&) {
    return std::vector{water_plants(), task{.text = "grün|🎉", .status = task_status::done}};
  });
  const auto tasks = get_json("/api/v1/tasks");
  EXPECT_EQ(tasks.at(0), parse(water_plants_json));
  EXPECT_EQ(tasks.at(1).at("text"), "grün|🎉");
  EXPECT_EQ(tasks.at(1).at("completed"), true);
  EXPECT_EQ(tasks.at(1).at("status"), "done");
  EXPECT_EQ(tasks.at(1).at("due_date"), "");
}

TEST_F(task_routes_test, filters_are_passed_on_and_an_empty_one_is_one) {
  list_tasks received;
  fakes.front->on<list_tasks>([&received](const list_tasks& request) {
    received = request;
    return std::vector<task>{};
  });
  EXPECT_EQ(served().get("/api/v1/tasks").body, "[]");
  EXPECT_EQ(received.category, std::nullopt);
  EXPECT_EQ(received.completed, std::nullopt);
  EXPECT_EQ(received.status, std::nullopt);
  EXPECT_EQ(received.sub_project, std::nullopt);
  EXPECT_EQ(served().get("/api/v1/tasks?category=&completed=no&status=lost&sub_project=A%20b").status, 200);
  EXPECT_EQ(received.category, "");
  EXPECT_EQ(received.completed, false);
  EXPECT_EQ(received.status, "lost");
  EXPECT_EQ(received.sub_project, "A b");
  EXPECT_THAT(problems_of(served().get("/api/v1/tasks?completed=")), ElementsAre("bool_parsing query.completed"));
  fails<list_tasks>(errc::invalid_argument, "There is no priority \"urgent\"");
  EXPECT_THAT(problems_of(served().get("/api/v1/tasks?priority=urgent")), ElementsAre("value_error query"));
}

TEST_F(task_routes_test, upcoming_tasks_are_asked_for_within_bounds) {
  list_upcoming_tasks received;
  fakes.front->on<list_upcoming_tasks>([&received](const list_upcoming_tasks& request) {
    received = request;
    return std::vector{water_plants()};
  });
  EXPECT_EQ(get_json("/api/v1/tasks/upcoming").at(0), parse(water_plants_json));
  EXPECT_EQ(received.days, 7);
  EXPECT_EQ(served().get("/api/v1/tasks/upcoming?days=90").status, 200);
  EXPECT_EQ(received.days, 90);
  EXPECT_THAT(problems_of(served().get("/api/v1/tasks/upcoming?days=0")), ElementsAre("greater_than_equal query.days"));
  EXPECT_THAT(problems_of(served().get("/api/v1/tasks/upcoming?days=91")), ElementsAre("less_than_equal query.days"));
}

TEST_F(task_routes_test, categories_are_counted) {
  fakes.front->on<list_task_categories>([](const auto&) {
    return std::vector<category_count>{{"Home", {{"", 1}, {"Garden", 2}}, 3}, {"Uncategorized", {{"", 4}}, 4}};
  });
  EXPECT_EQ(served().get("/api/v1/tasks/categories").body,
            R"([{"category":"Home","sub_projects":[{"name":"","count":1},{"name":"Garden","count":2}],"total":3},)"
            R"({"category":"Uncategorized","sub_projects":[{"name":"","count":4}],"total":4}])");
}

// TAPI-1, TAPI-2, TAPI-3, TAPI-4, TAPI-5
TEST_F(task_routes_test, without_a_vault_all_are_503_and_say_so) {
  const std::string reason = "no vault is configured: set SECONDBRAIN_VAULT_PATH";
  fails<get_planner_version>(errc::vault_missing, reason);
  fails<list_tasks>(errc::vault_missing, reason);
  fails<list_upcoming_tasks>(errc::vault_missing, reason);
  fails<list_task_categories>(errc::vault_missing, reason);
  fails<update_task>(errc::vault_missing, reason);
  std::vector answers{served().get("/api/v1/tasks"), served().get("/api/v1/tasks/upcoming"),
                      served().get("/api/v1/tasks/categories"),
                      served().send("PATCH", "/api/v1/tasks/update", R"({"text":"a","category":"","sub_project":""})")};
  for (const auto& answer : answers) {
    EXPECT_EQ(answer.status, 503);
    EXPECT_THAT(detail_of(answer), HasSubstr("Vault path"));
    EXPECT_THAT(detail_of(answer), HasSubstr(reason));
  }
}

TEST_F(task_routes_test, a_new_task_is_passed_on_and_shown_as_it_stands) {
  std::optional<add_task> received;
  fakes.front->on<add_task>([&received](const add_task& request) {
    received = request;
    return water_plants();
  });
  const auto post = [&](const std::string& body) { return served().send("POST", "/api/v1/tasks", body); };
  EXPECT_EQ(json_of(post(R"({"text":"Water","heading":"Home","due_date":"2026-02-06"})")), parse(water_plants_json));
  EXPECT_EQ(received->text + received->heading + received->due_date + received->path, "WaterHome2026-02-06");
  EXPECT_EQ(received->priority, "none");
  EXPECT_THAT(problems_of(post(R"({"text":""})")), ElementsAre("string_too_short body.text"));
  EXPECT_THAT(problems_of(post("{}")), ElementsAre("missing body.text"));
  EXPECT_THAT(problems_of(post(R"({"text":"a","due":"2026-02-06","time":"9:00"})")),
              ElementsAre("extra_forbidden body.due", "extra_forbidden body.time"));
  fails<add_task>(errc::invalid_argument, "The due date must be a day that exists");
  EXPECT_THAT(problems_of(post(R"({"text":"a","due_date":"soon"})")), ElementsAre("value_error body"));
}

TEST_F(task_routes_test, a_task_is_changed_by_its_id) {
  std::optional<change_task> received;
  fakes.front->on<change_task>([&received](const change_task& request) {
    received = request;
    return changed_task{water_plants(), {}};
  });
  const auto patch = [&](const std::string& body) { return served().send("PATCH", "/api/v1/tasks/0123abcd", body); };
  const auto answer = json_of(patch(R"({"line":3,"status":"cancelled","scheduled":""})"));
  EXPECT_EQ(answer.at("task"), parse(water_plants_json));
  EXPECT_TRUE(answer.at("next").is_null());
  EXPECT_EQ(received->id, "0123abcd");
  EXPECT_EQ(received->line, 3);
  EXPECT_EQ(received->status, wanted_status::cancelled);
  EXPECT_EQ(received->scheduled, "");
  EXPECT_EQ(received->due_date, std::nullopt);
  EXPECT_THAT(problems_of(patch(R"({"due":"2026-02-06"})")), ElementsAre("extra_forbidden body.due"));
  fails<change_task>(errc::not_found, "There is no task of this id");
  EXPECT_EQ(patch("{}").status, 404);
  fails<change_task>(errc::conflict, "cannot be told");
  EXPECT_EQ(patch("{}").status, 409);
}

class task_update_test : public task_routes_test {
 protected:
  http_response update(const std::string& body) { return served().send("PATCH", "/api/v1/tasks/update", body); }
};

TEST_F(task_update_test, what_is_not_named_stays_unchanged) {
  std::optional<update_task> received;
  fakes.front->on<update_task>([&received](const update_task& request) {
    received = request;
    return water_plants();
  });
  const auto answer = update(R"({"text":"Water","category":"Home","sub_project":"","status":null,"color":"green"})");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(json_of(answer), parse(water_plants_json));
  EXPECT_EQ(received->text, "Water");
  EXPECT_EQ(received->category, "Home");
  EXPECT_EQ(received->sub_project, "");
  EXPECT_EQ(received->status, std::nullopt);
  EXPECT_EQ(received->due_date, std::nullopt);
  EXPECT_EQ(received->new_category, std::nullopt);
  EXPECT_EQ(received->new_sub_project, std::nullopt);
}

TEST_F(task_update_test, what_is_named_is_passed_on) {
  std::optional<update_task> received;
  fakes.front->on<update_task>([&received](const update_task& request) {
    received = request;
    return water_plants();
  });
  update(R"({"text":"t","category":"c","sub_project":"s","status":"done","due_date":"","new_category":"n",
             "new_sub_project":""})");
  EXPECT_EQ(received->status, task_status::done);
  EXPECT_EQ(received->due_date, "");
  EXPECT_EQ(received->new_category, "n");
  EXPECT_EQ(received->new_sub_project, "");
}

TEST_F(task_update_test, an_unknown_task_is_404) {
  fails<update_task>(errc::not_found, "nothing of that name");
  const auto answer = update(R"({"text":"t","category":"","sub_project":""})");
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(detail_of(answer), "Task not found in daily notes");
}

TEST_F(task_update_test, what_the_planner_rejects_is_422_in_the_usual_shape) {  // W9, W10, W55
  fails<update_task>(errc::invalid_argument, "the due date is not a day");
  const auto answer = update(R"({"text":"t","category":"","sub_project":"","due_date":"soon"})");
  EXPECT_THAT(problems_of(answer), ElementsAre("value_error body"));
  EXPECT_EQ(json_of(answer).at("detail").at(0).at("msg"), "the due date is not a day");
}

TEST_F(task_update_test, a_note_that_kept_changing_is_409) {
  fails<update_task>(errc::conflict, "the note kept changing");
  EXPECT_EQ(update(R"({"text":"t","category":"","sub_project":""})").status, 409);
}

TEST_F(task_update_test, every_mistake_in_the_body_is_told) {
  EXPECT_THAT(problems_of(update(R"({"category":1,"status":"finished"})")),
              ElementsAre("missing body.text", "string_type body.category", "missing body.sub_project",
                          "literal_error body.status"));
  const auto answer = update(R"({"text":"t","category":"","sub_project":"","status":"finished"})");
  EXPECT_EQ(json_of(answer).at("detail").at(0).at("msg"), "Input should be 'open', 'in_progress' or 'done'");
}

}  // namespace
}  // namespace secondbrain::http
