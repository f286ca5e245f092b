// The morning briefing as something that is sent: for which day it is due, and its text.
//
// Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/local_time.hpp"
#include "messages/alarm_records.hpp"
#include "messages/notice.hpp"
#include "messages/planner.hpp"

namespace secondbrain::ops {

/// The day whose briefing is due: today's, once the hour has come, unless it was sent. So a machine that slept through
/// the hour sends it when it wakes, a clock that is set back does not have it sent again, and what is due at an hour
/// that summer time leaves out or repeats comes once.
std::optional<std::string> briefing_due(time_of_day at, const local_time& now, const std::vector<std::string>& sent);

/// One that still waits for another channel than it goes through now is made anew, for this one.
void reclaim_briefing(alarm_records& kept, const std::string& channel);

/// Plain text, in the order of `secondbrain briefing` and shortened for a telephone; empty parts are left out.
notice briefing_notice(const briefing& day);

}  // namespace secondbrain::ops
