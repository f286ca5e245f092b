#include "channels/command_channel.hpp"

#include "base/json.hpp"
#include "channels/notice_text.hpp"
#include "channels/program_delivery.hpp"
#include "channels/webhook_shapes.hpp"

namespace secondbrain::channels {

delivery command_channel::send(const notice& one, const net::call_limits& limits) {
  program_call call{words_};
  call.environment = {{"SECONDBRAIN_NOTICE_ID", one_line(one.id)},
                      {"SECONDBRAIN_NOTICE_KIND", std::string{to_string(one.kind)}},
                      {"SECONDBRAIN_NOTICE_SEVERITY", std::string{to_string(one.severity)}},
                      {"SECONDBRAIN_NOTICE_RULE", one_line(one.rule)},
                      {"SECONDBRAIN_NOTICE_TITLE", one_line(one.title)},
                      {"SECONDBRAIN_NOTICE_MACHINE", one_line(one.machine)},
                      {"SECONDBRAIN_NOTICE_LINK", one_line(one.link)}};
  call.input = json_text(as_our_own(one)) + "\n";
  return deliver(call, "correct SECONDBRAIN_ALARM_COMMAND", limits, secrets_);
}

}  // namespace secondbrain::channels
