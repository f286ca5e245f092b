#include "brain/index/note_preparer.hpp"

#include <algorithm>
#include <exception>
#include <utility>

#include "base/time_text.hpp"

namespace secondbrain::index {
namespace {

/// A file changed this shortly before the scan may change again without a new mtime: look at it once more next time.
constexpr std::chrono::seconds racy_window{2};

double as_seconds(wall_time at) {
  return std::chrono::duration<double>(at.time_since_epoch()).count();
}

note_version version_of(const vault::scanned_file& file) {
  return {file.path, file.modified, file.changed, file.size};
}

std::vector<note_version> versions_of(const std::vector<note_to_index>& batch) {
  std::vector<note_version> versions;
  versions.reserve(batch.size());
  for (const auto& each : batch) versions.push_back(version_of(each.file));
  return versions;
}

}  // namespace

note_preparer::note_preparer(preparer_parts parts, std::deque<note_to_index> to_do, departed_notes departed,
                             wall_time scanned_at)
    : parts_{std::move(parts)}, to_do_{std::move(to_do)}, departed_{std::move(departed)}, scanned_at_{scanned_at} {
  leave_out_what_was_set_aside();
  parts_.tally.will_read(to_do_.size());
}

/// Notes that were set aside stay as they are; suspects come last, when all else can be found.
void note_preparer::leave_out_what_was_set_aside() {
  std::deque<note_to_index> good, suspects;
  for (auto& each : to_do_) {
    const auto standing = parts_.journal.standing(version_of(each.file));
    if (standing == note_standing::set_aside) {
      parts_.tally.left_out(each, parts_.journal.set_aside_since(each.file.path));
      continue;
    }
    each.alone = standing == note_standing::suspect;
    (each.alone ? suspects : good).push_back(std::move(each));
  }
  to_do_ = std::move(good);
  for (auto& each : suspects) to_do_.push_back(std::move(each));
}

bool note_preparer::may_go_on(std::size_t batches_under_way) const {
  if (batches_under_way == 0) return true;
  return !done() && batches_under_way < batches_ahead && !alone_ && !next_is_alone();
}

/// What may be prepared now. Chosen by the size of the files, so that it is known by name before the first one is read.
std::vector<note_to_index> note_preparer::next_batch() {
  std::vector<note_to_index> batch;
  std::int64_t bytes = 0;
  const auto most_bytes = batch_bytes * static_cast<std::int64_t>(most_notes_) / static_cast<std::int64_t>(batch_notes);
  const auto most_notes = std::exchange(most_notes_, std::min(batch_notes, 2 * most_notes_));
  while (!to_do_.empty() && bytes < most_bytes && batch.size() < most_notes) {
    if (next_is_alone() && !batch.empty()) break;
    bytes += to_do_.front().file.size;
    batch.push_back(std::move(to_do_.front()));
    to_do_.pop_front();
    if (batch.back().alone) break;
  }
  return batch;
}

result<prepared_batch> note_preparer::prepare() {
  try {
    return prepare_slice();
  } catch (const std::exception&) {  // this ends the thread, and the next one would meet the same notes again
    if (const auto buried = parts_.journal.died(); !buried)
      parts_.notify(notice_level::warning, buried.error().message);
    throw;
  }
}

result<prepared_batch> note_preparer::prepare_slice() {
  alone_ = next_is_alone();
  auto batch = next_batch();
  if (!batch.empty())
    RETURN_IF_ERROR(parts_.journal.begin(versions_of(batch), alone_ ? batch_kind::alone : batch_kind::several));

  const auto began = parts_.time.steady();
  prepared_batch prepared;
  std::size_t count = 0;
  for (; count < batch.size() && (count == 0 || parts_.time.steady() - began < slice); ++count)
    prepare(batch[count], prepared);
  for (auto left = batch.size(); left > count; --left) {
    parts_.journal.put_back(batch[left - 1].file.path);
    to_do_.push_front(std::move(batch[left - 1]));
  }
  return prepared;
}

void note_preparer::prepare(const note_to_index& next, prepared_batch& prepared) {
  parts_.tally.read();
  auto note = try_to_prepare(next);
  if (!note) {
    parts_.journal.passed(next.file.path);
    return not_prepared(next, note.error());
  }
  auto& row = note->file;
  row.indexed_at = utc_text(parts_.time.now());
  if (next.file.modified > as_seconds(scanned_at_ - racy_window)) row.size = -1;
  if (note->change == vault::content_change::changed) {
    auto former = next.known ? std::nullopt : departed_.claim(row.content_hash, row.path);
    parts_.tally.changed(next, former ? 0 : row.chunk_count);
    if (!row.notice.empty()) parts_.notify(notice_level::warning, row.path + ": " + row.notice);
    if (former) prepared.moves.push_back({*std::move(former), row.path});
    prepared.notes.push_back(std::move(note->note));
  } else {
    parts_.tally.unchanged();
    row.chunk_count = next.known->chunks;
    row.notice = next.known->notice;
    if (next.known->row_is_current) {
      parts_.tally.indexed(row);
      return parts_.journal.passed(next.file.path);
    }
  }
  prepared.rows.push_back(std::move(row));
}

result<vault::prepared_note> note_preparer::try_to_prepare(const note_to_index& next) {
  const auto known_hash = next.known ? std::optional{next.known->hash} : std::nullopt;
  try {
    if (parts_.before_preparing) parts_.before_preparing(next.file.path);
    return vault::prepare_note(parts_.vault, next.file, known_hash,
                               parts_.reading ? &parts_.reading->dialects : nullptr);
  } catch (const std::exception& problem) {  // no memory, most likely
    if (const auto kept = parts_.journal.set_aside(version_of(next.file)); !kept)
      parts_.notify(notice_level::warning, kept.error().message);
    parts_.tally.set_aside(next.file.path);
    return fail(errc::invalid_argument, std::string{"It cannot be prepared ("} + problem.what() +
                                            ") and is left out until its text changes: shorten or split it.");
  }
}

void note_preparer::not_prepared(const note_to_index& note, const error& why) {
  if (parts_.tally.not_prepared(note, why))
    parts_.notify(notice_level::warning, note.file.path + ": not indexed: " + why.message);
}

}  // namespace secondbrain::index
