// Where what is backed up lies besides the snapshots, and how it stands there: what is shipped between snapshots, and
// the copies elsewhere.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/enum_names.hpp"
#include "base/fields.hpp"

namespace secondbrain {

/// What is shipped to the backup folder between snapshots.
struct increments_status {
  std::uint64_t interval = 0;  // seconds between two looks; 0: nothing is shipped
  std::string looked_at;       // UTC, of the last look that went well: everything written before is there
  std::string shipped_at;      // UTC: of the last that had something to ship
  std::uint64_t pieces = 0;
  std::uint64_t bytes = 0;     // of all that is there
  std::string looking_since;   // UTC, of the look that is under way; empty: none is
  std::string problem;         // a sentence; empty when the last look went well
  std::string failing_since;   // UTC; empty when the last look went well
  std::uint64_t failures = 0;  // in a row
};

constexpr auto fields_of(const increments_status*) {
  return record<increments_status>(field_list{
      field("interval", &increments_status::interval, "Seconds between two looks; 0: nothing is shipped"),
      field("looked_at", &increments_status::looked_at, "What was written before is in the backup folder",
            {.empty = when_empty::null}),
      field("shipped_at", &increments_status::shipped_at, "The last that had something to ship",
            {.empty = when_empty::null}),
      field("pieces", &increments_status::pieces),
      field("bytes", &increments_status::bytes, "Of all that is there"),
      field("problem", &increments_status::problem, "Why the last look failed", {.empty = when_empty::null}),
      field("failing_since", &increments_status::failing_since, "", {.empty = when_empty::null}),
      internal(&increments_status::failures),
      internal(&increments_status::looking_since),
  });
}

enum class copy_kind : std::uint8_t { directory, restic };

constexpr auto names_of(copy_kind) {
  using enum copy_kind;
  return named_values<copy_kind>({{directory, "directory"}, {restic, "restic"}});
}

/// A place elsewhere that snapshots are copied to.
struct backup_copy {
  copy_kind kind = copy_kind::directory;
  std::string place;            // for a person: without a password that its address may hold
  std::string snapshot;         // the newest of ours there; empty: none
  std::string made_at;          // UTC: when that was made of the data
  std::string copied_at;        // UTC
  std::string verified_at;      // UTC: when it was last read there and found to be whole
  std::string increments_at;    // UTC: what was written before is there too; empty: increments are not copied there
  std::uint64_t snapshots = 0;  // of ours that are there
  std::uint64_t others = 0;     // of other data directories that are there
  std::uint64_t bytes = 0;      // that ours take there; 0: not known
  std::optional<std::uint64_t> free_bytes;  // nothing: not known
  std::string all_verified_since;           // UTC: all of ours there has been read since; empty: not yet
  std::string verifying_since;              // UTC: when the reading of all of it began that is under way
  std::vector<std::string> damaged;         // files there that are damaged, and of which there is no sound copy here
  std::string mended;                       // the file there that was damaged last, and was copied again
  std::string mended_at;                    // UTC
  std::vector<std::string> not_copied;      // backups that are damaged here and so are not copied: which, and why
  std::string former;                       // the newest there of what lay here before this directory; empty: none
  std::string working_since;                // UTC: when the copying began that is under way; empty: none is
  std::string problem;                      // a sentence with its remedy; empty when all is well
  std::string failing_since;                // UTC; empty when all is well
  std::uint64_t failures = 0;               // in a row
};

constexpr auto fields_of(const backup_copy*) {
  return record<backup_copy>(field_list{
      field("kind", &backup_copy::kind),
      field("place", &backup_copy::place, "Without a password that its address may hold"),
      field("snapshot", &backup_copy::snapshot, "The newest there", {.empty = when_empty::null}),
      field("made_at", &backup_copy::made_at, "When that was made of the data", {.empty = when_empty::null}),
      field("copied_at", &backup_copy::copied_at, "", {.empty = when_empty::null}),
      field("verified_at", &backup_copy::verified_at, "When it was last read there and found to be whole",
            {.empty = when_empty::null}),
      field("increments_at", &backup_copy::increments_at, "What was written before is there too",
            {.empty = when_empty::null}),
      field("snapshots", &backup_copy::snapshots, "How many of this data directory are there"),
      field("others", &backup_copy::others, "How many of other data directories are there"),
      field("bytes", &backup_copy::bytes, "That those of this data directory take there; 0: not known"),
      field("free_bytes", &backup_copy::free_bytes, "Left there; null: not known"),
      field("all_verified_since", &backup_copy::all_verified_since, "All of it there has been read since",
            {.empty = when_empty::null}),
      field("verifying_since", &backup_copy::verifying_since, "When the reading of all of it began that is under way",
            {.empty = when_empty::null}),
      field("damaged", &backup_copy::damaged, "Files there that are damaged, without a sound copy here"),
      field("mended", &backup_copy::mended, "The file there that was damaged last, and was copied again",
            {.empty = when_empty::null}),
      field("mended_at", &backup_copy::mended_at, "", {.empty = when_empty::null}),
      field("not_copied", &backup_copy::not_copied,
            "Backups that are not copied, because they are damaged in the backup folder: which, and why"),
      field("working_since", &backup_copy::working_since, "When the copying began that is under way",
            {.empty = when_empty::null}),
      field("problem", &backup_copy::problem, "A sentence with its remedy", {.empty = when_empty::null}),
      field("failing_since", &backup_copy::failing_since, "", {.empty = when_empty::null}),
      internal(&backup_copy::failures),
      internal(&backup_copy::former),
  });
}

struct backup_places {
  increments_status increments;
  std::vector<backup_copy> copies;  // empty: there is no place elsewhere
};

constexpr auto fields_of(const backup_places*) {
  return record<backup_places>(field_list{
      field("increments", &backup_places::increments, "What is shipped to the backup folder between snapshots"),
      field("copies", &backup_places::copies, "The places elsewhere; empty: there is none"),
  });
}

}  // namespace secondbrain
