// A place elsewhere that backups are copied to: the port that a second directory and a repository of restic stand
// behind.
//
// One thread at a time, which it keeps for as long as the copying takes; it looks at `cancelled` meanwhile. An error is
// a sentence with its remedy; what is there stays as it was, and the next round tries again.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "messages/backup.hpp"
#include "ops/backup/restore.hpp"
#include "ops/elsewhere/copies_record.hpp"

namespace secondbrain::ops {

struct copy_source {
  std::filesystem::path backups;
  backup_origin origin;
  std::function<bool()> cancelled = [] { return false; };
};

/// How much of what is there is read after copying: what is due, or the newest snapshot with all that it names.
enum class copies_reading : std::uint8_t { due, newest };

/// Whether what lies in the place now, an empty folder perhaps, is taken instead of what was copied to before.
enum class another_place : std::uint8_t { refused, accepted };

struct fetch_order {
  std::string id;  // empty: the newest
  foreign_snapshots foreign = foreign_snapshots::refused;
};

struct fetched {
  std::string id;                    // under which it is in the backup folder
  std::vector<std::string> remarks;  // sentences: what was passed over for it, and what is not in it
};

class copy_place {
 public:
  virtual ~copy_place() = default;

  virtual copy_kind kind() const = 0;
  /// For a person: without a password that its address may hold.
  virtual const std::string& shown() const = 0;

  /// Makes the place ready, on its owner's explicit word; one that is in order is left as it is. errc::conflict, with
  /// what has changed, where another is there than was copied to before and that is not accepted.
  virtual status prepare(copy_record& record, const copy_source& source, another_place another) = 0;

  /// Copies what is not there yet and verifies it there, removes what is not to be kept, reads what is due of the rest,
  /// and copies again what turns out to be damaged.
  virtual status carry(copy_record& record, const copy_source& source, copies_reading reading) = 0;

  /// Reads everything there, and copies again what turns out to be damaged.
  virtual status verify(copy_record& record, const copy_source& source) = 0;

  /// Only looks at what is there.
  virtual status look(copy_record& record, const copy_source& source) = 0;

  /// Brings a snapshot back into the backup folder, compared with its checksums, with what was shipped after it. Where
  /// the newest is damaged, the newest that is not. Changes nothing there.
  virtual result<fetched> fetch(const fetch_order& order, const copy_source& source) = 0;
};

}  // namespace secondbrain::ops
