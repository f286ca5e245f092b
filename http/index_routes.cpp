// The index: run it, empty it, watch it, and ask where each file stands (contract: http_api §8.1).
#include "http/answers.hpp"
#include "http/errors.hpp"
#include "http/feed_stream.hpp"
#include "http/index_json.hpp"
#include "http/routes.hpp"
#include "http/write_replies.hpp"

namespace secondbrain::http {

namespace {

constexpr std::chrono::hours longest_run{24};

index_mode mode_of(const call& made) {
  return made.flag("full_rebuild") ? index_mode::full_rebuild : index_mode::incremental;
}

std::string in_words(const index_report& report) {
  return "Indexed: " + std::to_string(report.files_new) + " new, " + std::to_string(report.files_modified) +
         " modified, " + std::to_string(report.files_deleted) + " deleted, " + std::to_string(report.files_unchanged) +
         " unchanged; " + std::to_string(report.chunks_created) + " passages";
}

result<http_response> run(const services& asked, const call& made) {
  if (!made.flag("wait")) {
    const auto accepted = made.ask(asked.index, start_index{.mode = mode_of(made), .paths = {}});
    if (!accepted) return error_response_naming_vault(accepted.error());
    return json_answer({{"status", "accepted"}, {"run_id", accepted->run_id}}, 202);
  }
  const auto report = made.ask(asked.index, run_index{.mode = mode_of(made)}, longest_run);
  if (!report) return error_response_naming_vault(report.error());
  return json_answer({{"status", "success"},
                      {"notes_processed", report->files_new + report->files_modified},
                      {"chunks_created", report->chunks_created},
                      {"message", in_words(*report)}});
}

result<http_response> clear(const services& asked, const call& made) {
  if (const auto cleared = made.ask(asked.index, clear_index{}, std::chrono::minutes{5}); !cleared)
    return tl::unexpected<error>(cleared.error());
  return json_answer({{"status", "success"}, {"message", "The index is empty; the vault was not touched."}});
}

result<http_response> stats(const services& asked, const call& made) {
  const auto vectors = made.ask(asked.vectors, count_vectors{});
  if (!vectors) return tl::unexpected<error>(vectors.error());
  const auto lexical = made.ask(asked.lexical, count_lexical{});
  if (!lexical) return tl::unexpected<error>(lexical.error());
  return json_answer({{"vector_count", vectors->chunks}, {"lexical_count", lexical->chunks}});
}

std::optional<ledger_state> state_named(const std::optional<std::string>& name) {
  for (const auto state : {ledger_state::indexed, ledger_state::pending, ledger_state::skipped, ledger_state::failed})
    if (name == to_string(state)) return state;
  return std::nullopt;
}

result<http_response> ledger(const services& asked, const call& made) {
  const list_ledger wanted{.state = state_named(made.optional_text("state")),
                           .query = made.text("q"),
                           .offset = static_cast<int>(made.integer("offset")),
                           .limit = static_cast<int>(made.integer("limit"))};
  const auto page = made.ask(asked.index, wanted);
  if (!page) return tl::unexpected<error>(page.error());
  return json_answer(ledger_json(*page, wanted));
}

}  // namespace

std::vector<route> index_routes(const services& asked) {
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
       .handler = [&asked](const call& made) { return run(asked, made); }},
      {.verb = method::remove,
       .path = "/api/v1/index",
       .summary = "Empty the index; the vault is not touched",
       .access = scope::write,
       .replies =
           with_write_replies({{200, "Done", object({required("status", text()), required("message", text())})}}),
       .handler = [&asked](const call& made) { return clear(asked, made); }},
      {.verb = method::get,
       .path = "/api/v1/index/stats",
       .summary = "How much is in the index",
       .replies = {{200, "Counts of chunks",
                    object({required("vector_count", integer()), required("lexical_count", integer())})}},
       .handler = [&asked](const call& made) { return stats(asked, made); }},
      {.verb = method::get,
       .path = "/api/v1/index/ledger",
       .summary = "Where each file of the vault stands in the index, and why",
       .query = {optional("state", nullable(one_of({"indexed", "pending", "skipped", "failed"})), nullptr),
                 optional("q", text({}, 500), "", "Part of the path"),
                 optional("offset", integer(0, largest_offset), 0), optional("limit", integer(1, 1000), 100)},
       .replies = {{200, "A page, ordered by path", ledger_schema()}},
       .handler = [&asked](const call& made) { return ledger(asked, made); }},
      {.verb = method::get,
       .path = "/api/v1/index/progress",
       .summary = "The run under way, or the last one",
       .replies = {{200, "Its state", progress_schema()}},
       .handler = [&asked](const call&) -> result<http_response> {
         return json_answer(progress_json(asked.progress->latest().value));
       }},
      {.verb = method::get,
       .path = "/api/v1/index/progress/stream",
       .summary = "The same as it changes: events named `progress`, and one named `error` when they are cut",
       .replies = {{200, "Server-Sent Events", progress_schema(), "text/event-stream"}},
       .handler = [&asked](const call&) -> result<http_response> {
         return event_answer(
             [&asked](event_stream& events) { send_changes(*asked.progress, "progress", progress_json, events); });
       }}};
}

}  // namespace secondbrain::http
