// The daily sync: run it, follow it, and see what earlier runs came to (contract: operations §2, W60).
#include "base/error.hpp"
#include "http/routes/routes.hpp"
#include "http/server/feed_stream.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/write_replies.hpp"
#include "ops/data/sync_report_json.hpp"
#include "ops/log/logging.hpp"

namespace secondbrain::http {

namespace {

constexpr std::chrono::hours longest_run{24};
const std::vector<std::string> commands{"all", "inbox", "tasks", "projects", "index", "extract", "weekly"};

/// Nothing: all of them.
std::optional<sync_step> step_named(std::string_view name) {
  for (const auto step : {sync_step::inbox, sync_step::tasks, sync_step::projects, sync_step::index, sync_step::extract,
                          sync_step::weekly})
    if (name == to_string(step)) return step;
  return std::nullopt;
}

sync_trigger trigger_named(std::string_view name) {
  return name == to_string(sync_trigger::command_line) ? sync_trigger::command_line : sync_trigger::api;
}

result<http_response> run(const address<sync_api>& sync, const call& request) {
  const auto command = request.text("step");
  const run_sync wanted{.only = step_named(command), .trigger = trigger_named(request.text("trigger"))};
  if (!request.flag("wait")) {
    sync.send(wanted, longest_run, [](const result<sync_report>& done) {
      if (!done) ops::logger_for("http")->warn("a sync nobody waits for did not run: {}", done.error().message);
    });
    return json_answer({{"status", "accepted"}, {"command", command}}, 202);
  }
  const auto report = request.ask(sync, wanted, longest_run);
  RETURN_IF_ERROR(report);
  return json_answer(ops::to_json(*report));
}

result<http_response> list_runs(const sync_history_reader& sync_history, const call& request) {
  const auto found = sync_history(static_cast<std::size_t>(request.integer("limit")));
  RETURN_IF_ERROR(found);
  json::array runs;
  for (const auto& one : *found) runs.push_back(ops::to_json(one));
  return json_answer({{"runs", std::move(runs)}});
}

json::object progress_json(const sync_progress& progress) {
  return {{"running", progress.running},
          {"command", progress.command},
          {"step", progress.step ? json::value(to_string(*progress.step)) : nullptr},
          {"done", progress.done},
          {"total", progress.total},
          {"current", progress.current}};
}

schema progress_schema() {
  return object({required("running", boolean()), required("command", text()),
                 required("step", nullable(text()), "The one under way"), required("done", integer(0)),
                 required("total", integer(0), "Of the step's items; 0: not known"),
                 required("current", text(), "Path or name of the item")});
}

schema report_schema() {
  const auto step = object({required("step", text()), required("succeeded", boolean()),
                            required("summary", text(), "Of a failed step the reason"),
                            required("actions", list_of(text())), required("duration_ms", integer(0))});
  return object({required("command", text(), "`all`, or a step"), required("trigger", text()),
                 required("started_at", text(), "UTC, ISO 8601"), required("duration_ms", integer(0)),
                 required("status", one_of({"success", "failed"})), required("error", nullable(text())),
                 required("steps", list_of(step), "Those that ran")});
}

}  // namespace

std::vector<route> sync_routes(const address<sync_api>& sync, const sync_progress_feed& sync_progress,
                               const sync_history_reader& sync_history) {
  constexpr int most = 500;
  return {{.verb = method::post,
           .path = "/api/v1/admin/sync",
           .summary = "Run the daily sync, or one step of it",
           .access = scope::admin,
           .query = {optional("step", one_of(commands), "all"),
                     optional("trigger", one_of({"api", "command_line"}), "api", "Who asks, for the record"),
                     optional("wait", boolean(), true, "Answer when it is over")},
           .replies = with_write_replies(
               {{200, "What it came to; a step that failed is told of here", report_schema()},
                {202, "It will run; nobody waits", object({required("status", text()), required("command", text())})}}),
           .handler = [sync](const call& request) { return run(sync, request); }},
          {.verb = method::get,
           .path = "/api/v1/admin/sync/runs",
           .summary = "What earlier runs came to",
           .access = scope::admin,
           .query = {optional("limit", integer(1, most), 20)},
           .replies = {{200, "The newest first", object({required("runs", list_of(report_schema()))})}},
           .handler = [sync_history](const call& request) { return list_runs(sync_history, request); }},
          {.verb = method::get,
           .path = "/api/v1/admin/sync/progress",
           .summary = "The sync under way, or how the last one ended",
           .access = scope::admin,
           .replies = {{200, "Its state", progress_schema()}},
           .handler = [sync_progress](const call&) -> result<http_response> {
             return json_answer(progress_json(sync_progress->latest().value));
           }},
          {.verb = method::get,
           .path = "/api/v1/admin/sync/progress/stream",
           .summary = "The same as it changes: events named `sync`, and one named `error` when they are cut",
           .access = scope::admin,
           .replies = {{200, "Server-Sent Events", progress_schema(), "text/event-stream"}},
           .handler = [sync_progress](const call&) -> result<http_response> {
             return event_answer([sync_progress](event_stream& events) {
               send_changes(*sync_progress, "sync", progress_json, events);
             });
           }}};
}

}  // namespace secondbrain::http
