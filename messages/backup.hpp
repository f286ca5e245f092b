// Snapshots of the data directory: making, listing and verifying them.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "messages/request.hpp"

namespace secondbrain {

enum class backup_file_kind : std::uint8_t { database, plain };

struct backup_file {
  std::string name;  // relative to the snapshot, '/' between parts
  backup_file_kind kind = backup_file_kind::plain;
  std::uint64_t bytes = 0;
  std::string sha256;  // hex
};

/// Which data directory a snapshot is of.
struct backup_origin {
  std::string data_id;     // of the directory itself, wherever it is moved; empty: it had none yet
  std::string data_path;   // absolute
  std::string vault_path;  // absolute; empty: none was configured
};

/// A derived file that a snapshot does without, and why.
struct backup_omission {
  std::string name;
  std::string reason;
};

/// Whose a snapshot is, for the data directory that asks.
enum class backup_owner : std::uint8_t { this_directory, another };

struct backup_info {
  std::string id;          // data-YYYYMMDD-HHMMSS
  std::string path;        // absolute
  std::string created_at;  // UTC, ISO 8601
  std::uint64_t bytes = 0;
  bool verified = false;
  std::string problem;  // why it does not count; empty when verified
  std::vector<backup_file> files;
  std::optional<backup_origin> origin = {};  // nothing: an earlier version made it, which did not write it down
  std::vector<backup_omission> left_out = {};
  backup_owner owner = backup_owner::this_directory;
};

enum class backup_start : std::uint8_t { begun, joined };

struct backup_started {
  std::string run_id;                        // what `backup_progress` tells of it
  backup_start start = backup_start::begun;  // joined: it had been under way, what was written since may not be in it
};

/// Begins a snapshot, or joins the one under way. Answered at once; `backup_progress` tells what comes of it.
struct start_backup {
  using reply = backup_started;
  static constexpr retry_policy retry = retry_policy::never;
};

enum class backup_phase : std::uint8_t { idle, running, finished, failed };

constexpr std::string_view to_string(backup_phase phase) noexcept {
  switch (phase) {
    case backup_phase::idle: return "idle";
    case backup_phase::running: return "running";
    case backup_phase::finished: return "finished";
    case backup_phase::failed: return "failed";
  }
  return "unknown";
}

/// Where a backup is. Published while it is made; the last state stays.
struct backup_progress {
  backup_phase phase = backup_phase::idle;  // idle: none since the service started
  std::string run_id;
  std::string started_at;  // UTC, ISO 8601
  int files_done = 0;
  int files_total = 0;
  std::uint64_t bytes_done = 0;
  std::uint64_t bytes_total = 0;    // as large as the files were when it began
  std::string current;              // name of the file that is being copied or checked
  std::optional<backup_info> made;  // when finished
  std::optional<error> problem;     // when failed
};

/// Makes a snapshot when the newest verified one is older than the configured interval.
struct make_due_backup {
  using reply = nothing;
  static constexpr retry_policy retry = retry_policy::idempotent;
};

struct list_backups {
  using reply = std::vector<backup_info>;  // newest first
  static constexpr retry_policy retry = retry_policy::idempotent;
};

}  // namespace secondbrain
