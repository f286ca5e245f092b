// Tasks: list them, count them by category, change one (contract: http_api §6).
#include "base/error.hpp"
#include "http/routes/list_answer.hpp"
#include "http/routes/routes.hpp"
#include "http/routes/vault_replies.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/errors.hpp"
#include "http/wire/record_schema.hpp"
#include "http/wire/write_replies.hpp"

namespace secondbrain::http {

namespace {

result<http_response> list_filtered(const list_source& from, const call& request) {
  auto listed = list_answer(from, request, from_json<list_tasks>(request.parameters));
  if (!listed && listed.error().code == errc::invalid_argument) return rejected({"query"}, listed.error().message);
  return listed;
}

result<http_response> update(const address<planner_api>& planner, const call& request) {
  constexpr std::chrono::seconds time_limit{30};
  const auto updated = request.ask(planner, from_json<update_task>(request.body.as_object()), time_limit);
  if (updated) return json_answer(to_json(*updated));
  if (updated.error().code == errc::not_found) return fail(errc::not_found, "Task not found in daily notes");
  if (updated.error().code == errc::invalid_argument) return rejected({"body"}, updated.error().message);
  return fail(updated.error());
}

result<http_response> change(const address<planner_api>& planner, const call& request) {
  constexpr std::chrono::seconds time_limit{30};
  auto wanted = from_json<change_task>(request.body.as_object());
  wanted.id = request.text("id");
  const auto changed = request.ask(planner, std::move(wanted), time_limit);
  if (changed) return json_answer(to_json(*changed));
  if (changed.error().code == errc::invalid_argument) return rejected({"body"}, changed.error().message);
  return fail(changed.error());
}

result<http_response> add(const address<planner_api>& planner, const call& request) {
  constexpr std::chrono::seconds time_limit{30};
  const auto added = request.ask(planner, from_json<add_task>(request.body.as_object()), time_limit);
  if (added) return json_answer(to_json(*added));
  if (added.error().code == errc::invalid_argument) return rejected({"body"}, added.error().message);
  return fail(added.error());
}

}  // namespace

std::vector<route> task_routes(const list_source& from) {
  return {
      {.verb = method::get,
       .path = "/api/v1/tasks",
       .summary = "Tasks in the order of their first appearance; every filter that is given must match",
       .query = query_of<list_tasks>(),
       .replies = {{200, "Tasks", list_of(schema_of<task>())}, unchanged_list, reply_without_vault},
       .handler = [from](const call& request) { return list_filtered(from, request); }},
      {.verb = method::get,
       .path = "/api/v1/tasks/upcoming",
       .summary = "Tasks that are not done and due, scheduled or beginning within so many days, overdue ones "
                  "included; by due date, or else by the scheduled one or the beginning",
       .query = query_of<list_upcoming_tasks>(),
       .replies = {{200, "Tasks", list_of(schema_of<task>())}, unchanged_list, reply_without_vault},
       .handler =
           [from](const call& request) {
             return list_answer(from, request, from_json<list_upcoming_tasks>(request.parameters));
           }},
      {.verb = method::get,
       .path = "/api/v1/tasks/today",
       .summary = "Tasks that are not done and due, scheduled or beginning today, or scheduled before",
       .replies = {{200, "Tasks", list_of(schema_of<task>())}, unchanged_list, reply_without_vault},
       .handler = [from](const call& request) { return list_answer(from, request, list_todays_tasks{}); }},
      {.verb = method::get,
       .path = "/api/v1/tasks/overdue",
       .summary = "Tasks that are not done and were due before today, by due date",
       .replies = {{200, "Tasks", list_of(schema_of<task>())}, unchanged_list, reply_without_vault},
       .handler = [from](const call& request) { return list_answer(from, request, list_overdue_tasks{}); }},
      {.verb = method::get,
       .path = "/api/v1/tasks/categories",
       .summary = "How many tasks are open, by category and sub-project",
       .replies = {{200, "Sorted by name", list_of(schema_of<category_count>())}, unchanged_list, reply_without_vault},
       .handler = [from](const call& request) { return list_answer(from, request, list_task_categories{}); }},
      {.verb = method::patch,
       .path = "/api/v1/tasks/update",
       .summary = "Change a task in the daily notes",
       .access = scope::write,
       .body = request_schema<update_task>(),
       .replies = with_write_replies({{200, "The task as it is now", schema_of<task>()},
                                      {404, "There is no such task"},
                                      {409, "The note kept changing meanwhile; nothing was written"},
                                      reply_without_vault}),
       .handler = [planner = from.planner](const call& request) { return update(planner, request); }},
      {.verb = method::post,
       .path = "/api/v1/tasks",
       .summary = "Write a new task into a note, or into today's daily note, in the way of the vault",
       .access = scope::write,
       .body = closed(request_schema<add_task>()),
       .replies = with_write_replies({{200, "The task as it stands there", schema_of<task>()},
                                      {409, "The note kept changing meanwhile; nothing was written"},
                                      reply_without_vault}),
       .handler = [planner = from.planner](const call& request) { return add(planner, request); }},
      {.verb = method::patch,
       .path = "/api/v1/tasks/{id}",
       .summary = "Change a task where it stands: what is not named stays as it is",
       .access = scope::write,
       .body = closed(request_schema<change_task>()),
       .replies = with_write_replies(
           {{200, "The task as it is now, and the one that came back", schema_of<changed_task>()},
            {404, "There is no such task"},
            {409, "The note kept changing meanwhile, or it cannot be told which task is meant; nothing was written"},
            reply_without_vault}),
       .handler = [planner = from.planner](const call& request) { return change(planner, request); }}};
}

}  // namespace secondbrain::http
