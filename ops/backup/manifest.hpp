// `manifest.json` of a snapshot: what is in it, with sizes and checksums, and which version of the service made it.
//
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
};

std::string to_json(const backup_manifest& manifest);

/// errc::corrupt when it is not a manifest, errc::newer_schema when a later version wrote it.
result<backup_manifest> parse_manifest(std::string_view json);

}  // namespace secondbrain::ops
