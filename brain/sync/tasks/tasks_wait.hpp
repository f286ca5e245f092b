// What an update does while an editor is saving: a note that is taken away or emptied for a moment is waited for.
//
// Blocks for two seconds at most, by the clock of the notes, and for one note no more than once in ten.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "brain/vault/planner/calendar.hpp"
#include "brain/vault/planner/daily_note.hpp"
#include "brain/vault/planner/daily_view.hpp"
#include "brain/vault/writing/vault_writer.hpp"

namespace secondbrain::sync {

/// Until when a note that is away is not waited for, by its day.
using suspended_waits = std::map<std::string, steady_time, std::less<>>;

/// Until the view, which was just refreshed, holds the task. errc::not_found: it does not, and the notes are at rest;
/// errc::conflict: they kept changing, another program has one open that it changed lately, or the note that held the
/// task has been gone or blank for less than a minute; and what a refresh fails with.
/// What was waited for in vain a moment ago is not waited for again: others stand in line meanwhile.
status await_task(const vault::vault_writer& writer, vault::daily_view& view, const vault::task_key& key,
                  vault::day today, suspended_waits& suspended);

}  // namespace secondbrain::sync
