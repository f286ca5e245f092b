// The backups: list them, make one, and follow it.
//
// One that takes longer than a moment is not waited for: neither a thread of the server nor its client is kept.
#include "base/error.hpp"
#include "http/routes/routes.hpp"
#include "http/server/feed_stream.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/write_replies.hpp"
#include "ops/backup/backup_json.hpp"

namespace secondbrain::http {

namespace {

constexpr std::chrono::seconds moment{2};
constexpr auto progress_path = "/api/v1/admin/backups/progress";

result<http_response> list_them(const address<backup_api>& backups, const call& request) {
  const auto found = request.ask(backups, list_backups{}, std::chrono::minutes{5});
  RETURN_IF_ERROR(found);
  json::array listed;
  for (const auto& one : *found) listed.push_back(ops::to_json(one));
  return json_answer({{"backups", std::move(listed)}});
}

json::object progress_json(const backup_progress& progress) {
  return {{"phase", to_string(progress.phase)},
          {"run_id", progress.run_id.empty() ? nullptr : json::value(progress.run_id)},
          {"started_at", progress.started_at.empty() ? nullptr : json::value(progress.started_at)},
          {"files_done", progress.files_done},
          {"files_total", progress.files_total},
          {"bytes_done", progress.bytes_done},
          {"bytes_total", progress.bytes_total},
          {"current", progress.current},
          {"backup", progress.made ? json::value(ops::to_json(*progress.made)) : nullptr},
          {"error", progress.problem ? json::value(progress.problem->message) : nullptr}};
}

/// What came of the run: nothing while it is under way after a moment, or when nobody waits any more.
std::optional<result<backup_info>> outcome_within_a_moment(const backup_progress_feed& backup_progress,
                                                           const call& request, const std::string& run_id) {
  constexpr std::chrono::milliseconds between_looks{100};
  const auto deadline = std::chrono::steady_clock::now() + moment;
  auto seen = backup_progress->latest();
  for (;;) {
    const auto& [now, version] = seen;
    if (now.run_id == run_id && now.made) return *now.made;
    if (now.run_id == run_id && now.problem) return tl::unexpected{*now.problem};
    if (request.http.abandoned() || backup_progress->closed() || std::chrono::steady_clock::now() >= deadline)
      return std::nullopt;
    if (auto newer = backup_progress->wait_newer(version, between_looks)) seen = *std::move(newer);
  }
}

result<http_response> make_one(const address<backup_api>& backups, const backup_progress_feed& backup_progress,
                               const call& request) {
  const auto started = request.ask(backups, start_backup{});
  RETURN_IF_ERROR(started);
  // Who joins is told so, even if it ends soon: what was written since it began may not be in it.
  const auto joined = started->start == backup_start::joined;
  if (request.flag("wait") && !joined)
    if (const auto outcome = outcome_within_a_moment(backup_progress, request, started->run_id)) {
      if (!*outcome) return tl::unexpected<error>(outcome->error());
      return json_answer(ops::to_json(**outcome));
    }
  if (backup_progress->closed()) return fail(errc::cancelled, std::string{stopping});
  auto answer = json_answer(
      {{"status", "accepted"}, {"run_id", started->run_id}, {"joined", joined}, {"progress", progress_path}}, 202);
  answer.headers.emplace_back("Location", progress_path);
  return answer;
}

schema backup_schema() {
  const auto origin =
      object({required("data_id", text(), "Of the data directory, wherever it is moved; may be empty"),
              required("data_path", text()), required("vault_path", text(), "Empty: no vault was configured")});
  return object(
      {required("id", text()), required("path", text()), required("created_at", text()), required("bytes", integer()),
       required("verified", boolean()), required("problem", text(), "Why it does not count; empty when verified"),
       required("origin", nullable(origin),
                "The data directory and the vault it was made of; null: an earlier version did not write that down"),
       required("own", boolean(), "Whether it was made of the data directory that this server works on"),
       required("left_out", list_of(object({required("name", text()), required("reason", text())})),
                "Files that it does without, because they can be derived again")});
}

schema progress_schema() {
  return object({required("phase", one_of({"idle", "running", "finished", "failed"}),
                          "`idle`: none was made since the service started"),
                 required("run_id", nullable(text())), required("started_at", nullable(text()), "UTC, ISO 8601"),
                 required("files_done", integer(0)), required("files_total", integer(0)),
                 required("bytes_done", integer(0)),
                 required("bytes_total", integer(0), "As large as the files were when it began"),
                 required("current", text(), "The file that is being copied or checked"),
                 required("backup", nullable(backup_schema()), "When it has finished"),
                 required("error", nullable(text()), "When it has failed: why")});
}

schema started_schema() {
  return object({required("status", text()), required("run_id", text(), "What the progress tells of it"),
                 required("joined", boolean(),
                          "It had been under way before this request; what was written since may not be in it"),
                 required("progress", text(), "Where to follow it")});
}

}  // namespace

std::vector<route> backup_routes(const address<backup_api>& backups, const backup_progress_feed& backup_progress) {
  return {
      {.verb = method::get,
       .path = "/api/v1/admin/backups",
       .summary = "The backups there are",
       .access = scope::admin,
       .replies = {{200, "Newest first", object({required("backups", list_of(backup_schema()))})}},
       .handler = [backups](const call& request) { return list_them(backups, request); }},
      {.verb = method::post,
       .path = "/api/v1/admin/backups",
       .summary = "Make a backup now, and verify it; a request during one joins it",
       .access = scope::admin,
       .query = {optional("wait", boolean(), true, "Give it two seconds to end, or answer at once")},
       .replies = with_write_replies({{200, "The new one", backup_schema()},
                                      {202, "It is under way; `Location` says where to follow it", started_schema()}}),
       .handler = [backups,
                   backup_progress](const call& request) { return make_one(backups, backup_progress, request); }},
      {.verb = method::get,
       .path = progress_path,
       .summary = "The backup under way, or how the last one ended",
       .access = scope::admin,
       .replies = {{200, "Its state", progress_schema()}},
       .handler = [backup_progress](const call&) -> result<http_response> {
         return json_answer(progress_json(backup_progress->latest().value));
       }},
      {.verb = method::get,
       .path = std::string{progress_path} + "/stream",
       .summary = "The same as it changes: events named `backup`, and one named `error` when they are cut",
       .access = scope::admin,
       .replies = {{200, "Server-Sent Events", progress_schema(), "text/event-stream"}},
       .handler = [backup_progress](const call&) -> result<http_response> {
         return event_answer([backup_progress](event_stream& events) {
           send_changes(*backup_progress, "backup", progress_json, events);
         });
       }}};
}

}  // namespace secondbrain::http
