// The rules of the alarms as they stand: for the page, the command line and metrics.
//
// Values. Moments are texts (UTC, ISO 8601; empty: never).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/enum_names.hpp"
#include "base/fields.hpp"
#include "messages/notice.hpp"

namespace secondbrain {

enum class alarm_phase : std::uint8_t {
  calm,
  pending,  // in trouble, for less than its grace
  firing,
  over,  // it has ended, which is still to be told
};

constexpr auto names_of(alarm_phase) {
  using enum alarm_phase;
  return named_values<alarm_phase>({{calm, "calm"}, {pending, "pending"}, {firing, "firing"}, {over, "over"}});
}

enum class quiet_policy : std::uint8_t { waits, breaks_through };

constexpr auto names_of(quiet_policy) {
  using enum quiet_policy;
  return named_values<quiet_policy>({{waits, "waits"}, {breaks_through, "breaks_through"}});
}

/// One rule as it stands.
struct alarm_state {
  std::string rule;
  std::string title;
  alarm_severity severity = alarm_severity::warning;
  quiet_policy quiet = quiet_policy::waits;
  std::string setting;                        // the variable that switches it off or sets its grace
  std::optional<std::int64_t> grace_seconds;  // nothing: it is off
  alarm_phase phase = alarm_phase::calm;
  std::string since;
  std::string text;
  std::string told_at;
  std::string silenced_until;
};

constexpr auto fields_of(const alarm_state*) {
  return record<alarm_state>(field_list{
      field("rule", &alarm_state::rule),
      field("title", &alarm_state::title),
      field("severity", &alarm_state::severity),
      field("quiet_hours", &alarm_state::quiet, "Whether it waits for the end of the quiet hours"),
      field("setting", &alarm_state::setting, "The variable that switches it off or sets its grace"),
      field("grace_seconds", &alarm_state::grace_seconds, "How long it must last before it is told; null: it is off"),
      field("state", &alarm_state::phase),
      field("since", &alarm_state::since, "", {.empty = when_empty::null}),
      field("message", &alarm_state::text, "What is in trouble, and what to do", {.empty = when_empty::null}),
      field("told_at", &alarm_state::told_at, "When the last notice of it was written", {.empty = when_empty::null}),
      field("silenced_until", &alarm_state::silenced_until, "", {.empty = when_empty::null}),
  });
}

}  // namespace secondbrain
