// The snapshots of ours in a repository of restic, as restic lists them: which data directory each is of, and which is
// newer.
//
// What restic calls a snapshot's time decides nothing: one of ours that was made while the clock was wrong has a time
// in the future. Which is newer is told by tags, and for what an earlier version has copied by the manifest.
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "ops/backup/snapshot_info.hpp"
#include "ops/elsewhere/restic.hpp"

namespace secondbrain::ops {

struct restic_entry {
  std::string restic_id;
  std::string host;    // the id of the data directory
  std::string path;    // where the snapshot lay
  snapshot_info info;  // its id, when it was made, its number, and whether it holds the notes
};

/// The tags of a snapshot, separated by commas.
std::string restic_tags(const snapshot_info& snapshot);

inline constexpr auto restic_tag = "secondbrain";

class restic_listing {
 public:
  explicit restic_listing(std::chrono::seconds longest_question) : longest_question_{longest_question} {}

  /// All of ours, for each data directory the newest first. A lock that a killed process has left is taken away.
  result<std::vector<restic_entry>> list(const restic& program);

  /// The manifest of one, without restoring it.
  result<backup_origin> origin_of(const restic& program, const restic_entry& entry);

 private:
  result<snapshot_info> read_manifest(const restic& program, const restic_entry& entry);

  std::chrono::seconds longest_question_;
  std::map<std::string, snapshot_info> manifests_;  // by restic's id
};

/// A path as a pattern of restic that fits nothing else.
std::string as_restic_pattern(const std::string& path);

}  // namespace secondbrain::ops
