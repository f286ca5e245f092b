// The branch that tells its owner: the rules, the look at the service that they are held against, and a part for each
// channel.
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "actors/alarm_actor.hpp"
#include "actors/sight_actor.hpp"
#include "base/boot_clock.hpp"
#include "base/time_text.hpp"
#include "cli/client/server_client.hpp"
#include "cli/service/tree_layout.hpp"
#include "ops/health/part_titles.hpp"

namespace secondbrain::cli {

using actors::worker;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

constexpr seconds ledger_timeout{10};
constexpr minutes between_sums{10};

/// What was spent, asked for when something was, and now and then: a sum wakes the part that keeps the record. One
/// thread.
class spending_look {
 public:
  spending_look(address<usage_api> usage, std::function<std::uint64_t()> calls, const ops::config& settings)
      : usage_{std::move(usage)},
        calls_{std::move(calls)},
        daily_{settings.daily_budget},
        monthly_{settings.monthly_budget} {}

  std::optional<budget_use> look() {
    if (daily_ <= 0 && monthly_ <= 0) return budget_use{};
    const auto now = std::chrono::steady_clock::now();
    const auto calls = calls_ ? calls_() : 0;  // before the sum: one that comes meanwhile is summed at the next look
    if (!known_ || calls != summed_calls_ || now - at_ >= between_sums) {
      const auto today = utc_date(std::chrono::system_clock::now());
      const auto day = spent_since(today);
      const auto month = spent_since(today.substr(0, length_of_month) + "-01");
      known_.reset();
      if (day && month) known_ = budget_use{*day, daily_, *month, monthly_};
      at_ = now;
      summed_calls_ = calls;
    }
    return known_;
  }

 private:
  static constexpr std::size_t length_of_month = 7;

  std::optional<double> spent_since(const std::string& day) const {
    const auto sums = usage_.ask(summarize_usage{day, std::nullopt}, ledger_timeout);
    return sums ? std::optional{sums->total_cost} : std::nullopt;
  }

  address<usage_api> usage_;
  std::function<std::uint64_t()> calls_;
  std::uint64_t summed_calls_ = 0;
  double daily_;
  double monthly_;
  std::optional<budget_use> known_;
  std::chrono::steady_clock::time_point at_{};
};

actors::service_look sight_of(const tree_parts& parts) {
  auto spending =
      std::make_shared<spending_look>(parts.fronts.addresses.usage, parts.alarms.calls_recorded, parts.settings);
  return [spending, alarms = parts.alarms] {
    service_sight seen;
    seen.health = alarms.health();
    seen.tree = alarms.tree();
    for (auto& part : seen.tree.actors) part.title = ops::part_title(part.name);
    seen.budget = spending->look();
    return seen;
  };
}

/// As people call this machine: without the domain.
std::string host_name() {
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0) return {};
  const std::string_view whole = name.data();
  return std::string{whole.substr(0, whole.find('.'))};
}

actors::alarm_parts alarm_parts_of(const tree_parts& parts) {
  actors::alarm_parts telling;
  telling.settings = std::make_shared<const ops::config>(parts.settings);
  telling.file = parts.data.alarms();
  telling.in_place = directory_question(parts);
  telling.service = parts.fronts.addresses.sight;
  telling.planner = parts.fronts.addresses.planner;
  for (const auto& channel : parts.fronts.channels) telling.channels.push_back({channel.name, channel.way});
  telling.boot = boot_id();
  telling.machine = parts.settings.machine_name.empty() ? host_name() : parts.settings.machine_name;
  telling.link = server_client{parts.settings}.url() + "/admin/";
  telling.briefing_channel = parts.alarms.briefing_channel;
  telling.report = parts.alarms.report;
  telling.stopping = parts.alarms.stopping;
  telling.gave_up = parts.alarms.gave_up;
  telling.unwritten = parts.alarms.unwritten;
  telling.interval = parts.settings.alarm_interval;
  if (parts.fronts.ping) telling.ping = parts.fronts.pinged;
  telling.ping_interval = parts.settings.ping_interval;
  return telling;
}

}  // namespace

/// The channels stop first, so that what they have sent is still written down.
actors::supervisor_spec lay_out_alarms(const tree_parts& parts) {
  auto sight = worker<actors::sight_actor>("sight", parts.fronts.sight, sight_of(parts));
  sight.hang = {hours{24}, hours{25}};  // whoever asks for a look notices that none comes back
  std::vector<actors::child_spec> children{
      worker<actors::alarm_actor>("rules", parts.fronts.alarms, alarm_parts_of(parts)), std::move(sight)};
  for (std::size_t at = 0; at < parts.alarms.channels.size(); ++at) {
    const auto& front = parts.fronts.channels[at];
    actors::delivery_parts sending;
    sending.through = parts.alarms.channels[at];
    sending.stopping = parts.alarms.stopping;
    auto child = worker<actors::delivery_actor>(front.name, front.front, sending);
    child.grace = sending.longest_goodbye + seconds{5};
    child.hang = {minutes{10}, hours{1}};  // each call has an end of its own
    children.push_back(std::move(child));
  }
  if (parts.fronts.ping) {
    auto ping = worker<actors::ping_actor>("ping", parts.fronts.ping,
                                           actors::ping_parts{parts.alarms.ping, seconds{15}, parts.alarms.stopping});
    ping.hang = {minutes{10}, hours{1}};
    children.push_back(std::move(ping));
  }
  return branch(parts, std::move(children));
}

}  // namespace secondbrain::cli
