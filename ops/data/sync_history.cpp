#include "ops/data/sync_history.hpp"
#include "base/record_json.hpp"

#include <boost/json/parse.hpp>
#include <sstream>
#include <string>

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/regular_file.hpp"
#include "ops/data/sync_markers.hpp"
#include "ops/log/logger.hpp"
#include "ops/log/logging.hpp"
#include "ops/log/rotating_file.hpp"

namespace secondbrain::ops {

namespace {

constexpr auto component = "daily_sync";

std::filesystem::path history_file(const std::filesystem::path& data_directory) {
  return data_directory / "sync_runs.jsonl";
}

void log_step(const sync_step_report& done) {
  auto log = logger_for(component);
  for (const auto& action : done.actions) log.info("{}: {}", to_string(done.step), action);
  if (!done.succeeded) return;  // the failure of the run says why
  log.info("{}: {}", to_string(done.step), done.summary);
  switch (done.step) {
    case sync_step::inbox:
      return log_event(component, "inbox_complete",
                       {{"processed", done.actions.size()}, {"duration_ms", done.duration_ms}});
    case sync_step::index:
      return log_event(component, "reindex_complete", {{"summary", done.summary}, {"duration_ms", done.duration_ms}});
    case sync_step::extract:
      return log_event(component, "extraction_complete",
                       {{"summary", done.summary}, {"duration_ms", done.duration_ms}});
    case sync_step::tasks:
    case sync_step::projects:
    case sync_step::weekly: return;  // no event in the reference either
  }
}

status mark(const std::filesystem::path& data_directory, const sync_report& report) {
  for (const auto& done : report.steps) {
    if (done.step != sync_step::extract || !done.succeeded) continue;
    if (auto marked = mark_extraction(data_directory, done.trouble); !marked) return marked;
  }
  if (!report.succeeded) return mark_sync_failed(data_directory, report.error);
  if (report.command == "all") return mark_sync_completed(data_directory);
  for (const auto& done : report.steps) {
    if (auto ended = end_failure_of(data_directory, done.step); !ended) return ended;
  }
  return {};
}

}  // namespace

void log_sync(const sync_report& report) {
  for (const auto& done : report.steps) log_step(done);
  if (report.succeeded) {
    log_event(component, "sync_complete", {{"command", report.command}, {"duration_ms", report.duration_ms}});
  } else {
    logger_for(component).error("sync {}: {}", report.command, report.error);
    log_event(component, "sync_failed", {{"error", report.error}});
  }
}

status record_sync(const std::filesystem::path& data_directory, const sync_report& report) {
  log_sync(report);
  auto marked = mark(data_directory, report);
  auto history = rotating_file::open(history_file(data_directory));
  RETURN_IF_ERROR(history);
  if (auto kept = history->append(json_text(to_json(report))); !kept) return kept;
  return marked;
}

result<std::vector<sync_report>> read_sync_history(const std::filesystem::path& data_directory, std::size_t limit) {
  std::vector<sync_report> oldest_first;
  for (const auto* suffix : {".old", ""}) {
    auto file = history_file(data_directory);
    file += suffix;
    std::istringstream lines{read_regular_file(file).value_or("")};
    for (std::string line; std::getline(lines, line);) {
      boost::system::error_code malformed;
      auto parsed = boost::json::parse(line, malformed);
      if (malformed) continue;
      if (auto report = checked_from_json<sync_report>(parsed)) oldest_first.push_back(std::move(*report));
    }
  }
  auto kept = std::min(limit, oldest_first.size());
  return std::vector<sync_report>{oldest_first.rbegin(), oldest_first.rbegin() + static_cast<std::ptrdiff_t>(kept)};
}

}  // namespace secondbrain::ops
