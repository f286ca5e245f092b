// Rules of recurrence in English words, as the Tasks plugin takes them: `every 2 weeks on Monday`, `every month on the
// last Friday`, `every January on the 15th when done`.
//
// The grammar and its quirks are those of rrule.js 2.8.1, from which the plugin has it: what a rule means is decided by
// the words that are understood, and what follows them is passed over. Thread-safe, cannot fail.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "brain/vault/dialects/recurrence_rule.hpp"

namespace secondbrain::vault::dialects {

struct worded_rule {
  recurrence_rule rule;
  bool from_completion = false;  // `when done`: counts from the day of completion, not from the date on the line

  friend bool operator==(const worded_rule&, const worded_rule&) = default;
};

/// Nothing: the words are no rule.
std::optional<worded_rule> read_rule_words(std::string_view text);

/// The rule as the plugin spells it.
std::string rule_words(const worded_rule& rule);

/// The day that follows a date by this rule, as the plugin counts: a month or a year that is too short moves the day
/// back, and the rule goes on from there. Nothing: the rule is over, or no day fits it.
std::optional<day> following_day(const worded_rule& rule, day reference, day today);

}  // namespace secondbrain::vault::dialects
