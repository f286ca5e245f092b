// From observations to a verdict: when is the service well (contract: operations §5, http_api §3.2)?
//
// A pure function, so that every rule is a test.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "messages/health.hpp"

namespace secondbrain::ops {

inline constexpr std::uint64_t low_disk_bytes = std::uint64_t{1} << 30;  // less than this is a warning

enum class vault_condition : std::uint8_t { ok, not_configured, missing, unreadable, read_only, empty };

struct health_inputs {
  vault_condition vault = vault_condition::not_configured;
  std::optional<std::filesystem::path> vault_path;  // named in the sentences
  std::string vault_trouble;                        // a sentence when the folder is not the vault that is known
  std::uint64_t free_disk_bytes = 0;
  sync_status sync;
  bool sync_is_scheduled = true;
  int notes_searchable = 0;  // also without the vault, from what was read before
  std::string under_way;     // a sentence on work that is going well and is not done yet; empty when there is none
  std::vector<component_check> components;  // index, actors, stores, backup … as their owners see them
};

/// What the file system says of the vault right now.
vault_condition look_at_vault(const std::optional<std::filesystem::path>& vault_path);

/// The worst check decides, with one exception: a stale or failed sync is reported and leaves the verdict alone.
health_report judge(const health_inputs& inputs);

}  // namespace secondbrain::ops
