#include "cli/service/channel_setup.hpp"

#include <algorithm>
#include <string>
#include <utility>

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

/// The name of the channel that the briefing goes through; empty: none is sent.
result<std::string> choose_briefing_channel(const ops::config& settings, alarm_ways& ways) {
  if (!settings.briefing_at) return std::string{};
  std::vector<std::string> names;
  for (const auto& one : ways.channels) names.push_back(one->name());
  if (names.empty())
    return fail(errc::invalid_argument,
                "SECONDBRAIN_BRIEFING_AT is set, but there is no channel to send the briefing through; set one up as "
                "docs/alarm-channels.md says, or run: secondbrain config unset SECONDBRAIN_BRIEFING_AT");
  const bool is_chosen = !settings.briefing_channel.empty();
  const auto wanted = is_chosen ? settings.briefing_channel : names.front();
  if (!is_chosen && names.size() > 1)
    ways.warnings.push_back("SECONDBRAIN_BRIEFING_CHANNEL is not set, and there are several channels (" +
                            join(names, ", ") + "): the briefing is sent through " + wanted +
                            ", the first of them; set it to another if you want");
  if (std::find(names.begin(), names.end(), wanted) != names.end()) return wanted;
  return fail(errc::invalid_argument, "SECONDBRAIN_BRIEFING_CHANNEL=" + wanted +
                                          " is no channel that is set up; these are: " + join(names, ", "));
}

}  // namespace

result<alarm_ways> set_up_channels(const ops::config& settings) {
  auto made = channels::make_channels(settings);
  RETURN_IF_ERROR(made);
  alarm_ways ways;
  for (auto& one : made->channels) ways.channels.push_back(std::move(one));
  ways.warnings = std::move(made->warnings);
  auto briefing = choose_briefing_channel(settings, ways);
  RETURN_IF_ERROR(briefing);
  ways.briefing_channel = *std::move(briefing);
  if (made->ping)
    ways.ping = [ping = std::shared_ptr<channels::dead_man_ping>{std::move(made->ping)}](
                    life_sign sign, const std::string& text, const net::call_limits& limits) {
      return ping->send(as_channels_say(sign), text, limits);
    };
  return ways;
}

}  // namespace secondbrain::cli
