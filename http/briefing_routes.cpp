// What matters today (contract: http_api §6.4).
#include "http/answers.hpp"
#include "http/planner_json.hpp"
#include "http/routes.hpp"

namespace secondbrain::http {

namespace {

result<http_response> read(const services& asked, const call& made) {
  constexpr std::chrono::seconds patience{30};
  const auto found = made.ask(asked.planner, get_briefing{}, patience);
  if (!found) return tl::unexpected<error>(found.error());
  return json_answer(briefing_json(*found));
}

}  // namespace

std::vector<route> briefing_routes(const services& asked) {
  return {{.verb = method::get,
           .path = "/api/v1/briefing",
           .summary = "Overdue tasks, today's tasks and events, tasks that have been open for a long time",
           .replies = {{200, "The day", briefing_schema()}, {503, "The vault is not set, or not there"}},
           .handler = [&asked](const call& made) { return read(asked, made); }}};
}

}  // namespace secondbrain::http
