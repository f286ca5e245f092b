#include "brain/index/index_tally.hpp"

#include <string_view>

#include "base/time_text.hpp"

namespace secondbrain::index {
namespace {

bool may_hide_notes(vault::scan_problem_kind kind) {
  return kind == vault::scan_problem_kind::directory_unreadable || kind == vault::scan_problem_kind::file_unreadable;
}

}  // namespace

index_tally::index_tally(std::uint64_t run_id, index_ledger& ledger, const clock& time) : ledger_{ledger}, time_{time} {
  report_.run_id = run_id;
}

std::string index_tally::now() const {
  return utc_text(time_.now());
}

void index_tally::miss(const std::string& why) {
  if (places_unreadable_++ == 0) unreadable_ = why;
}

void index_tally::listed(const vault::scan_result& found, const std::vector<tracked_file>& tracked,
                         const std::optional<stored_chunks>& stored) {
  for (const auto& file : tracked) ledger_.set(file.path, ledger_state::indexed, file.indexed_at, {}, file.chunk_count);
  for (const auto& problem : found.problems) {
    ledger_.set(problem.path, ledger_state::failed, now(), problem.message);
    if (may_hide_notes(problem.kind)) miss(problem.message);
  }
  std::unordered_set<std::string_view> findable;
  for (const auto& file : tracked) findable.insert(file.path);
  if (stored)
    for (const auto& [path, chunks] : *stored) findable.insert(path);
  for (const auto& file : found.files)
    if (!findable.contains(file.path)) not_found_yet_.insert(file.path);
  notes_total_ = static_cast<int>(found.files.size());
}

void index_tally::planned(const vault::file_changes& changes, const index_plan& plan) {
  const auto since = now();
  for (const auto& each : plan.to_do) ledger_.set(each.file.path, ledger_state::pending, since);
  report_.files_new = static_cast<int>(changes.added.size());
  report_.files_unchanged = static_cast<int>(changes.unchanged);
}

void index_tally::left_out(const note_to_index& note, const std::string& since) {
  ++notes_set_aside_;
  if (!note.known) --report_.files_new;
  ledger_.set(note.file.path, ledger_state::skipped, since,
              "Preparing this note ended the service twice. It is left out until its text changes: shorten or split "
              "it.");
}

void index_tally::changed(const note_to_index& note, int chunks) {
  if (note.known) ++report_.files_modified;
  report_.chunks_created += chunks;
}

void index_tally::indexed(const tracked_file& row) {
  ledger_.set(row.path, ledger_state::indexed, row.indexed_at, {}, row.chunk_count);
  not_found_yet_.erase(row.path);
}

void index_tally::not_prepared(const std::string& path, const error& why) {
  if (why.code == errc::not_found) {
    not_found_yet_.erase(path);
    return ledger_.erase(path);
  }
  const bool skipped = why.code == errc::invalid_argument;
  ledger_.set(path, skipped ? ledger_state::skipped : ledger_state::failed, now(), why.message);
  if (skipped) return;
  ++report_.files_failed;
  miss(why.message);
}

void index_tally::removed(const std::vector<std::string>& paths) {
  for (const auto& path : paths) ledger_.erase(path);
}

void index_tally::show(index_progress& progress) const {
  progress.files_total = files_total_;
  progress.files_done = files_done_;
  progress.chunks_created = report_.chunks_created;
  if (notes_total_) {
    progress.notes_total = notes_total_;
    progress.notes_searchable = *notes_total_ - static_cast<int>(not_found_yet_.size());
    progress.notes_set_aside = notes_set_aside_;
    progress.places_unreadable = places_unreadable_;
    progress.unreadable = unreadable_;
  } else if (!progress.notes_total) {
    progress.notes_searchable = notes_known_;
  }
}

}  // namespace secondbrain::index
