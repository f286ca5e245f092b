// The index of an earlier version: kept beside the new one, and searched, until that has been made from the vault.
//
// Any thread. Fails with corrupt, busy, io_failure.
#pragma once

#include <filesystem>

#include "base/error.hpp"

namespace secondbrain::stores {

/// A version that readers can still search: without tags, aliases and properties, and by its own words.
inline constexpr int searchable_earlier_version = 3;

/// Where the earlier index of this lexical.db lies, if there is one.
std::filesystem::path earlier_index_of(const std::filesystem::path& file);

/// Moves an index of that version there, so that a new one can be begun. False: there is none, or no room to keep it.
result<bool> set_earlier_index_aside(const std::filesystem::path& file);

/// The new one is whole.
status remove_earlier_index(const std::filesystem::path& file);

}  // namespace secondbrain::stores
