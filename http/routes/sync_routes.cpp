// The daily sync: run it, follow it, and see what earlier runs came to (contract: operations §2, W60).
#include "base/error.hpp"
#include "http/routes/routes.hpp"
#include "http/server/feed_stream.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/record_schema.hpp"
#include "http/wire/write_replies.hpp"
#include "ops/log/logger.hpp"

namespace secondbrain::http {

namespace {

constexpr std::chrono::hours longest_sync{24};
constexpr auto all_steps = "all";

std::vector<std::string> commands() {
  auto names = names_of_all<sync_step>();
  names.insert(names.begin(), all_steps);
  return names;
}

struct run_list {
  std::vector<sync_report> runs;
};

constexpr auto fields_of(const run_list*) {
  return record<run_list>(field_list{field("runs", &run_list::runs)});
}

/// A sync that will run while nobody waits.
struct sync_accepted {
  std::string status = "accepted";
  std::string command;
};

constexpr auto fields_of(const sync_accepted*) {
  return record<sync_accepted>(field_list{
      field("status", &sync_accepted::status),
      field("command", &sync_accepted::command),
  });
}

result<http_response> run(const address<sync_api>& sync, const call& request) {
  const auto command = request.text("step");
  auto wanted = from_json<run_sync>(request.parameters);
  wanted.only = value_named<sync_step>(command);
  if (!request.flag("wait")) {
    sync.send(wanted, longest_sync, [](const result<sync_report>& done) {
      if (!done) ops::logger_for("http").warn("a sync in the background did not run: {}", done.error().message);
    });
    return json_answer(to_json(sync_accepted{.command = command}), 202);
  }
  const auto report = request.ask(sync, wanted, longest_sync);
  RETURN_IF_ERROR(report);
  return json_answer(to_json(*report));
}

result<http_response> list_runs(const sync_history_reader& sync_history, const call& request) {
  auto found = sync_history(static_cast<std::size_t>(request.integer("limit")));
  RETURN_IF_ERROR(found);
  return json_answer(to_json(run_list{*std::move(found)}));
}

}  // namespace

std::vector<route> sync_routes(const address<sync_api>& sync, const sync_progress_feed& progress,
                               const sync_history_reader& sync_history) {
  constexpr int most = 500;
  std::vector<member> query{optional("step", one_of(commands()), all_steps)};
  for (auto& parameter : query_of<run_sync>()) query.push_back(std::move(parameter));
  query.push_back(optional("wait", boolean(), true, "Answer when it is over"));
  return {{.verb = method::post,
           .path = "/api/v1/admin/sync",
           .summary = "Run the daily sync, or one step of it",
           .access = scope::admin,
           .query = std::move(query),
           .replies =
               with_write_replies({{200, "The result; a step that failed is reported here", schema_of<sync_report>()},
                                   {202, "It will run in the background", schema_of<sync_accepted>()}}),
           .handler = [sync](const call& request) { return run(sync, request); }},
          {.verb = method::get,
           .path = "/api/v1/admin/sync/runs",
           .summary = "What earlier runs came to",
           .access = scope::admin,
           .query = {optional("limit", integer(1, most), 20)},
           .replies = {{200, "The newest first", schema_of<run_list>()}},
           .handler = [sync_history](const call& request) { return list_runs(sync_history, request); }},
          {.verb = method::get,
           .path = "/api/v1/admin/sync/progress",
           .summary = "The sync under way, or how the last one ended",
           .access = scope::admin,
           .replies = {{200, "Its state", schema_of<sync_progress>()}},
           .handler = [progress](const call&) -> result<http_response> {
             return json_answer(to_json(progress->latest().value));
           }},
          {.verb = method::get,
           .path = "/api/v1/admin/sync/progress/stream",
           .summary = "The same as it changes: events named `sync`, and one named `error` when they are cut",
           .access = scope::admin,
           .replies = {{200, "Server-Sent Events", schema_of<sync_progress>(), "text/event-stream"}},
           .handler = [progress](const call&) -> result<http_response> {
             return event_answer([progress](event_stream& events) { send_changes(*progress, "sync", events); });
           }}};
}

}  // namespace secondbrain::http
