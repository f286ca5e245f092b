// What matters today (contract: http_api §6.4).
#include "http/routes/list_answer.hpp"
#include "http/routes/routes.hpp"
#include "http/wire/record_schema.hpp"

namespace secondbrain::http {

std::vector<route> briefing_routes(const list_source& from) {
  return {{.verb = method::get,
           .path = "/api/v1/briefing",
           .summary = "Overdue tasks, today's tasks and events, tasks that have been open for a long time",
           .replies = {{200, "The day", schema_of<briefing>()},
                       unchanged_list,
                       {503, "The vault is not set, or not there"}},
           .handler = [from](const call& request) { return list_answer(from, request, get_briefing{}); }}};
}

}  // namespace secondbrain::http
