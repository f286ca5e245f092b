// What matters today (contract: http_api §6.4).
#include "base/error.hpp"
#include "http/routes/routes.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/record_schema.hpp"

namespace secondbrain::http {

namespace {

result<http_response> read(const address<planner_api>& planner, const call& request) {
  constexpr std::chrono::seconds time_limit{30};
  const auto found = request.ask(planner, get_briefing{}, time_limit);
  RETURN_IF_ERROR(found);
  return json_answer(to_json(*found));
}

}  // namespace

std::vector<route> briefing_routes(const address<planner_api>& planner) {
  return {{.verb = method::get,
           .path = "/api/v1/briefing",
           .summary = "Overdue tasks, today's tasks and events, tasks that have been open for a long time",
           .replies = {{200, "The day", schema_of<briefing>()}, {503, "The vault is not set, or not there"}},
           .handler = [planner](const call& request) { return read(planner, request); }}};
}

}  // namespace secondbrain::http
