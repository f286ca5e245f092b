// Reads files of the vault by relative path, and nothing outside it.
//
// Every directory on the way is opened without following links; a link in the last place is followed only when it ends
// inside the vault. Blocks on the file system. Thread-safe.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace secondbrain::vault {

inline constexpr std::size_t default_note_limit = 32UL * 1024 * 1024;  // bytes

/// Whether a path could name something in the vault: relative, without `..`, `.`, empty parts and NUL.
status check_vault_path(std::string_view relative);

/// The bytes of a note.
/// errc::invalid_argument: the path leaves the vault, or the file is no regular file or larger than `limit`;
/// errc::vault_missing: the root is not there; errc::not_found; errc::io_failure: present, but unreadable.
result<std::string> read_note_file(const std::filesystem::path& root, std::string_view relative,
                                   std::size_t limit = default_note_limit);

}  // namespace secondbrain::vault
