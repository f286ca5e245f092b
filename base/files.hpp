// Whole files, read and written at once. A reader sees the old text or the new text, never a part.
//
// Written as a temporary beside the target, synced, renamed, and the directory synced; mode 0600. Any thread; two
// writers of one file do not mix, the later rename wins.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace secondbrain {

/// Creates an empty file. errc::conflict when there is one already.
status create_private_file(const std::filesystem::path& file);

status write_atomically(const std::filesystem::path& file, std::string_view bytes);

/// Deletes the temporaries that killed writers left in a directory. One whose writer lives is locked by it, and stays;
/// so does what cannot be deleted.
void remove_abandoned_temporaries(const std::filesystem::path& directory) noexcept;

/// errc::not_found when there is no such file.
result<std::string> read_file(const std::filesystem::path& file);

/// Makes renames and creations in the directory durable.
status sync_directory(const std::filesystem::path& directory);

/// Makes the file's content durable.
status sync_file(const std::filesystem::path& file);

}  // namespace secondbrain
