// Lists all that is in a vault, `.obsidian` included, without reading the files.
//
// Links are listed and never followed, so nothing outside the vault is looked at. Blocks on the file system; any
// thread. What cannot be looked at is named, never left out in silence.
#pragma once

#include <sys/stat.h>

#include <filesystem>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/file_descriptor.hpp"
#include "ops/backup/vault/vault_entry.hpp"

namespace secondbrain::ops {

/// There, but its content is not to be had: a file, or a folder with all below it.
struct vault_gap {
  std::string path;
  std::string reason;
};

struct vault_walk {
  std::vector<vault_entry> entries;  // sorted by path; files without a checksum
  std::vector<vault_gap> gaps;
};

/// `apart`: folders that do not belong to the vault even where they lie in it. errc::vault_missing when it is not
/// there.
result<vault_walk> walk_vault(const std::filesystem::path& vault, const std::vector<std::filesystem::path>& apart);

/// Opens a file of the vault for reading, following no link on the way.
result<file_descriptor> open_in_vault(const std::filesystem::path& vault, const std::string& path);

/// What the system says of it.
vault_entry described(std::string path, const struct stat& seen);

}  // namespace secondbrain::ops
