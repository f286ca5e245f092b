// What a run has come to so far, note by note: its report, the ledger, and how much of the vault can be found.
//
// Owned by the thread that indexes. No file system; cannot fail.
#pragma once

#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "brain/index/index_ledger.hpp"
#include "brain/index/index_plan.hpp"
#include "brain/index/index_stock.hpp"
#include "brain/vault/changes/classify.hpp"
#include "messages/index.hpp"

namespace secondbrain::index {

class index_tally {
 public:
  /// The ledger and the stock, which are kept from run to run, and the clock outlive it.
  index_tally(std::uint64_t run_id, index_ledger& ledger, index_stock& stock, const clock& time);

  // ---- before the first note is read ----

  void loaded(const std::vector<tracked_file>& tracked) { notes_known_ = static_cast<int>(tracked.size()); }
  /// For a full rebuild: nothing is in the index any more.
  void cleared() { ledger_.clear(); }
  /// The vault was listed, or these places, of which `tracked` was known.
  void listed(const vault::scan_result& found, const std::vector<tracked_file>& tracked,
              const vault::place_set& places);
  /// `elsewhere`: notes of the index that are not in the places that were looked at.
  void planned(const vault::file_changes& changes, const index_plan& plan, std::size_t elsewhere);
  /// The note stays out of the run because of what it did to an earlier one; `since` as the ledger shows it.
  void left_out(const note_to_index& note, const std::string& since);
  void will_read(std::size_t files) { files_total_ = static_cast<int>(files); }

  // ---- each note ----

  void read() { ++files_done_; }
  void changed(const note_to_index& note, int chunks);
  void unchanged() { ++report_.files_unchanged; }
  /// It can be found from now on, as the row says.
  void indexed(const tracked_file& row);
  /// It cannot be prepared and is left out from now on.
  void set_aside(const std::string& path) { stock_.set_aside(path); }
  /// errc::not_found: gone since the vault was listed, which the next run sees; invalid_argument: it is no note. True:
  /// it is news, for nobody was told before; a new note counts as new only then.
  bool not_prepared(const note_to_index& note, const error& why);

  // ---- the end ----

  void will_remove(std::size_t notes) { report_.files_deleted = static_cast<int>(notes); }
  void removed(const std::vector<std::string>& paths);
  void took(std::chrono::milliseconds duration) { report_.duration = duration; }

  const index_report& report() const noexcept { return report_; }
  /// Fills in what is counted here; before the vault is listed, what an earlier run counted stays.
  void show(index_progress& progress) const;

 private:
  std::string now() const;
  void list_left_out();

  index_ledger& ledger_;
  index_stock& stock_;
  const clock& time_;
  index_report report_;
  std::vector<vault::left_out_place> left_out_;  // of those that are told
  int files_total_ = 0;
  int files_done_ = 0;
  int notes_known_ = 0;  // by the tracker, before the vault is listed
};

}  // namespace secondbrain::index
