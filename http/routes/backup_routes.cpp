// The backups: list them, make one, and follow it.
//
// One that takes longer than a moment is not waited for: neither a thread of the server nor its client is kept.
#include "base/error.hpp"
#include "http/routes/routes.hpp"
#include "http/server/feed_stream.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/record_schema.hpp"
#include "http/wire/write_replies.hpp"

namespace secondbrain::http {

namespace {

constexpr std::chrono::seconds moment{2};
constexpr auto progress_path = "/api/v1/admin/backups/progress";

struct backup_list {
  std::vector<backup_info> backups;
};

constexpr auto fields_of(const backup_list*) {
  return record<backup_list>(field_list{field("backups", &backup_list::backups)});
}

/// A backup that is under way, and where to follow it.
struct backup_accepted {
  backup_started started;
  std::string progress;
};

constexpr auto fields_of(const backup_accepted*) {
  return record<backup_accepted>(field_list{
      inlined(&backup_accepted::started),
      field("progress", &backup_accepted::progress, "Where to follow it"),
  });
}

result<http_response> list_them(const address<backup_api>& backups, const call& request) {
  auto found = request.ask(backups, list_backups{}, std::chrono::minutes{5});
  RETURN_IF_ERROR(found);
  return json_answer(to_json(backup_list{*std::move(found)}));
}

/// What came of the run: nothing while it is under way after a moment, or when nobody waits any more.
std::optional<result<backup_info>> outcome_within_a_moment(const backup_progress_feed& progress, const call& request,
                                                           const std::string& run_id) {
  constexpr std::chrono::milliseconds between_looks{100};
  const auto deadline = std::chrono::steady_clock::now() + moment;
  auto seen = progress->latest();
  for (;;) {
    const auto& [now, version] = seen;
    if (now.run_id == run_id && now.backup) return *now.backup;
    if (now.run_id == run_id && now.problem) return fail(*now.problem);
    if (request.http.abandoned() || progress->closed() || std::chrono::steady_clock::now() >= deadline)
      return std::nullopt;
    if (auto newer = progress->wait_newer(version, between_looks)) seen = *std::move(newer);
  }
}

result<http_response> make_one(const address<backup_api>& backups, const backup_progress_feed& progress,
                               const call& request) {
  const auto started = request.ask(backups, start_backup{});
  RETURN_IF_ERROR(started);
  // Who joins is told so, even if it ends soon: what was written since it began may not be in it.
  const auto joined = started->start == backup_start::joined;
  if (request.flag("wait") && !joined)
    if (const auto outcome = outcome_within_a_moment(progress, request, started->run_id)) {
      if (!*outcome) return fail(outcome->error());
      return json_answer(to_json(**outcome));
    }
  if (progress->closed()) return fail(errc::cancelled, std::string{stopping});
  auto answer = json_answer(to_json(backup_accepted{*started, progress_path}), 202);
  answer.headers.emplace_back("Location", progress_path);
  return answer;
}

result<http_response> try_one(const address<backup_api>& backups, const call& request) {
  const auto started = request.ask(backups, try_backup{request.text("id")});
  RETURN_IF_ERROR(started);
  auto answer = json_answer(to_json(backup_accepted{*started, progress_path}), 202);
  answer.headers.emplace_back("Location", progress_path);
  return answer;
}

}  // namespace

std::vector<route> backup_routes(const address<backup_api>& backups, const backup_progress_feed& progress) {
  return {{.verb = method::get,
           .path = "/api/v1/admin/backups",
           .summary = "The backups that exist",
           .access = scope::admin,
           .replies = {{200, "Newest first", schema_of<backup_list>()}},
           .handler = [backups](const call& request) { return list_them(backups, request); }},
          {.verb = method::post,
           .path = "/api/v1/admin/backups",
           .summary = "Make a backup now, and verify it; a request during one joins it",
           .access = scope::admin,
           .query = {optional("wait", boolean(), true, "Give it two seconds to end, or answer at once")},
           .replies = with_write_replies(
               {{200, "The new one", schema_of<backup_info>()},
                {202, "It is under way; `Location` says where to follow it", schema_of<backup_accepted>()}}),
           .handler = [backups, progress](const call& request) { return make_one(backups, progress, request); }},
          {.verb = method::post,
           .path = "/api/v1/admin/backups/trial",
           .summary = "Restore a backup into a scratch folder and use it there; a request during that joins it",
           .access = scope::admin,
           .query = {optional("id", text(), "", "Which; without it the newest of this data directory")},
           .replies = with_write_replies(
               {{202, "It is under way; `Location` says where to follow it", schema_of<backup_accepted>()},
                {404, "There is no such backup"}}),
           .handler = [backups](const call& request) { return try_one(backups, request); }},
          {.verb = method::get,
           .path = progress_path,
           .summary = "The backup under way, or how the last one ended",
           .access = scope::admin,
           .replies = {{200, "Its state", schema_of<backup_progress>()}},
           .handler = [progress](const call&) -> result<http_response> {
             return json_answer(to_json(progress->latest().value));
           }},
          {.verb = method::get,
           .path = std::string{progress_path} + "/stream",
           .summary = "The same as it changes: events named `backup`, and one named `error` when they are cut",
           .access = scope::admin,
           .replies = {{200, "Server-Sent Events", schema_of<backup_progress>(), "text/event-stream"}},
           .handler = [progress](const call&) -> result<http_response> {
             return event_answer([progress](event_stream& events) { send_changes(*progress, "backup", events); });
           }}};
}

}  // namespace secondbrain::http
