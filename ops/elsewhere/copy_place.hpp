// A place elsewhere that backups are copied to: the port that a second directory and a repository of restic stand
// behind.
//
// One thread at a time, which it keeps for as long as the copying takes; it looks at `cancelled` meanwhile. An error is
// a sentence with its remedy; what is there stays as it was, and the next round tries again.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "base/error.hpp"
#include "messages/backup.hpp"
#include "ops/elsewhere/copies_record.hpp"

namespace secondbrain::ops {

struct copy_source {
  std::filesystem::path backups;
  backup_origin origin;
  std::function<bool()> cancelled = [] { return false; };
};

class copy_place {
 public:
  virtual ~copy_place() = default;

  virtual copy_kind kind() const = 0;
  /// For a person: without a password that its address may hold.
  virtual const std::string& shown() const = 0;

  /// Makes the place ready, on its owner's explicit word.
  virtual status prepare(copy_record& record, const copy_source& source) = 0;

  /// Copies what is not there yet, verifies it there, and removes what is not to be kept.
  virtual status carry(copy_record& record, const copy_source& source) = 0;

  /// Brings a snapshot back into the backup folder, verified: that of the name, or the newest where it is empty.
  /// Answers with its id.
  virtual result<std::string> fetch(const std::string& id, const copy_source& source) = 0;
};

}  // namespace secondbrain::ops
