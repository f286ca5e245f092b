#include "brain/sync/run.hpp"

#include <chrono>
#include <exception>

#include "base/time_text.hpp"

namespace secondbrain::sync {

namespace {

std::int64_t milliseconds_since(steady_time began, const clock& time) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(time.steady() - began).count();
}

/// Whatever a library below throws ends this step, not the run's report.
result<step_result> perform(const step_table& steps, sync_step step, const step_control& control) try {
  auto found = steps.find(step);
  if (found == steps.end()) return fail(errc::unavailable, std::string{to_string(step)} + " is not set up");
  return found->second(control);
} catch (const std::exception& thrown) {
  return fail(errc::internal, thrown.what());
}

}  // namespace

std::vector<sync_step> steps_of(const std::optional<sync_step>& only) {
  if (only) return {*only};
  return {sync_step::inbox, sync_step::tasks, sync_step::projects, sync_step::index, sync_step::extract};
}

std::string command_name(const std::optional<sync_step>& only) {
  return only ? std::string{to_string(*only)} : "all";
}

sync_report run_steps(const run_sync& request, const step_table& steps, const run_observer& observer,
                      const clock& time) {
  sync_report report;
  report.command = command_name(request.only);
  report.trigger = request.trigger;
  report.started_at = utc_text(time.now());
  auto began = time.steady();

  sync_progress now;
  now.running = true;
  now.command = report.command;
  for (auto step : steps_of(request.only)) {
    if (observer.cancelled && observer.cancelled()) {
      report.error = "the run was ended before the step " + std::string{to_string(step)};
      break;
    }
    now.step = step;
    now.done = now.total = 0;
    now.current.clear();
    observer.progress(now);
    step_control control;
    control.cancelled = observer.cancelled;
    control.progress = [&](int done, int total, const std::string& current) {
      now.done = done;
      now.total = total;
      now.current = current;
      observer.progress(now);
    };
    auto step_began = time.steady();
    auto done = perform(steps, step, control);
    sync_step_report step_report{step, done.has_value(), {}, {}, milliseconds_since(step_began, time), {}};
    step_report.summary = done ? done->summary : done.error().message;
    if (done) {
      step_report.actions = std::move(done->actions);
      step_report.trouble = std::move(done->trouble);
    }
    report.steps.push_back(std::move(step_report));
    if (!done) {
      report.error = std::string{to_string(step)} + ": " + done.error().message;
      break;
    }
  }
  report.succeeded = report.error.empty();
  report.duration_ms = milliseconds_since(began, time);
  now.running = false;
  now.current.clear();
  observer.progress(now);
  return report;
}

}  // namespace secondbrain::sync
