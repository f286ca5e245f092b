// How often an event comes that is a note: as Full Calendar writes it (`daysOfWeek`, `startRecur`, `endRecur`; `rrule`,
// `startDate`, `skipDates`), or as a rule of iCalendar or in words.
//
// Pure; thread-safe; cannot fail.
#pragma once

#include <optional>
#include <string>

#include "brain/vault/notes/frontmatter.hpp"
#include "brain/vault/planner/repeating_days.hpp"

namespace secondbrain::vault {

struct event_repetition {
  std::optional<repeating_days> days;
  std::string trouble;  // why there are none, as a sentence
};

/// Nothing: nothing says that it repeats.
std::optional<event_repetition> read_event_repetition(const frontmatter_value& metadata);

}  // namespace secondbrain::vault
