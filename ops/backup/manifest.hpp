// `manifest.json` of a snapshot: what is in it, with sizes and checksums, and which version of the service made it.
//
// It ends with the checksum of itself, so that a flipped byte in it is found too; those of earlier versions have none.
// Pure conversions; no file is touched.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "ops/backup/snapshot_info.hpp"

namespace secondbrain::ops {

inline constexpr auto manifest_name = "manifest.json";
inline constexpr auto vault_list_name = "vault_files.jsonl";
inline constexpr std::uint64_t most_vault_list_bytes = std::uint64_t{1} << 30;  // of some millions of notes

/// The list of the notes, where they are in the snapshot; the notes themselves are in the object store beside it.
struct vault_list_file {
  std::uint64_t bytes = 0;
  std::string sha256;
};

struct backup_manifest {
  static constexpr int current_format = 1;

  int format = current_format;  // of the snapshot's layout; a newer one than ours is refused
  std::string service_version;
  std::string created_at;   // UTC, ISO 8601
  std::string verified_at;  // UTC, ISO 8601
  std::vector<backup_file> files;
  std::optional<backup_origin> origin;  // not in what earlier versions made
  std::uint64_t sequence = 0;
  std::vector<backup_omission> left_out;
  backup_vault vault;
  std::optional<vault_list_file> vault_list;  // where the notes are included
};

std::string to_json(const backup_manifest& manifest);

/// errc::corrupt when it is not a manifest, errc::newer_schema when a later version wrote it.
result<backup_manifest> parse_manifest(std::string_view json);

}  // namespace secondbrain::ops
