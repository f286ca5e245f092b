// Which events fall into a stretch of days (contract: vault §7, http_api §6.3).
//
// Thread-safe, cannot fail.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "brain/vault/planner/daily_note.hpp"

namespace secondbrain::vault {

/// Events of which at least one day lies between `start` and `end`, both included; by day, all-day ones first, then by
/// time of day.
std::vector<calendar_event> events_between(const daily_note_map& notes, std::string_view start, std::string_view end);

/// Likewise, with those of other notes.
std::vector<calendar_event> events_between(const daily_note_map& notes, std::span<const calendar_event> others,
                                           std::string_view start, std::string_view end);

}  // namespace secondbrain::vault
