// The index: run it, empty it, watch it, and ask where each file stands (contract: http_api §8.1).
#include "base/error.hpp"
#include "http/routes/routes.hpp"
#include "http/server/feed_stream.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/errors.hpp"
#include "http/wire/index_json.hpp"
#include "http/wire/write_replies.hpp"

namespace secondbrain::http {

namespace {

constexpr std::chrono::hours longest_run{24};

index_mode mode_of(const call& request) {
  return request.flag("full_rebuild") ? index_mode::full_rebuild : index_mode::incremental;
}

std::string in_words(const index_report& report) {
  return "Indexed: " + std::to_string(report.files_new) + " new, " + std::to_string(report.files_modified) +
         " modified, " + std::to_string(report.files_deleted) + " deleted, " + std::to_string(report.files_unchanged) +
         " unchanged; " + std::to_string(report.chunks_created) + " passages";
}

result<http_response> run(const address<index_api>& index, const call& request) {
  if (!request.flag("wait")) {
    const auto accepted = request.ask(index, start_index{.mode = mode_of(request), .paths = {}});
    if (!accepted) return error_response_naming_vault(accepted.error());
    return json_answer({{"status", "accepted"}, {"run_id", accepted->run_id}}, 202);
  }
  const auto report = request.ask(index, run_index{.mode = mode_of(request)}, longest_run);
  if (!report) return error_response_naming_vault(report.error());
  return json_answer({{"status", "success"},
                      {"notes_processed", report->files_new + report->files_modified},
                      {"chunks_created", report->chunks_created},
                      {"message", in_words(*report)}});
}

result<http_response> clear(const address<index_api>& index, const call& request) {
  RETURN_IF_ERROR(request.ask(index, clear_index{}, std::chrono::minutes{5}));
  return json_answer({{"status", "success"}, {"message", "The index is empty; the vault was not touched."}});
}

result<http_response> stats(const address<lexical_api>& lexical, const address<vectors_api>& vectors,
                            const call& request) {
  const auto vector_count = request.ask(vectors, count_vectors{});
  RETURN_IF_ERROR(vector_count);
  const auto lexical_count = request.ask(lexical, count_lexical{});
  RETURN_IF_ERROR(lexical_count);
  return json_answer({{"vector_count", vector_count->chunks}, {"lexical_count", lexical_count->chunks}});
}

std::optional<ledger_state> state_named(const std::optional<std::string>& name) {
  for (const auto state : {ledger_state::indexed, ledger_state::pending, ledger_state::skipped, ledger_state::failed})
    if (name == to_string(state)) return state;
  return std::nullopt;
}

result<http_response> ledger(const address<index_api>& index, const call& request) {
  const list_ledger wanted{.state = state_named(request.optional_text("state")),
                           .query = request.text("q"),
                           .offset = static_cast<int>(request.integer("offset")),
                           .limit = static_cast<int>(request.integer("limit"))};
  const auto page = request.ask(index, wanted);
  RETURN_IF_ERROR(page);
  return json_answer(ledger_json(*page, wanted));
}

}  // namespace

std::vector<route> index_routes(const address<index_api>& index, const address<lexical_api>& lexical,
                                const address<vectors_api>& vectors, const index_progress_feed& progress) {
  constexpr int largest_offset = 10'000'000;
  return {
      {.verb = method::post,
       .path = "/api/v1/index",
       .summary = "Bring the index up to date with the vault; requests at the same time share one run",
       .access = scope::write,
       .query = {optional("full_rebuild", boolean(), false, "Read every note again"),
                 optional("wait", boolean(), true, "Answer when the run has ended, or at once with its number")},
       .replies = with_write_replies({{200, "The run has ended",
                                       object({required("status", text()), required("notes_processed", integer()),
                                               required("chunks_created", integer()), required("message", text())})},
                                      {202, "The run is known by its number",
                                       object({required("status", text()), required("run_id", integer())})}}),
       .handler = [index](const call& request) { return run(index, request); }},
      {.verb = method::remove,
       .path = "/api/v1/index",
       .summary = "Empty the index; the vault is not touched",
       .access = scope::write,
       .replies =
           with_write_replies({{200, "Done", object({required("status", text()), required("message", text())})}}),
       .handler = [index](const call& request) { return clear(index, request); }},
      {.verb = method::get,
       .path = "/api/v1/index/stats",
       .summary = "How much is in the index",
       .replies = {{200, "Counts of chunks",
                    object({required("vector_count", integer()), required("lexical_count", integer())})}},
       .handler = [lexical, vectors](const call& request) { return stats(lexical, vectors, request); }},
      {.verb = method::get,
       .path = "/api/v1/index/ledger",
       .summary = "Where each file of the vault stands in the index, and why",
       .query = {optional("state", nullable(one_of({"indexed", "pending", "skipped", "failed"})), nullptr),
                 optional("q", text({}, 500), "", "Part of the path"),
                 optional("offset", integer(0, largest_offset), 0), optional("limit", integer(1, 1000), 100)},
       .replies = {{200, "A page, ordered by path", ledger_schema()}},
       .handler = [index](const call& request) { return ledger(index, request); }},
      {.verb = method::get,
       .path = "/api/v1/index/progress",
       .summary = "The run under way, or the last one",
       .replies = {{200, "Its state", progress_schema()}},
       .handler = [progress](const call&) -> result<http_response> {
         return json_answer(progress_json(progress->latest().value));
       }},
      {.verb = method::get,
       .path = "/api/v1/index/progress/stream",
       .summary = "The same as it changes: events named `progress`, and one named `error` when they are cut",
       .replies = {{200, "Server-Sent Events", progress_schema(), "text/event-stream"}},
       .handler = [progress](const call&) -> result<http_response> {
         return event_answer(
             [progress](event_stream& events) { send_changes(*progress, "progress", progress_json, events); });
       }}};
}

}  // namespace secondbrain::http
