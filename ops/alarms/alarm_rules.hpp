// The rules of the alarms, as a table: what each watches, how long that must last, how urgent it is, how often it is
// repeated. The service, `secondbrain alarms` and the table in docs/operations.md all come from it.
//
// Constant data; any thread. Whether a rule is on, and its grace, are settings (`grace`).
#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <string_view>

#include "messages/alarm_state.hpp"
#include "messages/health.hpp"
#include "messages/notice.hpp"
#include "ops/config/config.hpp"

namespace secondbrain::ops {

/// What health does not say in the state of a check. `remarks`: what it says of checks that are well.
enum class measure : std::uint8_t { none, restarts, hung_parts, budget, clock, remarks };

/// Whether the end of an alarm is told as well.
enum class recovery_notice : std::uint8_t { sent, none };

struct alarm_rule {
  std::string_view name;
  std::string_view title;     // of the alarm: "The vault is missing"
  std::string_view was{};     // before "for 25 min": "The vault was missing"; empty where the end is not told
  std::string_view ending;    // of its recovery: "The vault is back"
  std::string_view checks{};  // of health, by name, separated by spaces; one that ends with `/` stands for all below it
  verdict from = verdict::warning;  // the mildest state of a check that counts
  measure measured = measure::none;
  alarm_grace config::*grace = nullptr;
  std::string_view setting;  // the variable of `grace`
  alarm_severity severity = alarm_severity::warning;
  std::chrono::hours repeat{24};  // while it lasts; 0: it is told once
  recovery_notice recovery = recovery_notice::sent;
  quiet_policy quiet = quiet_policy::waits;
  std::string_view consequence_of{};  // while that rule is in trouble, this one has nothing to say of its own
};

std::span<const alarm_rule> alarm_rules();

/// Null for a name that is no rule.
const alarm_rule* find_alarm_rule(std::string_view name);

/// When a measure, which no check of health has, counts as trouble.
inline constexpr int storm_restarts = 5;                      // of all parts, or of the service after a breakdown
inline constexpr std::chrono::minutes storm_window{10};       // within this
inline constexpr double budget_share = 0.8;                   // of the daily or monthly budget
inline constexpr std::chrono::minutes clock_tolerance{5};     // by which the clock may be set
inline constexpr std::chrono::hours clock_accepted_after{1};  // then the time that it was set to counts

}  // namespace secondbrain::ops
