// A date format of moment.js, as Obsidian's daily notes are named by: `YYYY/MM-MMMM/[Week] ww/YYYY-MM-DD dddd`.
//
// `[…]` and `\x` stand for themselves, `L` is the language's own form, `ww` and `gggg` follow its weeks, `WW` and
// `GGGG` ISO 8601; Arabic, Persian, Hindi and others use their own digits. A date is written as at noon. Values; any
// thread.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "brain/vault/daily_paths/locale_names.hpp"
#include "brain/vault/planner/calendar.hpp"

namespace secondbrain::vault {

class moment_pattern {
 public:
  explicit moment_pattern(std::string_view format, const locale_names& locale = english());

  std::string text_of(day date) const { return text_of(date, noon); }
  std::string text_of(day date, std::chrono::seconds time_of_day) const;

  /// The day that moment.js reads in a text, strictly: nothing may be left over. What the format does not say comes
  /// from `today` (year) or is the first (day). Several constructs can be written and not read (`Qo`, `[[]`), and some
  /// are read as another day than was meant (`YYYY-[W]WW-DD`): who needs certainty compares `text_of` what was read.
  std::optional<day> read(std::string_view text, day today) const;

  /// Whether a day, and not only a month or a week, follows from what is written. A format that never does is no name
  /// for daily notes: every note would be the same one.
  bool tells_days() const;

  /// The names of months or weekdays are part of it, so that its language matters.
  bool has_names() const;

  const locale_names& locale() const noexcept { return *locale_; }

 private:
  static constexpr std::chrono::hours noon{12};

  struct piece {
    std::string token;  // empty: it is a text
    std::string text;   // as it is written
    std::optional<std::string> read_as;
  };

  std::string written(const piece& each, day date, std::chrono::seconds time_of_day) const;

  const locale_names* locale_;
  std::string format_;  // with `L` and the like replaced
  std::vector<piece> pieces_;
};

/// Behind the last `/` that is not part of a literal: the format of the file's own name.
std::string_view last_segment(std::string_view format);

}  // namespace secondbrain::vault
