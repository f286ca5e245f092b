// The day at a glance: what is overdue, due and waiting, and what yesterday and today say (contract: http_api §6.4).
//
// Thread-safe, cannot fail.
#pragma once

#include <optional>
#include <vector>

#include "brain/vault/planner/calendar.hpp"
#include "brain/vault/planner/daily_note.hpp"

namespace secondbrain::vault {

/// `tasks` are those of `notes`.
briefing make_briefing(const daily_note_map& notes, const std::vector<task>& tasks, day today);

/// What one day's note says under Focus and Notes; nothing when there is no note or it says nothing there.
std::optional<daily_context> context_of(const daily_note_map& notes, day date);

/// Of the newest day before today that says anything, at most `look_back` days before yesterday (contract: vault §5).
std::optional<daily_context> recent_context(const daily_note_map& notes, day today, int look_back = 3);

}  // namespace secondbrain::vault
