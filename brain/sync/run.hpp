// One run of the daily sync: which steps in which order, and what each came to (contract: operations §2).
//
// What a step does is handed in; here is only the order, the timing and the rule that nothing runs after a step that
// failed. Blocks for as long as the steps take.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "messages/sync.hpp"

namespace secondbrain::sync {

/// What a step is given to be followed and ended by.
struct step_control {
  std::function<void(int done, int total, const std::string& current)> progress;
  std::function<bool()> cancelled;
};

struct step_result {
  std::string summary;               // a sentence
  std::vector<std::string> actions;  // what was done, one line each
  std::string trouble = {};          // what it could not do although it succeeded
};

using step_function = std::function<result<step_result>(const step_control&)>;
using step_table = std::map<sync_step, step_function>;

/// Inbox, tasks, projects, index, extract; or the one that was asked for.
std::vector<sync_step> steps_of(const std::optional<sync_step>& only);

/// `all`, or the step's name.
std::string command_name(const std::optional<sync_step>& only);

struct run_observer {
  std::function<void(const sync_progress&)> progress;
  std::function<bool()> cancelled;
};

/// Never fails: a failed step is in the report.
sync_report run_steps(const run_sync& request, const step_table& steps, const run_observer& observer,
                      const clock& time = real_clock());

}  // namespace secondbrain::sync
