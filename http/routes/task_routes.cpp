// Tasks of the daily notes: list them, count them by category, change one (contract: http_api §6).
#include <boost/json/value_to.hpp>

#include "base/error.hpp"
#include "http/routes/routes.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/errors.hpp"
#include "http/wire/planner_json.hpp"
#include "http/wire/write_replies.hpp"

namespace secondbrain::http {

namespace {

constexpr std::chrono::seconds patience{30};  // the first reading of a large vault; clients wait no longer either

std::optional<bool> optional_flag(const call& request, std::string_view name) {
  if (request.parameters.at(name).is_null()) return std::nullopt;
  return request.flag(name);
}

result<http_response> list(const address<planner_api>& planner, const call& request) {
  const list_tasks wanted{.category = request.optional_text("category"),
                          .completed = optional_flag(request, "completed"),
                          .status = request.optional_text("status"),
                          .sub_project = request.optional_text("sub_project")};
  const auto found = request.ask(planner, wanted, patience);
  RETURN_IF_ERROR(found);
  return json_answer(tasks_json(*found));
}

result<http_response> list_upcoming(const address<planner_api>& planner, const call& request) {
  const auto found = request.ask(planner, list_upcoming_tasks{static_cast<int>(request.integer("days"))}, patience);
  RETURN_IF_ERROR(found);
  return json_answer(tasks_json(*found));
}

result<http_response> list_categories(const address<planner_api>& planner, const call& request) {
  const auto found = request.ask(planner, list_task_categories{}, patience);
  RETURN_IF_ERROR(found);
  json::array out;
  for (const auto& one : *found) {
    json::array sub_projects;
    for (const auto& [name, count] : one.sub_projects) sub_projects.push_back({{"name", name}, {"count", count}});
    out.push_back({{"category", one.category}, {"sub_projects", std::move(sub_projects)}, {"total", one.total}});
  }
  return json_answer(out);
}

std::optional<task_status> status_named(const json::value& name) {
  for (const auto each : {task_status::open, task_status::in_progress, task_status::done})
    if (name.is_string() && name.as_string() == to_string(each)) return each;
  return std::nullopt;
}

update_task change_in(const json::value& body) {
  const auto text_at = [&body](std::string_view name) { return json::value_to<std::string>(body.at(name)); };
  const auto optional_at = [&](std::string_view name) -> std::optional<std::string> {
    if (body.at(name).is_null()) return std::nullopt;
    return text_at(name);
  };
  return {.text = text_at("text"),
          .category = text_at("category"),
          .sub_project = text_at("sub_project"),
          .status = status_named(body.at("status")),
          .due_date = optional_at("due_date"),
          .new_category = optional_at("new_category"),
          .new_sub_project = optional_at("new_sub_project")};
}

result<http_response> update(const address<planner_api>& planner, const call& request) {
  const auto updated = request.ask(planner, change_in(request.body), patience);
  if (updated) return json_answer(task_json(*updated));
  if (updated.error().code == errc::not_found) return fail(errc::not_found, "Task not found in daily notes");
  if (updated.error().code == errc::invalid_argument) return rejected({"body"}, updated.error().message);
  return tl::unexpected<error>(updated.error());
}

schema category_schema() {
  const auto sub_project =
      object({required("name", text(), "Empty: without sub-project"), required("count", integer(1))});
  return object({required("category", text()), required("sub_projects", list_of(sub_project), "By name"),
                 required("total", integer(1))});
}

schema change_schema() {
  return object({required("text", text()), required("category", text()), required("sub_project", text()),
                 optional("status", nullable(one_of({"open", "in_progress", "done"})), nullptr),
                 optional("due_date", nullable(text()), nullptr, "YYYY-MM-DD; empty removes it"),
                 optional("new_category", nullable(text()), nullptr),
                 optional("new_sub_project", nullable(text()), nullptr, "Counts only beside `new_category`")});
}

const reply no_vault{503, "The vault is not set, or not there"};

}  // namespace

std::vector<route> task_routes(const address<planner_api>& planner) {
  const auto filter = nullable(text());
  return {{.verb = method::get,
           .path = "/api/v1/tasks",
           .summary = "Tasks in the order of their first appearance; every filter that is given must hold",
           .query = {optional("category", filter, nullptr, "Empty: those without"),
                     optional("completed", nullable(boolean()), nullptr), optional("status", filter, nullptr),
                     optional("sub_project", filter, nullptr, "Empty: those without")},
           .replies = {{200, "Tasks", list_of(task_schema())}, no_vault},
           .handler = [planner](const call& request) { return list(planner, request); }},
          {.verb = method::get,
           .path = "/api/v1/tasks/upcoming",
           .summary = "Tasks that are not done and due within so many days, overdue ones included",
           .query = {optional("days", integer(1, 90), 7)},
           .replies = {{200, "Tasks", list_of(task_schema())}, no_vault},
           .handler = [planner](const call& request) { return list_upcoming(planner, request); }},
          {.verb = method::get,
           .path = "/api/v1/tasks/categories",
           .summary = "How many tasks are open, by category and sub-project",
           .replies = {{200, "Sorted by name", list_of(category_schema())}, no_vault},
           .handler = [planner](const call& request) { return list_categories(planner, request); }},
          {.verb = method::patch,
           .path = "/api/v1/tasks/update",
           .summary = "Change a task in the daily notes",
           .access = scope::write,
           .body = change_schema(),
           .replies = with_write_replies({{200, "The task as it is now", task_schema()},
                                          {404, "There is no such task"},
                                          {409, "The note kept changing meanwhile; nothing was written"},
                                          no_vault}),
           .handler = [planner](const call& request) { return update(planner, request); }}};
}

}  // namespace secondbrain::http
