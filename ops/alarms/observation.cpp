#include "ops/alarms/observation.hpp"

#include <algorithm>

#include "base/human_text.hpp"
#include "base/text.hpp"
#include "ops/alarms/alarm_rules.hpp"

namespace secondbrain::ops {
namespace {

constexpr std::string_view of_damage = "store-damaged";
constexpr auto no_answer =
    "SecondBrain could not look at its own state: a disk does not answer, perhaps the one with the vault. Check it; "
    "if it is a network drive, check the connection.";

bool watches(std::string_view wanted, std::string_view check) {
  while (!wanted.empty()) {
    const auto end = std::min(wanted.find(' '), wanted.size());
    const auto one = wanted.substr(0, end);
    if (one == check || (one.back() == '/' && check.starts_with(one))) return true;
    wanted.remove_prefix(std::min(end + 1, wanted.size()));
  }
  return false;
}

void add(observation& seen, const std::string& sentence, std::string cause) {
  seen.causes.push_back(std::move(cause));
  seen.found = finding::trouble;
  if (!seen.text.empty()) seen.text += '\n';
  seen.text += with_full_stop(sentence);
}

/// That a part hangs is an error in its check; what else is said there, of damage say, is a warning. The part is told
/// by a rule of its own.
bool is_of_hung_part(const component_check& check, const tree_snapshot& tree) {
  constexpr std::string_view root = "root/";
  return check.state == verdict::error && std::any_of(tree.actors.begin(), tree.actors.end(), [&](const auto& part) {
           return part.state == actor_state::hung && part.name.starts_with(root) &&
                  part.name.substr(root.size()) == check.name;
         });
}

/// A store that breaks down and works again is told by the rule of restarts; one that cannot begin to work cannot be
/// used.
bool is_of_mere_crash(const component_check& check, const tree_snapshot& tree) {
  constexpr std::string_view root = "root/stores/";
  return std::any_of(tree.actors.begin(), tree.actors.end(), [&](const auto& part) {
    return part.state == actor_state::backing_off && part.name.starts_with(root) &&
           part.name.substr(std::string_view{"root/"}.size()) == check.name && !part.recovery &&
           !part.recent_restarts.empty() && !part.recent_restarts.front().at_start;
  });
}

/// What cannot be written because the disk is full is not damaged: the rule of the disk tells of it.
bool is_of_full_disk(const alarm_rule& rule, const component_check& check, const health_report& health) {
  if (rule.name != of_damage || check.message.find("disk is full") == std::string::npos) return false;
  return std::any_of(health.checks.begin(), health.checks.end(),
                     [](const auto& each) { return each.name == "disk" && each.state > verdict::ok; });
}

void see_checks(const alarm_rule& rule, const service_sight& service, const config& settings, observation& seen) {
  for (const auto& check : service.health.checks) {
    if (check.state < rule.from || !watches(rule.checks, check.name)) continue;
    if (is_of_mere_crash(check, service.tree)) continue;
    if (is_of_full_disk(rule, check, service.health)) continue;
    if (settings.alarm_part_hung.after && is_of_hung_part(check, service.tree)) continue;
    add(seen, check.message, check.name);
    if (check.state > verdict::warning) seen.causes.push_back(check.name + "/" + std::string{to_string(check.state)});
    for (const auto& cause : check.causes) seen.causes.push_back(check.name + "/" + cause);
  }
}

/// What is well again, and worth telling all the same.
void see_remarks(const alarm_rule& rule, const service_sight& service, observation& seen) {
  for (const auto& check : service.health.checks)
    if (watches(rule.checks, check.name) && !check.remark.empty()) add(seen, check.remark, check.remark);
}

void see_restarts(const surroundings& around, observation& seen) {
  constexpr auto window = std::chrono::duration_cast<std::chrono::seconds>(storm_window).count();
  int restarts = 0;
  std::string reason;
  std::string newest;
  std::int64_t newest_at = 0;
  for (const auto& part : around.service->tree.actors) {
    if (part.kind == actor_kind::supervisor) continue;
    for (const auto& one : part.recent_restarts) {
      const auto at = std::chrono::floor<std::chrono::seconds>(one.at.time_since_epoch()).count();
      if (at > around.now || around.now - at > window) continue;
      ++restarts;
      if (at < newest_at) continue;
      newest_at = at;
      newest = part.title.empty() ? part.name : part.title;
      reason = one.reason;
    }
  }
  const auto span = elapsed(storm_window);
  if (restarts >= storm_restarts)
    add(seen,
        "Parts of SecondBrain were restarted " + std::to_string(restarts) + " times within " + span + ", last " +
            newest + ": " + reason,
        "parts");
  if (around.starts >= storm_restarts)
    add(seen,
        "SecondBrain itself broke down and was started again " + std::to_string(around.starts) + " times within " +
            span + ". Its log says why it ended",
        "service");
}

void see_hung(const tree_snapshot& tree, observation& seen) {
  for (const auto& part : tree.actors)
    if (part.state == actor_state::hung)
      add(seen,
          "Not answering: " + (part.title.empty() ? part.name : part.title) +
              ". If it goes on, SecondBrain restarts itself",
          part.name);
}

void see_limit(double spent, double limit, const char* budget, const char* until, observation& seen) {
  if (limit <= 0 || spent < limit * budget_share) return;
  add(seen,
      dollars(spent) + " of the " + budget + " budget of " + dollars(limit) +
          " is spent. When it is used up, no paid language model is asked " + until,
      budget);
}

void see_budget(const std::optional<budget_use>& budget, observation& seen) {
  if (!budget) {
    seen.found = finding::unknown;
    return;
  }
  see_limit(budget->today, budget->daily_limit, "daily", "until midnight UTC", seen);
  see_limit(budget->this_month, budget->monthly_limit, "monthly", "until next month", seen);
}

observation see(const alarm_rule& rule, const surroundings& around, const config& settings) {
  observation seen{rule.name, finding::well, {}};
  if (rule.measured == measure::clock) {
    if (around.clock_trouble) add(seen, *around.clock_trouble, "clock");
    return seen;
  }
  if (!around.service) {
    seen.found = finding::unknown;
    if (rule.measured == measure::hung_parts) add(seen, no_answer, "look");
    return seen;
  }
  switch (rule.measured) {
    case measure::restarts: see_restarts(around, seen); break;
    case measure::hung_parts: see_hung(around.service->tree, seen); break;
    case measure::budget: see_budget(around.service->budget, seen); break;
    case measure::remarks: see_remarks(rule, *around.service, seen); break;
    default: see_checks(rule, *around.service, settings, seen);
  }
  return seen;
}

}  // namespace

std::vector<observation> observe(const surroundings& around, const config& settings) {
  std::vector<observation> all;
  for (const auto& rule : alarm_rules()) all.push_back(see(rule, around, settings));
  for (auto& one : all) {
    const auto* cause = find_alarm_rule(find_alarm_rule(one.rule)->consequence_of);
    if (cause == nullptr || !(settings.*cause->grace).after) continue;
    const bool caused = std::any_of(all.begin(), all.end(), [&](const observation& other) {
      return other.rule == cause->name && other.found == finding::trouble;
    });
    if (caused) one = {one.rule, finding::unknown, {}};
  }
  return all;
}

}  // namespace secondbrain::ops
