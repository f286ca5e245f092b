// Events of the daily notes (contract: http_api §6.3).
#include "http/routes/routes.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/errors.hpp"
#include "http/wire/record_schema.hpp"

namespace secondbrain::http {

namespace {

result<http_response> list(const address<planner_api>& planner, const call& request) {
  constexpr std::chrono::seconds time_limit{30};
  const auto found = request.ask(planner, from_json<list_events>(request.parameters), time_limit);
  if (found) return json_answer(to_json(*found));
  if (found.error().code == errc::invalid_argument) return rejected({"query"}, found.error().message);
  return fail(found.error());
}

}  // namespace

std::vector<route> event_routes(const address<planner_api>& planner) {
  return {
      {.verb = method::get,
       .path = "/api/v1/events",
       .summary = "Events that overlap these days, by day and time",
       .query = query_of<list_events>(),
       .replies = {{200, "Events", list_of(schema_of<calendar_event>())}, {503, "The vault is not set, or not there"}},
       .handler = [planner](const call& request) { return list(planner, request); }}};
}

}  // namespace secondbrain::http
