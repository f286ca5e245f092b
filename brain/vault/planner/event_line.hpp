// One line that is an event: `- 10:30 — Dentist (through 2026-02-12)` (contract: vault §7).
//
// Thread-safe, cannot fail.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "brain/vault/planner/event_time.hpp"
#include "messages/planner.hpp"

namespace secondbrain::vault {

struct event_line {
  std::string time;  // `H:MM`; empty: all day
  std::string_view title;
  std::string_view end_date;  // a day that exists, or empty
};

/// Nothing: the line is no event. The parts are slices of the line. What looks like a time and is none (99:99), or
/// like a last day and is none, belongs to the title.
std::optional<event_line> read_event_line(std::string_view line);

/// Of what stands behind the sign of an item, and behind its box if it has one.
std::optional<event_line> read_event_text(std::string_view text);

/// A last day before the first one is none.
calendar_event event_of(const event_line& line, std::string_view date);

}  // namespace secondbrain::vault
