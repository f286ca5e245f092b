// Backups in a repository of restic: each snapshot becomes one of restic's, under the id of the data directory as its
// host and with its own name as a tag, encrypted there by restic.
//
// Verified there: restic checks the repository and reads a share of it, another each time until all was read, and the
// newest is restored into a scratch folder and compared with its manifest. The rules of the backup folder decide what
// stays there; restic's own rules go by its clock.
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "ops/backup/retention.hpp"
#include "ops/elsewhere/copy_place.hpp"
#include "ops/elsewhere/damaged_backups.hpp"
#include "ops/elsewhere/restic.hpp"
#include "ops/elsewhere/restic_listing.hpp"

namespace secondbrain::ops {

struct restic_copy_options {
  restic_options program;
  retention keep = {};
  int read_share = 5;                          // percent, of each check
  std::chrono::seconds longest_question{120};  // of what only looks
};

class restic_copy final : public copy_place {
 public:
  explicit restic_copy(restic_copy_options options, const clock& time = real_clock())
      : options_{std::move(options)}, time_{time}, listing_{options_.longest_question} {}

  copy_kind kind() const override { return copy_kind::restic; }
  const std::string& shown() const override { return options_.program.shown; }

  /// Creates the repository; one that is there already is only looked at.
  status prepare(copy_record& record, const copy_source& source, another_place another) override;
  status carry(copy_record& record, const copy_source& source, copies_reading reading) override;
  status verify(copy_record& record, const copy_source& source) override;
  status look(copy_record& record, const copy_source& source) override;
  result<fetched> fetch(const fetch_order& order, const copy_source& source) override;

 private:
  using entries = std::vector<restic_entry>;
  using groups = std::map<std::string, entries>;  // by data directory, for each of them the newest first

  restic call(const copy_source& source) const { return restic{options_.program, source.cancelled}; }
  result<entries> list_own(copy_record& record, const copy_source& source);
  void tell_former(copy_record& record, const entries& all, const copy_source& source);
  status back_up_sound(const snapshot_info& snapshot, copy_record& record, const copy_source& source);
  status back_up(const snapshot_info& snapshot, const copy_source& source) const;
  status check(int part, int parts, const copy_source& source) const;
  status check_part(copy_record& record, const copy_source& source) const;
  status verify_newest(const restic_entry& newest, const copy_source& source) const;
  status forget(const entries& there, const copy_source& source) const;
  void tell(copy_record& record, const entries& own) const;

  result<entries> choose(const fetch_order& order, const copy_source& source);
  result<entries> choose_named(const std::string& id, foreign_snapshots foreign, const std::string& own, groups all,
                               const copy_source& source);
  std::string own_group(const groups& all, const copy_source& source);
  std::string in_words(const groups& others, const copy_source& source);
  result<fetched> bring(const restic_entry& wanted, const copy_source& source) const;

  restic_copy_options options_;
  const clock& time_;
  restic_listing listing_;
  damaged_backups damaged_here_;
};

}  // namespace secondbrain::ops
