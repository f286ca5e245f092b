// Which note somebody means who names one to write into, and whether it is a note at all.
//
// Blocks on the file system: lists the folders on the way. Thread-safe.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "brain/vault/changes/tool_copies.hpp"

namespace secondbrain::vault {

/// The path as the vault has it. A note that is there is meant however its name is put in capitals or composed (as
/// links compare it: text/name_key.hpp), so that no second one of the same name comes to be; likewise each folder on
/// the way. errc::invalid_argument, with a sentence: it is no path of a Markdown file in the vault, the index would
/// leave it out (what programs keep for themselves, copies, what was filed), or several are called so.
result<std::string> note_target(const std::filesystem::path& root, std::string_view asked, tool_copies copies);

/// Likewise a folder, in which a new note is to be; empty: the vault itself.
result<std::string> folder_target(const std::filesystem::path& root, std::string_view asked, tool_copies copies);

}  // namespace secondbrain::vault
