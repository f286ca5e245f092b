// The events of a note as the index keeps them: what its frontmatter says, and the lines of a daily note that name a
// time of day, wherever they stand, or stand under Events. The predecessor's daily notes are read by daily_note.hpp.
//
// Pure; thread-safe; cannot fail. Time is linear in the note.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "brain/vault/notes/note.hpp"
#include "brain/vault/planner/calendar.hpp"
#include "brain/vault/planner/repeating_days.hpp"
#include "messages/noted_event.hpp"
#include "messages/planner.hpp"

namespace secondbrain::vault {

/// `text`: of the note, as it is decoded for the index. Lines come without a date: the daily note they stand in has it.
/// What stands under a heading such as Log or Journal has happened, and is no event.
std::vector<noted_event> noted_events_of(const note& source, std::string_view text);

/// One that comes back.
struct repeating_event {
  calendar_event event;  // without a date
  repeating_days days;

  friend bool operator==(const repeating_event&, const repeating_event&) = default;
};

std::vector<repeating_event> repeating_events(std::span<const noted_event> events);

/// On each of their days from `begin` to `end`, both included. Of a long time the first ten years of each are told.
std::vector<calendar_event> occurrences(std::span<const repeating_event> events, day begin, day end);

/// With the days of daily notes; lines of other notes are left out, and what repeats. `day_of` answers which day a note
/// stands for.
std::vector<calendar_event> dated_events(std::span<const noted_event> events,
                                         const std::function<std::optional<day>(std::string_view path)>& day_of);

}  // namespace secondbrain::vault
