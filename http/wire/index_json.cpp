#include "http/wire/index_json.hpp"

#include "http/wire/answers.hpp"

namespace secondbrain::http {

namespace {

json::object report_json(const index_report& report) {
  return {{"run_id", report.run_id},
          {"files_new", report.files_new},
          {"files_modified", report.files_modified},
          {"files_deleted", report.files_deleted},
          {"files_unchanged", report.files_unchanged},
          {"files_failed", report.files_failed},
          {"chunks_created", report.chunks_created},
          {"duration_ms", report.duration.count()}};
}

schema report_schema() {
  return object({required("run_id", integer()), required("files_new", integer()), required("files_modified", integer()),
                 required("files_deleted", integer()), required("files_unchanged", integer()),
                 required("files_failed", integer()), required("chunks_created", integer()),
                 required("duration_ms", integer())});
}

}  // namespace

json::object progress_json(const index_progress& progress) {
  return {{"phase", to_string(progress.phase)},
          {"run_id", progress.run_id},
          {"trigger", to_string(progress.trigger)},
          {"files_total", progress.files_total},
          {"files_done", progress.files_done},
          {"chunks_created", progress.chunks_created},
          {"current", progress.current},
          {"started_at", json_time(progress.started_at)},
          {"finished_at", json_time(progress.finished_at)},
          {"message", progress.message},
          {"last_report", progress.last_report ? json::value(report_json(*progress.last_report)) : nullptr}};
}

schema progress_schema() {
  return object(
      {required("phase", one_of({"idle", "waiting_for_lock", "scanning", "indexing", "finished", "failed", "frozen"})),
       required("run_id", integer()), required("trigger", text()),
       required("files_total", integer(), "Files this run has to read"), required("files_done", integer()),
       required("chunks_created", integer()), required("current", text(), "The path being read"),
       required("started_at", nullable(text())), required("finished_at", nullable(text())), required("message", text()),
       required("last_report", nullable(report_schema()))});
}

json::object ledger_json(const ledger_page& page, const list_ledger& request) {
  json::array entries;
  for (const auto& entry : page.entries)
    entries.push_back({{"path", entry.path},
                       {"state", to_string(entry.state)},
                       {"since", entry.since},
                       {"reason", entry.reason},
                       {"chunk_count", entry.chunk_count}});
  return {{"entries", std::move(entries)}, {"total", page.total},     {"indexed", page.indexed},
          {"pending", page.pending},       {"skipped", page.skipped}, {"failed", page.failed},
          {"offset", request.offset},      {"limit", request.limit}};
}

schema ledger_schema() {
  const auto entry = object({required("path", text()), required("state", text()), required("since", text()),
                             required("reason", text(), "Empty when indexed"), required("chunk_count", integer())});
  return object({required("entries", list_of(entry)), required("total", integer(), "Entries that match"),
                 required("indexed", integer()), required("pending", integer()), required("skipped", integer()),
                 required("failed", integer()), required("offset", integer()), required("limit", integer())});
}

}  // namespace secondbrain::http
