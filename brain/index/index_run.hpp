// One run of the index: brings it in step with the vault, a slice at a time, under the lock.
//
//   run.begin();                                  // again, as long as another process holds the lock
//   while (auto step = run.next()) send(*step);   // requests to the stores; several may be under way
//   run.take(step.number, reply);                 // as the replies come, in any order
//   if (run.can_advance()) run.advance();         // a slice of its own work: listing, reading, cutting
//   run.outcome();                                // set: it is over, and `next` has nothing more
//
// Ordered for some places, it looks at these alone. What it cannot judge from there, such as notes that are gone while
// nothing else of the vault is to be seen, makes it take stock of the whole vault instead.
//
// Notes are read while earlier ones are being stored. Chunks and their full text are written first, the tracker's row
// last: it is the commit point of a note, so that a run may be left at any moment, and what it had not committed is
// done again by the next one. Nothing is changed when the vault is missing, unreadable, empty, or has lost too much at
// once: the outcome is `frozen` and says why.
//
// Owned by one thread, which `advance` blocks for a slice of reading, and once for the listing. The lock is let go of
// by the destructor. An error of a store, of the lock or of the journal ends the run.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "brain/index/index_guard.hpp"
#include "brain/index/index_order.hpp"
#include "brain/index/index_plan.hpp"
#include "brain/index/index_stock.hpp"
#include "brain/index/index_tally.hpp"
#include "brain/index/loss_check.hpp"
#include "brain/index/note_preparer.hpp"
#include "brain/index/notice.hpp"
#include "brain/index/store_step.hpp"

namespace secondbrain::index {

struct index_run_parts {
  std::optional<std::filesystem::path> vault;
  vault::deletion_limits deletions = {};
  guard_source take_guard;
  std::function<status()> may_index = {};  // why the folder must not take the place of what is known; may be empty
  std::function<void(const std::string& path)> before_preparing = {};  // for tests; may be empty
  notice_sink notify = no_notices();
  const clock* time = &real_clock();
  vault::tool_copies copies = vault::tool_copies::left_out;
  std::shared_ptr<vault::known_conventions> conventions = {};  // what tasks are read with; none: they are not
};

enum class index_stage : std::uint8_t {
  beginning,          // without the lock
  loading,            // what the tracker holds, of the places or of all
  comparing,          // that with what the index holds
  scanning,           // the places, or the vault
  looking_for_lost,   // under other names, when so much has vanished that the run would freeze
  clearing_tracker,   // for a full rebuild
  clearing_index,     // likewise
  preparing,          // reading and cutting notes, while earlier ones are being stored
  removing_chunks,    // of notes that are gone
  removing_vectors,   // likewise
  removing_metadata,  // likewise
  removing_rows,      // of the tracker, last
  over,
};

struct index_outcome {
  index_phase phase = index_phase::finished;  // or failed, or frozen
  result<index_report> report;
};

/// What is kept from run to run.
struct index_memory {
  index_ledger& ledger;
  index_stock& stock;
  index_journal& journal;
};

class index_run {
 public:
  /// What is kept from run to run outlives it.
  index_run(index_order order, index_run_parts parts, index_memory memory);
  ~index_run() = default;
  index_run(const index_run&) = delete;
  index_run& operator=(const index_run&) = delete;

  /// errc::locked, and not over: another process writes the index; to be called again.
  status begin();
  /// From then on nobody joins.
  bool begun() const noexcept { return stage_ != index_stage::beginning; }
  void join(index_mode mode, index_trigger trigger, const std::vector<std::string>& paths) {
    order_.merge(mode, trigger, paths);
  }

  std::optional<store_step> next();
  void take(std::uint64_t number, result<store_reply> reply);

  bool can_advance() const;
  void advance();

  const std::optional<index_outcome>& outcome() const noexcept { return ended_; }
  const index_order& order() const noexcept { return order_; }
  index_stage stage() const noexcept { return stage_; }
  void show(index_progress& progress) const;

 private:
  /// Notes on their way into the index: chunks first, then what goes along with notes that were moved, then the rows
  /// that commit them.
  enum class batch_step : std::uint8_t { chunks, metadata, rows };
  struct batch {
    std::vector<tracked_file> rows;
    std::vector<note_move> moves;
    batch_step step = batch_step::chunks;
  };

  std::uint64_t request(store_request request);
  void go_on_with(index_stage stage, store_request request);
  void load();
  void loaded(std::vector<tracked_file> tracked);
  void loaded(tracked_part tracked);
  void counted(std::vector<chunk_count_of_note> counts);
  void scan();
  void find_conventions();
  void look_for_lost();
  std::optional<std::string> reason_to_freeze(const vault::file_changes& changes) const;
  void decide(const vault::file_changes& changes);
  bool is_doubtful(const vault::file_changes& changes) const;
  void cleared();
  void plan(const vault::file_changes& changes);
  void prepare();
  void store(prepared_batch prepared);
  void commit(std::vector<tracked_file> rows);
  void batch_went_on(batch done);
  void remove_gone();
  void removed();
  void finish();
  void fail_with(error why, index_phase phase = index_phase::failed);
  void settle_journal();
  status keep_lock();

  index_order order_;
  index_run_parts parts_;
  index_stock& stock_;
  index_journal& journal_;
  index_tally tally_;
  index_stage stage_ = index_stage::beginning;
  std::optional<index_outcome> ended_;

  std::unique_ptr<index_guard> guard_;
  steady_time guard_refreshed_;
  wall_time started_at_;
  steady_time began_;  // a clock that is set meanwhile must not make the run longer or shorter
  wall_time scanned_at_;

  std::uint64_t last_number_ = 0;
  std::uint64_t awaited_ = 0;               // the request with which the stage goes on
  std::deque<store_step> steps_;            // not sent yet
  std::map<std::uint64_t, batch> batches_;  // by the number of the request that is under way

  vault::place_set places_;  // to look at; all of the vault: none
  std::vector<tracked_file> tracked_;
  std::size_t tracked_in_all_ = 0;
  std::vector<chunk_count_of_note> counts_;  // as the index holds them, when it is compared with the tracker
  std::optional<stored_chunks> stored_;      // set when the index is compared with the tracker
  vault::scan_result found_;
  std::optional<loss_check> losses_;  // while it is looking for them
  std::vector<std::string> gone_;
  std::unordered_set<std::string> moved_;  // of these, to other paths
  std::vector<std::string> for_good_;      // the others of these
  vault::vault_reading_ptr reading_;       // set once the vault was listed
  std::optional<note_preparer> preparer_;
  std::string current_;  // the note that was read last
};

}  // namespace secondbrain::index
