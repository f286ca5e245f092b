// What goes through a channel next, and when it is tried again.
//
// A channel that could not be reached for long gets one summary of what waited instead of all of it. Pauses between
// attempts double up to an hour; where only a person can help they begin at five minutes. What is refused again and
// again holds up nothing but what is told later of the same rule, and is set aside once others have arrived. Pure; any
// thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "messages/alarm_records.hpp"
#include "messages/delivery.hpp"
#include "messages/health.hpp"

namespace secondbrain::ops {

inline constexpr std::size_t most_waiting = 100;   // notices for one channel; then the oldest make room
inline constexpr std::size_t most_one_by_one = 3;  // after a failure; more are told in one summary
inline constexpr std::chrono::hours longest_pause{1};
inline constexpr std::chrono::minutes pause_for_owner{5};  // the first, where only a person can help
inline constexpr std::int64_t most_in_order = 5;           // failures of a notice; then others go first

/// What is sent in one attempt.
struct outgoing {
  std::vector<std::int64_t> numbers;  // of the queued notices that it stands for
  notice told;
};

/// `waiting`: at least one, in order of arrival. A test goes first, and a briefing that was asked for: somebody waits.
/// The same notices make the same summary, with the same id.
outgoing next_to_send(const std::vector<queued_notice>& waiting, const channel_memory& channel);

/// As it is sent now: one that comes late says of when it is, as not every channel shows that.
notice as_sent(notice one, std::int64_t now);

/// The channel after an attempt. `first_pause`: after the first failure. What somebody asked for is tried once, so that
/// its failure says nothing of the alarms: it does not count against the channel.
channel_memory after_attempt(channel_memory before, const outgoing& sent, const delivery_attempt& attempt,
                             std::int64_t now, std::chrono::seconds first_pause);

/// Whether it failed so often, while the channel took others, that it is not sent any more.
bool is_to_be_set_aside(const queued_notice& one);

/// Whether it is time for another attempt. A wall clock that was set back does not keep a channel from it for longer
/// than its pause.
bool may_try(const channel_memory& channel, std::int64_t now);

/// How the channels are, for health: one that fails is a warning, all of them an error. A service elsewhere that is
/// not reached is a warning, too.
component_check check_channels(const std::vector<channel_state>& channels, const std::optional<ping_state>& ping);

/// Whether somebody asked for this briefing, so that it is none of the daily ones.
bool is_asked_for(const notice& one, const channel_memory& channel);

/// Whether alarms can be expected to get through.
bool is_broken(const channel_state& channel);

}  // namespace secondbrain::ops
