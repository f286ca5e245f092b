// Events of the daily notes (contract: http_api §6.3).
#include "http/answers.hpp"
#include "http/errors.hpp"
#include "http/planner_json.hpp"
#include "http/routes.hpp"

namespace secondbrain::http {

namespace {

result<http_response> list(const services& asked, const call& made) {
  constexpr std::chrono::seconds patience{30};
  const auto found =
      made.ask(asked.planner, list_events{.start = made.text("start"), .end = made.text("end")}, patience);
  if (found) return json_answer(events_json(*found));
  if (found.error().code == errc::invalid_argument) return rejected({"query"}, found.error().message);
  return tl::unexpected<error>(found.error());
}

}  // namespace

std::vector<route> event_routes(const services& asked) {
  return {{.verb = method::get,
           .path = "/api/v1/events",
           .summary = "Events that overlap these days, by day and time",
           .query = {required("start", text(), "The first day, as an ISO 8601 date"),
                     required("end", text(), "The last day")},
           .replies = {{200, "Events", list_of(event_schema())}, {503, "The vault is not set, or not there"}},
           .handler = [&asked](const call& made) { return list(asked, made); }}};
}

}  // namespace secondbrain::http
