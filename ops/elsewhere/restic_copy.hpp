// Backups in a repository of restic: each snapshot becomes one of restic's, under the id of the data directory as its
// host and with its own name as a tag, encrypted there by restic.
//
// Verified there: restic checks the repository and reads a share of it, and the newest is restored into a scratch
// folder and compared with its manifest. Retention there is restic's, by the rules of the backup folder.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "ops/backup/retention.hpp"
#include "ops/elsewhere/copy_place.hpp"
#include "ops/elsewhere/restic.hpp"

namespace secondbrain::ops {

struct restic_copy_options {
  restic_options program;
  retention keep = {};
  int read_share = 5;  // percent, of each check
  std::chrono::seconds longest_call{12 * 3600};
  std::chrono::seconds longest_question{120};  // of what only looks
};

class restic_copy final : public copy_place {
 public:
  explicit restic_copy(restic_copy_options options) : options_{std::move(options)} {}

  copy_kind kind() const override { return copy_kind::restic; }
  const std::string& shown() const override { return options_.program.shown; }

  /// Creates the repository; one that is there already is only looked at.
  status prepare(copy_record& record, const copy_source& source) override;
  status carry(copy_record& record, const copy_source& source) override;
  result<std::string> fetch(const std::string& id, const copy_source& source) override;

 private:
  struct entry {
    std::string restic_id;
    std::string id;    // of the snapshot
    std::string host;  // the id of the data directory
    std::string path;  // where the snapshot lay
  };

  restic call(const copy_source& source) const { return restic{options_.program, source.cancelled}; }
  /// In the order in which restic has them: by their time.
  result<std::vector<entry>> list(const copy_source& source) const;
  status back_up(const std::string& path, const std::string& id, const std::string& created_at,
                 const copy_source& source) const;
  status verify(const entry& newest, const copy_source& source) const;
  status forget(const copy_source& source) const;
  status restore_into(const std::filesystem::path& scratch, const entry& wanted, const copy_source& source) const;

  restic_copy_options options_;
};

}  // namespace secondbrain::ops
