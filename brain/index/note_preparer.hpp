// Reads and cuts the notes of a run, a slice of a batch at a time. A note that ends the process meanwhile is found by
// the journal, and set aside.
//
// Blocks on the file system for about `slice`; owned by the thread that indexes. Fails when the journal cannot be
// written. Throws what ends the thread anyway, after the journal knows.
#pragma once

#include <chrono>
#include <deque>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "brain/index/departed_notes.hpp"
#include "brain/index/index_journal.hpp"
#include "brain/index/index_plan.hpp"
#include "brain/index/index_tally.hpp"
#include "brain/index/notice.hpp"
#include "brain/vault/changes/indexing.hpp"
#include "brain/vault/conventions/known_conventions.hpp"
#include "messages/note_move.hpp"

namespace secondbrain::index {

/// What a slice came to: what is to be stored, and the rows that commit it.
struct prepared_batch {
  std::vector<indexed_note> notes;
  std::vector<note_move> moves;  // of some of the notes
  std::vector<tracked_file> rows;
};

/// What the preparer works with; what is referred to outlives it.
struct preparer_parts {
  std::filesystem::path vault;
  index_journal& journal;
  index_tally& tally;
  std::function<void(const std::string& path)> before_preparing;  // may be empty
  notice_sink notify;
  const clock& time;
  vault::vault_reading_ptr reading = {};  // what tasks are read with; none: they are not
};

class note_preparer {
 public:
  static constexpr std::int64_t batch_bytes = 6'000'000;  // of files in one transaction
  static constexpr std::size_t batch_notes = 1'000;
  static constexpr std::chrono::milliseconds slice{400};  // of work before anything else gets its turn
  static constexpr std::size_t batches_ahead = 2;         // stored while the next one is prepared
  static constexpr std::size_t first_notes = 64;          // nothing is stored until they are prepared

  /// `scanned_at`: when the vault was listed.
  note_preparer(preparer_parts parts, std::deque<note_to_index> to_do, departed_notes departed, wall_time scanned_at);

  bool done() const noexcept { return to_do_.empty(); }
  /// A suspected note is prepared while nothing else is under way.
  bool may_go_on(std::size_t batches_under_way) const;

  result<prepared_batch> prepare();

 private:
  bool next_is_alone() const { return !to_do_.empty() && to_do_.front().alone; }
  void leave_out_what_was_set_aside();
  std::vector<note_to_index> next_batch();
  result<prepared_batch> prepare_slice();
  void prepare(const note_to_index& next, prepared_batch& prepared);
  result<vault::prepared_note> try_to_prepare(const note_to_index& next);
  void not_prepared(const note_to_index& note, const error& why);

  preparer_parts parts_;
  std::deque<note_to_index> to_do_;
  departed_notes departed_;
  wall_time scanned_at_;
  std::size_t most_notes_ = first_notes;  // of the next batch: twice as many each time
  bool alone_ = false;                    // the batch under way is one suspected note
};

}  // namespace secondbrain::index
