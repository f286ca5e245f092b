// How a run of the reindexer prepares notes and has them stored, batch by batch.
#include <spdlog/spdlog.h>

#include <exception>

#include "actors/reindexer.hpp"
#include "base/time_text.hpp"
#include "brain/vault/changes/indexing.hpp"

namespace secondbrain::actors {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;
using std::chrono::system_clock;

constexpr std::int64_t batch_bytes = 6'000'000;  // of files in one transaction
constexpr std::size_t batch_notes = 1'000;
constexpr milliseconds slice{400};  // of work before the mailbox is looked at again
constexpr int batches_ahead = 2;    // stored while the next one is prepared

/// A file changed this shortly before the scan may change again without a new mtime: look at it once more next time.
constexpr seconds racy_window{2};

double as_seconds(system_clock::time_point at) {
  return std::chrono::duration<double>(at.time_since_epoch()).count();
}

ops::note_version version_of(const vault::scanned_file& file) {
  return {file.path, file.modified, file.changed, file.size};
}

std::vector<ops::note_version> versions_of(const std::vector<note_to_index>& batch) {
  std::vector<ops::note_version> versions;
  for (const auto& each : batch) versions.push_back(version_of(each.file));
  return versions;
}

}  // namespace

/// Notes that were set aside stay as they are; suspects come last, when all else can be found.
void reindexer::leave_out_what_was_set_aside() {
  std::deque<note_to_index> good, suspects;
  for (auto& each : run_->plan.to_do) {
    const auto standing = journal_.standing(version_of(each.file));
    if (standing == ops::note_standing::set_aside) {
      ++run_->notes_set_aside;
      if (!each.known) --run_->report.files_new;
      ledger_.set(
          each.file.path, ledger_state::skipped, journal_.set_aside_since(each.file.path),
          "Preparing this note ended the service twice. It is left out until its text changes: shorten or split "
          "it.");
      continue;
    }
    each.alone = standing == ops::note_standing::suspect;
    (each.alone ? suspects : good).push_back(std::move(each));
  }
  run_->plan.to_do = std::move(good);
  for (auto& each : suspects) run_->plan.to_do.push_back(std::move(each));
}

/// What may be prepared now. Chosen by the size of the files, so that it is known by name before the first one is read.
std::vector<note_to_index> reindexer::next_batch() {
  auto& to_do = run_->plan.to_do;
  std::vector<note_to_index> batch;
  std::int64_t bytes = 0;
  while (!to_do.empty() && bytes < batch_bytes && batch.size() < batch_notes) {
    if (to_do.front().alone && !batch.empty()) break;
    bytes += to_do.front().file.size;
    batch.push_back(std::move(to_do.front()));
    to_do.pop_front();
    if (batch.back().alone) break;
  }
  return batch;
}

void reindexer::prepare_batch() {
  try {
    prepare_next_batch();
  } catch (const std::exception&) {  // this ends the worker, which would meet the same notes again
    if (auto buried = journal_.died(); !buried) spdlog::warn("index: {}", buried.error().message);
    throw;
  }
}

void reindexer::prepare_next_batch() {
  if (!still_locked()) return;
  if (run_->batches_under_way >= batches_ahead) return;  // the next answer goes on
  bool next_is_alone = !run_->plan.to_do.empty() && run_->plan.to_do.front().alone;
  if (run_->batches_under_way > 0 && (run_->alone || next_is_alone)) return;
  auto batch = next_batch();
  run_->alone = next_is_alone;
  if (!batch.empty()) {
    auto begun = journal_.begin(versions_of(batch), run_->alone ? ops::batch_kind::alone : ops::batch_kind::several);
    if (!begun) return fail_run(std::move(begun.error()));
  }

  auto began = steady_clock::now();
  prepared_batch prepared;
  std::size_t done = 0;
  for (; done < batch.size() && (done == 0 || steady_clock::now() - began < slice); ++done)
    prepare(batch[done], prepared);
  for (auto left = batch.size(); left > done; --left) {
    journal_.put_back(batch[left - 1].file.path);
    run_->plan.to_do.push_front(std::move(batch[left - 1]));
  }
  publish(index_phase::indexing, prepared.files.empty() ? std::string{} : prepared.files.back().path);
  bool more = !run_->plan.to_do.empty();
  if (!prepared.files.empty()) store_batch(std::move(prepared.notes), std::move(prepared.files));
  if (!run_) return;
  if (more)
    compat::post(self(), next_slice{});
  else if (run_->batches_under_way == 0)
    remove_gone();
}

void reindexer::prepare(const note_to_index& next, prepared_batch& prepared) {
  ++run_->files_done;
  auto note = try_to_prepare(next);
  if (!note) {
    journal_.passed(next.file.path);
    return could_not_prepare(next, note.error());
  }
  note->file.indexed_at = utc_text(system_clock::now());
  if (next.file.modified > as_seconds(run_->scanned_at - racy_window)) note->file.size = -1;
  if (note->change == vault::content_change::changed) {
    if (next.known) ++run_->report.files_modified;
    run_->report.chunks_created += note->file.chunk_count;
    prepared.notes.push_back(std::move(note->note));
  } else {
    ++run_->report.files_unchanged;
    note->file.chunk_count = next.known->chunks;
    if (next.known->row_is_current) {
      ledger_.set(next.file.path, ledger_state::indexed, note->file.indexed_at, {}, next.known->chunks);
      return journal_.passed(next.file.path);
    }
  }
  prepared.files.push_back(std::move(note->file));
}

result<vault::prepared_note> reindexer::try_to_prepare(const note_to_index& next) {
  auto known_hash = next.known ? std::optional{next.known->hash} : std::nullopt;
  try {
    if (parts_.before_preparing) parts_.before_preparing(next.file.path);
    return vault::prepare_note(*parts_.vault, next.file, known_hash);
  } catch (const std::exception& problem) {  // no memory, most likely
    if (auto kept = journal_.set_aside(version_of(next.file)); !kept) spdlog::warn("index: {}", kept.error().message);
    ++run_->notes_set_aside;
    return fail(errc::invalid_argument, std::string{"It cannot be prepared ("} + problem.what() +
                                            ") and is left out until its text changes: shorten or split it.");
  }
}

void reindexer::could_not_prepare(const note_to_index& note, const error& why) {
  auto now = utc_text(system_clock::now());
  if (why.code == errc::not_found) {  // gone since the scan: the next one tells
    run_->not_found_yet.erase(note.file.path);
    return ledger_.erase(note.file.path);
  }
  bool skipped = why.code == errc::invalid_argument;
  ledger_.set(note.file.path, skipped ? ledger_state::skipped : ledger_state::failed, now, why.message);
  if (!skipped) ++run_->report.files_failed;
  if (!skipped && run_->places_unreadable++ == 0) run_->unreadable = why.message;
  spdlog::warn("{}: not indexed: {}", note.file.path, why.message);
}

void reindexer::store_batch(std::vector<indexed_note> notes, std::vector<tracked_file> files) {
  ++run_->batches_under_way;
  if (notes.empty()) return commit_batch(std::move(files));
  must(parts_.lexical, write_notes{std::move(notes)},
       [this, files = std::move(files)](nothing) mutable { commit_batch(std::move(files)); });
}

void reindexer::commit_batch(std::vector<tracked_file> files) {
  auto kept = files;
  must(parts_.tracker, mark_files{std::move(files)}, [this, kept = std::move(kept)](nothing) { batch_finished(kept); });
}

void reindexer::batch_finished(const std::vector<tracked_file>& files) {
  --run_->batches_under_way;
  for (const auto& file : files) {
    ledger_.set(file.path, ledger_state::indexed, file.indexed_at, {}, file.chunk_count);
    run_->not_found_yet.erase(file.path);
    journal_.passed(file.path);
  }
  if (!run_->plan.to_do.empty() || run_->batches_under_way == 0) prepare_batch();
}

}  // namespace secondbrain::actors
