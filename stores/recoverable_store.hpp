// A store with the life of its file: opened, found to be damaged, moved aside, restored or started afresh, opened
// again. A file that is removed while it is open is written again from what the open store still holds; where its whole
// folder has gone, the store stays as it is: it can be read, commits nothing, and goes on when the folder is back.
//
// Owned by one thread. Fails with what the store fails with; a damaged file is no failure as long as another one can
// take its place. What became of it goes to `report`.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "stores/damage_recovery.hpp"
#include "stores/sqlite/opened_files.hpp"
#include "stores/store_place.hpp"

namespace secondbrain::stores {

template <class Store>
class recoverable_store {
 public:
  using report_sink = std::function<void(const recovery_report&)>;

  recoverable_store(store_place place, report_sink report, const secondbrain::clock& time = real_clock())
      : place_{std::move(place)}, report_{std::move(report)}, time_{time} {}

  /// `opened` is called with the open store, before anybody else gets it. When it, or the opening, answers with
  /// errc::corrupt, the file is moved aside and the next one is opened.
  status open(const std::function<status()>& opened) {
    RETURN_IF_ERROR(place_.folder_in_place());
    auto outcome = open_file(opened);
    if (!outcome && outcome.error().code == errc::corrupt) {
      store_.reset();
      recover(outcome.error().message);
      outcome = open_file(opened);
    }
    if (!outcome) return outcome;
    if constexpr (requires(const Store& s) { s.rebuilt(); })
      if (store_->rebuilt() && place_.on_emptied) place_.on_emptied();
    return {};
  }

  /// A file that turned out to be damaged while it was open makes room for the next opening.
  void close() {
    store_.reset();
    if (const auto copy = std::exchange(rescued_, std::nullopt)) return put_back(*copy);
    if (!damage_.empty()) recover(std::exchange(damage_, {}));
  }

  /// Whether this error of the store cannot be mended by asking it again: the file is gone from under us, or damaged.
  /// One row that makes no sense is not a damaged file.
  bool is_broken_by(const error& answer) {
    if (answer.code == errc::io_failure) {
      if (!files_ || files_->in_place()) return true;
      return rescue();
    }
    if (answer.code != errc::corrupt) return false;
    const auto checked = store_->check();
    if (checked || checked.error().code != errc::corrupt) return false;
    damage_ = answer.message;
    return true;
  }

  /// Its owner has seen that it is damaged, though SQLite finds nothing wrong: the next opening gets another file.
  void mark_damaged(const error& damage) { damage_ = damage.message; }

  Store& operator*() { return *store_; }
  const store_place& place() const noexcept { return place_; }

 private:
  status open_file(const std::function<status()>& opened) {
    auto found = Store::open(place_.file);
    RETURN_IF_ERROR(found);
    store_.emplace(std::move(*found));
    files_.emplace(place_.file);
    return opened();
  }

  /// The open store holds what its file held, and is given up only when a copy of that is safe.
  bool rescue() {
    if (!place_.folder_in_place()) return false;
    auto copy = place_.file;
    copy += ".rescued";
    std::error_code ignored;
    std::filesystem::remove(copy, ignored);
    if (!store_->snapshot_to(copy) || !place_.folder_in_place()) return false;
    rescued_ = std::move(copy);
    return true;
  }

  void put_back(const std::filesystem::path& copy) {
    if (!place_.folder_in_place()) return;  // it goes this moment; the next opening waits for it
    report_(recover_from_loss(place_, copy, time_.now()));
  }

  void recover(const std::string& damage) { report_(recover_from_damage(place_, damage, time_.now())); }

  store_place place_;
  report_sink report_;
  const secondbrain::clock& time_;
  std::optional<Store> store_;
  std::optional<sqlite::opened_files> files_;
  std::optional<std::filesystem::path> rescued_;  // a copy of what was removed, for the next opening
  std::string damage_;  // what showed that the file is damaged; the next opening must not meet it
};

}  // namespace secondbrain::stores
