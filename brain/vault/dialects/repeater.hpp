// Days that a repeater leads to, as Org and Logseq write them (`+1w`, `.+2m`), and which days can be written at all.
//
// Pure; thread-safe, cannot fail.
#pragma once

#include <cstdint>
#include <optional>

#include "brain/vault/planner/calendar.hpp"

namespace secondbrain::vault::dialects {

/// From 0001-01-01 to 9999-12-31; another one could not be read again.
bool can_be_written(day date) noexcept;

/// By so many `d`ays, `w`eeks, `m`onths or `y`ears; any other unit (hours) leaves the day. Where the month is too short
/// it is the last day of that month. Nothing: that day could not be written.
std::optional<day> moved_by(day date, std::int64_t count, char unit);

/// The first day behind `today` that lies whole steps behind `date`, one at least.
std::optional<day> moved_behind(day date, std::int64_t count, char unit, day today);

}  // namespace secondbrain::vault::dialects
