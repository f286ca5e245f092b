// Opens what lies in a vault, and nothing outside it, whatever links are put in the way meanwhile.
//
// Relative paths are readable ones (readable_path.hpp). Blocks on the file system. Thread-safe.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/file_descriptor.hpp"

namespace secondbrain::vault {

/// The root directory. errc::vault_missing when it is not there; errc::io_failure when it may not be read.
result<file_descriptor> open_vault_root(const std::filesystem::path& root);

/// A file for reading, by a relative path that passes no link. Does not wait for a pipe to be written.
/// errc::not_found, errc::io_failure; errc::invalid_argument when the path ends in a link.
result<file_descriptor> open_without_links(const file_descriptor& root_directory, std::string_view relative);

/// Where the link `relative` ends, as a path relative to the root. errc::invalid_argument when that is outside the
/// vault; errc::not_found when it is nowhere.
result<std::string> link_target(const std::filesystem::path& root, std::string_view relative);

}  // namespace secondbrain::vault
