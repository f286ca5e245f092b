// Writes the notes of a snapshot into a folder.
//
// The folder must be empty or not there: nothing of a person's is ever written over. Links are made last, so that
// nothing is written through one. A note whose content is missing or damaged is named; all others are there. Any
// thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "ops/backup/vault/object_store.hpp"
#include "ops/backup/vault/vault_entry.hpp"

namespace secondbrain::ops {

struct restored_vault {
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
  std::vector<std::string> missing;  // notes without a sound content, for a person
};

/// errc::conflict when there is something in the folder, errc::cancelled, or what writing fails with.
result<restored_vault> restore_vault(
    const object_store& store, const std::vector<vault_entry>& entries, const std::filesystem::path& folder,
    const std::function<bool()>& cancelled = [] { return false; });

}  // namespace secondbrain::ops
