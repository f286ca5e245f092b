// The days of an event that comes back: a rule, from when on and until when, and the days that are left out.
//
// Values; thread-safe; cannot fail. Whatever a rule says, no more than the 400 years are looked at after which the
// calendar repeats, and no more days are given than asked for.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "brain/vault/dialects/recurrence_rule.hpp"
#include "brain/vault/planner/calendar.hpp"

namespace secondbrain::vault {

struct repeating_days {
  day first;
  dialects::recurrence_rule rule;
  std::vector<day> left_out;

  /// Those from `begin` to `end`, both included, but no more than `most`.
  std::vector<day> between(day begin, day end, std::size_t most) const;
  bool has_any() const;

  friend bool operator==(const repeating_days&, const repeating_days&) = default;
};

/// On one line, as the index keeps it. Nothing: the text is none of these.
std::string to_text(const repeating_days& repeating);
std::optional<repeating_days> repeating_days_in(std::string_view text);

}  // namespace secondbrain::vault
