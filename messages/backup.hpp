// Snapshots of the data directory: making, listing and verifying them.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "messages/request.hpp"

namespace secondbrain {

enum class backup_file_kind : std::uint8_t { database, plain };

struct backup_file {
  std::string name;  // relative to the snapshot, '/' between parts
  backup_file_kind kind = backup_file_kind::plain;
  std::uint64_t bytes = 0;
  std::string sha256;  // hex
};

struct backup_info {
  std::string id;          // data-YYYYMMDD-HHMMSS
  std::string path;        // absolute
  std::string created_at;  // UTC, ISO 8601
  std::uint64_t bytes = 0;
  bool verified = false;
  std::string problem;  // why it does not count; empty when verified
  std::vector<backup_file> files;
};

struct make_backup {
  using reply = backup_info;
  static constexpr retry_policy retry = retry_policy::never;
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
