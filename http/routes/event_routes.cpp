// Events of the daily notes (contract: http_api §6.3).
#include "http/routes/routes.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/errors.hpp"
#include "http/wire/planner_json.hpp"

namespace secondbrain::http {

namespace {

result<http_response> list(const address<planner_api>& planner, const call& request) {
  constexpr std::chrono::seconds patience{30};
  const auto found =
      request.ask(planner, list_events{.start = request.text("start"), .end = request.text("end")}, patience);
  if (found) return json_answer(events_json(*found));
  if (found.error().code == errc::invalid_argument) return rejected({"query"}, found.error().message);
  return tl::unexpected<error>(found.error());
}

}  // namespace

std::vector<route> event_routes(const address<planner_api>& planner) {
  return {{.verb = method::get,
           .path = "/api/v1/events",
           .summary = "Events that overlap these days, by day and time",
           .query = {required("start", text(), "The first day, as an ISO 8601 date"),
                     required("end", text(), "The last day")},
           .replies = {{200, "Events", list_of(event_schema())}, {503, "The vault is not set, or not there"}},
           .handler = [planner](const call& request) { return list(planner, request); }}};
}

}  // namespace secondbrain::http
