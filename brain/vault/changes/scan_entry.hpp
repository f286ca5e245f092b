// What a folder lists: names as the system knows them and as text, and what each of them is.
//
// Blocks on the file system; thread-safe.
#pragma once

#include <dirent.h>
#include <sys/stat.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "brain/vault/changes/scan.hpp"

namespace secondbrain::vault {

struct directory_closer {
  void operator()(DIR* directory) const noexcept { ::closedir(directory); }
};
using directory_stream = std::unique_ptr<DIR, directory_closer>;

enum class entry_kind : std::uint8_t { unknown, directory, file, link, other };

struct scan_entry {
  std::string name;   // as the system knows it
  std::string shown;  // as readable text
  entry_kind kind = entry_kind::unknown;
};

entry_kind kind_of(mode_t mode) noexcept;

/// Those of an open folder but for `.` and `..`, by their text. `failed`: the errno that ended the listing early, or 0.
std::vector<scan_entry> list_entries(DIR* directory, int& failed);

scanned_file described(std::string path, const struct stat& attributes);

/// Above the path; empty for what lies at the root.
std::string_view parent_path_of(std::string_view path);
std::string_view last_name_of(std::string_view path);

}  // namespace secondbrain::vault
