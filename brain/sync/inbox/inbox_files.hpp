// Where the inbox keeps its files, and which of them are texts (contract: vault §8).
//
// Blocks on the file system; thread-safe.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace secondbrain::sync {

/// Markdown files by their readable names, without hidden ones. A folder that is not there holds none.
result<std::vector<std::string>> inbox_file_names(const std::filesystem::path& folder);

/// Whether a path is as the files that wait or failed are listed, so that no other file can be put away by its path.
bool is_inbox_path(std::string_view path, std::string_view inbox);

}  // namespace secondbrain::sync
