// What a snapshot knows of each file, folder and link of the vault, and the list of them: `vault_files.jsonl`, a line
// each, sorted by path.
//
// Names are bytes: one that is no UTF-8 stands in the list in hex. Conversions are pure; any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/enum_names.hpp"
#include "base/error.hpp"

namespace secondbrain::ops {

enum class vault_entry_kind : std::uint8_t { file, folder, link };

constexpr auto names_of(vault_entry_kind) {
  using enum vault_entry_kind;
  return named_values<vault_entry_kind>({{file, "file"}, {folder, "folder"}, {link, "link"}});
}

struct vault_entry {
  std::string path;  // as the system has it, relative to the vault, '/' between parts
  vault_entry_kind kind = vault_entry_kind::file;
  std::uint32_t mode = 0;     // permission bits
  std::uint64_t bytes = 0;    // of a file
  std::int64_t modified = 0;  // ns since the epoch
  std::int64_t changed = 0;   // likewise, of the inode; 0: it may have changed since without another time
  std::uint64_t inode = 0;
  std::string sha256;  // of a file's content: its name in the object store
  std::string target;  // of a link
};

/// Whether a file that was looked at again can be taken for the one that was read.
bool is_unchanged(const vault_entry& read, const vault_entry& now) noexcept;

std::string to_line(const vault_entry& entry);

/// errc::corrupt when it makes no sense, or its path leads out of the vault.
result<vault_entry> parse_vault_entry(std::string_view line);

result<std::vector<vault_entry>> read_vault_list(const std::filesystem::path& list);

/// The path for a person and for JSON.
std::string shown(std::string_view path);

}  // namespace secondbrain::ops
