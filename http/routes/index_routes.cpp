// The index: run it, empty it, watch it, and ask where each file stands (contract: http_api §8.1).
#include "base/error.hpp"
#include "http/routes/routes.hpp"
#include "http/server/feed_stream.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/errors.hpp"
#include "http/wire/record_schema.hpp"
#include "http/wire/write_replies.hpp"

namespace secondbrain::http {

namespace {

constexpr std::chrono::hours longest_indexing{24};

index_mode mode_of(const call& request) {
  return request.flag("full_rebuild") ? index_mode::full_rebuild : index_mode::incremental;
}

struct index_ended {
  std::string status = "success";
  int notes_processed = 0;
  int chunks_created = 0;
  std::string message;
};

constexpr auto fields_of(const index_ended*) {
  return record<index_ended>(field_list{
      field("status", &index_ended::status),
      field("notes_processed", &index_ended::notes_processed),
      field("chunks_created", &index_ended::chunks_created),
      field("message", &index_ended::message),
  });
}

struct index_cleared {
  std::string status = "success";
  std::string message = "The index is empty; the vault was not touched.";
};

constexpr auto fields_of(const index_cleared*) {
  return record<index_cleared>(field_list{
      field("status", &index_cleared::status),
      field("message", &index_cleared::message),
  });
}

struct index_counts {
  std::int64_t vector_count = 0;
  std::int64_t lexical_count = 0;
};

constexpr auto fields_of(const index_counts*) {
  return record<index_counts>(field_list{
      field("vector_count", &index_counts::vector_count),
      field("lexical_count", &index_counts::lexical_count),
  });
}

struct shown_ledger {
  ledger_page page;
  int offset = 0;
  int limit = 0;
};

constexpr auto fields_of(const shown_ledger*) {
  return record<shown_ledger>(field_list{
      inlined(&shown_ledger::page),
      field("offset", &shown_ledger::offset),
      field("limit", &shown_ledger::limit),
  });
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
    return json_answer(to_json(*accepted), 202);
  }
  const auto report = request.ask(index, run_index{.mode = mode_of(request)}, longest_indexing);
  if (!report) return error_response_naming_vault(report.error());
  return json_answer(to_json(index_ended{.notes_processed = report->files_new + report->files_modified,
                                         .chunks_created = report->chunks_created,
                                         .message = in_words(*report)}));
}

result<http_response> clear(const address<index_api>& index, const call& request) {
  RETURN_IF_ERROR(request.ask(index, clear_index{}, std::chrono::minutes{5}));
  return json_answer(to_json(index_cleared{}));
}

/// Their owner is asked where the counts are not at hand: while it writes, it would be waited for.
result<vector_counts> counts_of(const address<vectors_api>& vectors, const vector_counts_feed& at_hand,
                                const call& request) {
  if (auto known = at_hand->latest().value) return *std::move(known);
  return request.ask(vectors, count_vectors{});
}

result<http_response> stats(const address<lexical_api>& lexical, const address<vectors_api>& vectors,
                            const vector_counts_feed& at_hand, const call& request) {
  const auto vector_count = counts_of(vectors, at_hand, request);
  RETURN_IF_ERROR(vector_count);
  const auto lexical_count = request.ask(lexical, count_lexical{});
  RETURN_IF_ERROR(lexical_count);
  return json_answer(to_json(index_counts{vector_count->chunks, lexical_count->chunks}));
}

result<http_response> ledger(const address<index_api>& index, const call& request) {
  const auto wanted = from_json<list_ledger>(request.parameters);
  auto page = request.ask(index, wanted);
  RETURN_IF_ERROR(page);
  return json_answer(to_json(shown_ledger{*std::move(page), wanted.offset, wanted.limit}));
}

}  // namespace

std::vector<route> index_routes(const services& offered) {
  const auto& at = offered.addresses;
  return {{.verb = method::post,
           .path = "/api/v1/index",
           .summary = "Bring the index up to date with the vault; requests at the same time share one run",
           .access = scope::write,
           .query = {optional("full_rebuild", boolean(), false, "Read every note again"),
                     optional("wait", boolean(), true, "Answer when the run has ended, or at once with its number")},
           .replies = with_write_replies({{200, "The run has ended", schema_of<index_ended>()},
                                          {202, "The run is known by its number", schema_of<index_accepted>()}}),
           .handler = [index = at.index](const call& request) { return run(index, request); }},
          {.verb = method::remove,
           .path = "/api/v1/index",
           .summary = "Empty the index; the vault is not touched",
           .access = scope::write,
           .replies = with_write_replies({{200, "Done", schema_of<index_cleared>()}}),
           .handler = [index = at.index](const call& request) { return clear(index, request); }},
          {.verb = method::get,
           .path = "/api/v1/index/stats",
           .summary = "How much is in the index",
           .replies = {{200, "Counts of chunks", schema_of<index_counts>()}},
           .handler = [lexical = at.lexical, vectors = at.vectors, counts = offered.vector_counts](
                          const call& request) { return stats(lexical, vectors, counts, request); }},
          {.verb = method::get,
           .path = "/api/v1/index/ledger",
           .summary = "Where each file of the vault stands in the index, and why",
           .query = query_of<list_ledger>(),
           .replies = {{200, "A page, ordered by path", schema_of<shown_ledger>()}},
           .handler = [index = at.index](const call& request) { return ledger(index, request); }},
          {.verb = method::get,
           .path = "/api/v1/index/progress",
           .summary = "The run under way, or the last one",
           .replies = {{200, "Its state", schema_of<index_progress>()}},
           .handler = [progress = offered.progress](const call&) -> result<http_response> {
             return json_answer(to_json(progress->latest().value));
           }},
          {.verb = method::get,
           .path = "/api/v1/index/progress/stream",
           .summary = "The same as it changes: events named `progress`, and one named `error` when they are cut",
           .replies = {{200, "Server-Sent Events", schema_of<index_progress>(), "text/event-stream"}},
           .handler = [progress = offered.progress](const call&) -> result<http_response> {
             return event_answer([progress](event_stream& events) { send_changes(*progress, "progress", events); });
           }}};
}

}  // namespace secondbrain::http
