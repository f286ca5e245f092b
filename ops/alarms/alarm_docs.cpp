#include "ops/alarms/alarm_docs.hpp"

#include "base/human_text.hpp"
#include "base/text.hpp"
#include "ops/alarms/alarm_rules.hpp"
#include "ops/config/config_table.hpp"

namespace secondbrain::ops {
namespace {

std::string code(std::string_view text) {
  return "`" + std::string{text} + "`";
}

std::string condition(const alarm_rule& rule) {
  constexpr std::string_view opening = "Tells when ";
  std::string text{find_variable(rule.setting)->description.substr(opening.size())};
  if (!rule.consequence_of.empty()) text += " Not while " + code(rule.consequence_of) + " is in trouble.";
  return text;
}

std::string watched(const alarm_rule& rule) {
  switch (rule.measured) {
    case measure::restarts: return std::to_string(storm_restarts) + " restarts within " + elapsed(storm_window);
    case measure::hung_parts: return "the parts of the service";
    case measure::budget: return "what was spent";
    case measure::clock: return "the clock, set by more than " + elapsed(clock_tolerance);
    case measure::remarks: return "health: " + code(rule.checks) + " (what it remarks)";
    case measure::none: break;
  }
  std::string checks{rule.checks};
  for (auto at = checks.find(' '); at != std::string::npos; at = checks.find(' ', at + 4))
    checks.replace(at, 1, "`, `");
  return "health: " + code(checks) + (rule.from == verdict::error ? " (error)" : "");
}

std::string after(const alarm_rule& rule) {
  const auto grace = (config{}.*rule.grace).after;
  if (!grace) return "off";
  return grace->count() == 0 ? "at once" : elapsed(*grace);
}

std::string row(const alarm_rule& rule) {
  const std::string cells[] = {code(rule.name),
                               condition(rule),
                               watched(rule),
                               after(rule),
                               std::string{to_string(rule.severity)},
                               rule.repeat.count() == 0 ? "no" : "every " + elapsed(rule.repeat),
                               rule.quiet == quiet_policy::waits ? "waits" : "breaks through",
                               rule.recovery == recovery_notice::sent ? "told" : "not told",
                               code(rule.setting)};
  std::string line = "|";
  for (const auto& cell : cells) line += " " + cell + " |";
  return line + "\n";
}

}  // namespace

std::string alarm_rules_markdown() {
  std::string table = alarm_table_begin;
  table +=
      "| Rule | Told when | Looks at | After | Severity | Repeated | In quiet hours | Its end | Setting (`off`, or "
      "seconds) |\n"
      "| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n";
  for (const auto& rule : alarm_rules()) table += row(rule);
  return table + alarm_table_end;
}

}  // namespace secondbrain::ops
