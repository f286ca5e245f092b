// How Org's repeaters move a date: `+1w`, `.+1m` and `++1y` count days, weeks, months or years (Org manual §8.3.2).
//
// Pure; any thread; cannot fail.
#pragma once

#include "brain/vault/planner/calendar.hpp"

namespace secondbrain::vault::dialects {

/// By so many `d`ays, `w`eeks, `m`onths or `y`ears; any other unit (hours) leaves the day. Where the month is too short
/// it is the last day of that month.
day moved_by(day date, int count, char unit);

}  // namespace secondbrain::vault::dialects
