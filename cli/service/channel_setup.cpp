#include "cli/service/channel_setup.hpp"

#include <algorithm>
#include <string>

#include "base/text.hpp"
#include "channels/make_channels.hpp"

namespace secondbrain::cli {
namespace {

channels::life_sign as_channels_say(life_sign sign) {
  switch (sign) {
    case life_sign::start: return channels::life_sign::start;
    case life_sign::success: return channels::life_sign::success;
    case life_sign::failure: break;
  }
  return channels::life_sign::failure;
}

status check_briefing(const std::string& wanted, const alarm_ways& ways) {
  if (wanted.empty()) return {};
  std::vector<std::string> names;
  for (const auto& one : ways.channels) names.push_back(one->name());
  if (std::find(names.begin(), names.end(), wanted) != names.end()) return {};
  return fail(errc::invalid_argument, "SECONDBRAIN_BRIEFING_CHANNEL=" + wanted + " is no channel that is set up; " +
                                          (names.empty() ? "none is" : "these are: " + join(names, ", ")));
}

}  // namespace

result<alarm_ways> set_up_channels(const ops::config& settings) {
  auto made = channels::make_channels(settings);
  RETURN_IF_ERROR(made);
  alarm_ways ways;
  for (auto& one : made->channels) ways.channels.push_back(std::move(one));
  RETURN_IF_ERROR(check_briefing(settings.briefing_channel, ways));
  if (made->ping)
    ways.ping = [ping = std::shared_ptr<channels::dead_man_ping>{std::move(made->ping)}](
                    life_sign sign, const std::string& text, const net::call_limits& limits) {
      return ping->send(as_channels_say(sign), text, limits);
    };
  return ways;
}

}  // namespace secondbrain::cli
