// The user's task categories (contract: http_api §8.2).
#include "base/error.hpp"
#include "http/routes/routes.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/errors.hpp"
#include "http/wire/record_schema.hpp"
#include "http/wire/write_replies.hpp"

namespace secondbrain::http {

namespace {

result<http_response> read(const address<settings_api>& settings, const call& request) {
  const auto found = request.ask(settings, get_categories{});
  RETURN_IF_ERROR(found);
  return json_answer(to_json(*found));
}

result<http_response> replace_settings(const address<settings_api>& settings, const call& request) {
  const auto stored = request.ask(settings, from_json<put_categories>(request.body.as_object()));
  if (stored) return json_answer(to_json(*stored));
  if (stored.error().code == errc::invalid_argument) return error_response(422, "Category name must be non-empty");
  return fail(stored.error());
}

}  // namespace

std::vector<route> settings_routes(const address<settings_api>& settings) {
  return {{.verb = method::get,
           .path = "/api/v1/settings/categories",
           .summary = "The categories of tasks",
           .replies = {{200, "In the order they were given", list_of(schema_of<task_category>())}},
           .handler = [settings](const call& request) { return read(settings, request); }},
          {.verb = method::put,
           .path = "/api/v1/settings/categories",
           .summary = "Replace the categories; other settings stay",
           .access = scope::write,
           .body = request_schema<put_categories>(),
           .replies = with_write_replies({{200, "As stored", list_of(schema_of<task_category>())}}),
           .handler = [settings](const call& request) { return replace_settings(settings, request); }}};
}

}  // namespace secondbrain::http
