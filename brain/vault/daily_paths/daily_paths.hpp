// Where the note of a day lies, and which day a note is of: a folder, a date format of moment.js, a language.
//
// Pure; any thread. Paths are relative to the vault, '/' between parts, with `.md`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "brain/vault/daily_paths/moment_pattern.hpp"
#include "brain/vault/planner/calendar.hpp"

namespace secondbrain::vault {

inline constexpr std::string_view usual_day_format = "YYYY-MM-DD";

enum class note_period : std::uint8_t { day, week, month, quarter, year };

std::string_view usual_format(note_period period);

/// The first day of the week, month, quarter or year that holds the date.
day first_day(note_period period, day date, const locale_names& locale);

/// A format that cannot name a note of every day: a sentence that says why. Empty: it can.
std::string trouble_with_format(std::string_view format, note_period period);

class daily_paths {
 public:
  /// `folder` may begin with `/` or be empty: the root of the vault. An empty format is the period's usual one.
  daily_paths(std::string_view folder, std::string_view format, const locale_names& locale = english(),
              note_period period = note_period::day);

  std::string path_of(day date) const;

  /// The day (or first day of the period) whose note this is. A date is taken for one only if its note has this path,
  /// so that a look-alike (another weekday, a note in a folder below) is no daily note.
  std::optional<day> day_of(std::string_view path, day today) const;

  const std::string& folder() const noexcept { return folder_; }
  const std::string& format() const noexcept { return format_; }
  const moment_pattern& pattern() const noexcept { return pattern_; }

 private:
  std::string folder_;  // without slashes at its ends
  std::string format_;
  note_period period_;
  moment_pattern pattern_;
  moment_pattern name_;  // of the file alone
};

}  // namespace secondbrain::vault
