#include "brain/sync/retry_state.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cstdint>
#include <utility>

namespace secondbrain::sync {

using std::chrono::system_clock;

void retry_state::failed(std::string why, system_clock::time_point now, const retry_delays& delays) {
  constexpr int most_doublings = 20;
  auto delay = delays.first * (1 << std::min(failures, most_doublings));
  next_try = now + std::min(delay, delays.longest);
  ++failures;
  reason = std::move(why);
}

void write_retry(boost::json::object& to, const retry_state& state) {
  to["failures"] = state.failures;
  to["next_try"] = std::chrono::duration_cast<std::chrono::seconds>(state.next_try.time_since_epoch()).count();
  to["reason"] = state.reason;
}

retry_state read_retry(const boost::json::object& from) {
  retry_state state;
  state.failures = boost::json::value_to<int>(from.at("failures"));
  state.next_try =
      system_clock::time_point{std::chrono::seconds{boost::json::value_to<std::int64_t>(from.at("next_try"))}};
  state.reason = boost::json::value_to<std::string>(from.at("reason"));
  return state;
}

}  // namespace secondbrain::sync
