// What an update does while an editor is saving: a note that is taken away or emptied for a moment is waited for.
//
// Blocks for two seconds at most.
#pragma once

#include "brain/vault/planner/calendar.hpp"
#include "brain/vault/planner/daily_note.hpp"
#include "brain/vault/planner/daily_view.hpp"
#include "brain/vault/writing/vault_writer.hpp"
#include "messages/result.hpp"

namespace secondbrain::sync {

/// Until the view, which was just refreshed, holds the task. errc::not_found: it does not, and the notes are at rest;
/// errc::conflict: they kept changing, another program has one open that it changed lately, or the note that held the
/// task has been gone or blank for less than a minute; and what a refresh fails with.
status await_task(const vault::vault_writer& writer, vault::daily_view& view, const vault::task_key& key,
                  vault::day today);

}  // namespace secondbrain::sync
