#include "brain/index/index_tally.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <unordered_set>

#include "base/time_text.hpp"

namespace secondbrain::index {

index_tally::index_tally(std::uint64_t run_id, index_ledger& ledger, index_stock& stock, const clock& time)
    : ledger_{ledger}, stock_{stock}, time_{time} {
  report_.run_id = run_id;
}

std::string index_tally::now() const {
  return utc_text(time_.now());
}

void index_tally::listed(const vault::scan_result& found, const std::vector<tracked_file>& tracked,
                         const vault::place_set& places) {
  std::unordered_set<std::string_view> there;
  for (const auto& file : tracked) there.insert(file.path);
  for (const auto& file : found.files) there.insert(file.path);
  for (const auto& problem : found.problems) there.insert(problem.path);
  for (const auto& place : found.left_out) there.insert(place.path);
  ledger_.forget_others(places, [&](const std::string& path) { return there.contains(path); });
  std::copy_if(found.left_out.begin(), found.left_out.end(), std::back_inserter(left_out_),
               [](const vault::left_out_place& place) { return !place.reason.empty(); });
  for (const auto& file : tracked)
    ledger_.set(file.path, ledger_state::indexed, file.indexed_at, file.notice, file.chunk_count);
  for (const auto& problem : found.problems) ledger_.set(problem.path, ledger_state::failed, now(), problem.message);
  list_left_out();
}

void index_tally::planned(const vault::file_changes& changes, const index_plan& plan, std::size_t elsewhere) {
  const auto since = now();
  for (const auto& each : plan.to_do) ledger_.set(each.file.path, ledger_state::pending, since);
  report_.files_new = static_cast<int>(changes.added.size());
  report_.files_unchanged = static_cast<int>(changes.unchanged + elsewhere);
}

void index_tally::left_out(const note_to_index& note, const std::string& since) {
  set_aside(note.file.path);
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
  ledger_.set(row.path, ledger_state::indexed, row.indexed_at, row.notice, row.chunk_count);
  stock_.can_be_found(row.path);
  stock_.note(row.path, row.notice);
}

bool index_tally::not_prepared(const note_to_index& note, const error& why) {
  const auto& path = note.file.path;
  if (why.code == errc::not_found) {
    stock_.is_gone(path);
    ledger_.erase(path);
    return false;
  }
  const bool is_news = stock_.tell(path, why.message);
  if (!is_news && !note.known) --report_.files_new;
  const bool skipped = why.code == errc::invalid_argument;
  ledger_.set(path, skipped ? ledger_state::skipped : ledger_state::failed, now(), why.message);
  if (skipped) return is_news;
  ++report_.files_failed;
  stock_.cannot_be_read(path, why.message);
  return is_news;
}

void index_tally::removed(const std::vector<std::string>& paths) {
  for (const auto& path : paths) {
    ledger_.erase(path);
    stock_.note(path, {});
  }
  list_left_out();
}

void index_tally::list_left_out() {
  for (const auto& place : left_out_) ledger_.set(place.path, ledger_state::skipped, now(), place.reason);
}

void index_tally::show(index_progress& progress) const {
  progress.files_total = files_total_;
  progress.files_done = files_done_;
  progress.chunks_created = report_.chunks_created;
  if (!stock_.show(progress) && !progress.notes_total) progress.notes_searchable = notes_known_;
}

}  // namespace secondbrain::index
