// The alarms: how rules and channels stand, a test through every channel, and silences.
#include "base/error.hpp"
#include "http/routes/routes.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/record_schema.hpp"

namespace secondbrain::http {

namespace {

result<http_response> begin_test(const address<alarm_api>& alarms, const call& request) {
  const auto begun = request.ask(alarms, send_alarm_test{});
  RETURN_IF_ERROR(begun);
  return json_answer(to_json(*begun), 202);
}

result<http_response> send_briefing_now(const address<alarm_api>& alarms, const call& request) {
  const auto begun = request.ask(alarms, from_json<send_briefing>(request.body.as_object()));
  RETURN_IF_ERROR(begun);
  return json_answer(to_json(*begun), 202);
}

result<http_response> silence(const address<alarm_api>& alarms, const call& request) {
  const auto state = request.ask(alarms, from_json<silence_alarm>(request.body.as_object()));
  RETURN_IF_ERROR(state);
  return json_answer(to_json(*state));
}

}  // namespace

std::vector<route> alarm_routes(const address<alarm_api>& alarms, const alarms_feed& report) {
  return {{.verb = method::get,
           .path = "/api/v1/alarms",
           .summary = "The rules of the alarms, the channels, and how they stand",
           .replies = {{200, "As of the last look", schema_of<alarms_report>()}},
           .handler = [report](const call&) -> result<http_response> {
             return json_answer(to_json(report->latest().value));
           }},
          {.verb = method::post,
           .path = "/api/v1/alarms/test",
           .summary = "Send a test through every channel; the channels then say what became of it",
           .access = scope::admin,
           .replies = {{202, "It is on its way", schema_of<alarm_test_started>()}, {409, "No channel is set up"}},
           .handler = [alarms](const call& request) { return begin_test(alarms, request); }},
          {.verb = method::post,
           .path = "/api/v1/briefing/send",
           .summary = "Send today's briefing now; the channel then says what became of it, and the daily one comes all "
                      "the same",
           .access = scope::admin,
           .body = request_schema<send_briefing>(),
           .replies = {{202, "It is on its way", schema_of<briefing_on_its_way>()},
                       {404, "There is no channel of that name"},
                       {409, "No channel is set up"}},
           .handler = [alarms](const call& request) { return send_briefing_now(alarms, request); }},
          {.verb = method::post,
           .path = "/api/v1/alarms/silence",
           .summary = "Have nothing told of a rule for some time, or end that",
           .access = scope::admin,
           .body = request_schema<silence_alarm>(),
           .replies = {{200, "The rule as it stands", schema_of<alarm_state>()},
                       {404, "There is no such rule, or it is off"}},
           .handler = [alarms](const call& request) { return silence(alarms, request); }}};
}

}  // namespace secondbrain::http
