// Events of the daily notes (contract: http_api §6.3).
#include "http/routes/list_answer.hpp"
#include "http/routes/routes.hpp"
#include "http/wire/errors.hpp"
#include "http/wire/record_schema.hpp"

namespace secondbrain::http {

namespace {

result<http_response> list(const list_source& from, const call& request) {
  auto answer = list_answer(from, request, from_json<list_events>(request.parameters));
  if (answer || answer.error().code != errc::invalid_argument) return answer;
  return rejected({"query"}, answer.error().message);
}

}  // namespace

std::vector<route> event_routes(const list_source& from) {
  return {{.verb = method::get,
           .path = "/api/v1/events",
           .summary = "Events that overlap these days, by day and time",
           .query = query_of<list_events>(),
           .replies = {{200, "Events", list_of(schema_of<calendar_event>())},
                       unchanged_list,
                       {503, "The vault is not set, or not there"}},
           .handler = [from](const call& request) { return list(from, request); }}};
}

}  // namespace secondbrain::http
