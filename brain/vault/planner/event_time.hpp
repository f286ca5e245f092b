// The time of day that the line of an event begins with, as people write it: `14:30 Dentist`, `9:00-10:30 Review`,
// `2:30 pm — Call`, `**11:00** Lunch`.
//
// Thread-safe, cannot fail.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace secondbrain::vault {

struct timed_text {
  std::string time;        // `H:MM` of 24 hours: as written, or what `2:30 pm` comes to
  std::string_view title;  // a slice of the text, never empty
};

/// Of a stretch of time its beginning. Nothing: the text begins with no time of day, or has no title behind it.
std::optional<timed_text> read_timed_text(std::string_view text);

/// False: no line of the text begins with a time of day. Most notes name none, and need not be gone through.
bool may_hold_timed_text(std::string_view text) noexcept;

/// Minutes since midnight of `H:MM` or `HH:MM`; nothing for what is no time of day.
std::optional<int> minutes_of(std::string_view time);

}  // namespace secondbrain::vault
