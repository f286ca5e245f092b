// A note that is an event by its frontmatter: `date` with `startTime`, `allDay`, or a type or tag that says so; `start`
// with a time of day; or one that comes back (event_repetition.hpp). As calendar plugins write them.
//
// Pure; thread-safe; cannot fail.
#pragma once

#include <optional>
#include <string>

#include "brain/vault/notes/frontmatter.hpp"

namespace secondbrain::vault {

struct event_properties {
  std::string date;      // YYYY-MM-DD; of one that repeats, its days (repeating_days.hpp); empty: they cannot be read
  std::string time;      // `H:MM`; empty: all day
  std::string end_date;  // empty: one day
  std::string trouble = {};  // why the days cannot be read
};

/// Nothing: the note is no event. A day on which it was written, as most notes have it, does not make it one.
std::optional<event_properties> read_event_properties(const frontmatter_value& metadata);

}  // namespace secondbrain::vault
