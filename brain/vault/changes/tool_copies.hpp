// What programs put into a vault and no person wrote: copies of notes that a synchronisation could not bring together,
// and folders that tools keep for themselves. They say what notes say already, or nothing of it.
//
// Pure; thread-safe; cannot fail. Names are readable ones (readable_path.hpp), of one file or folder, not paths.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace secondbrain::vault {

enum class tool_copies : std::uint8_t { left_out, taken_in };

/// Why a Markdown file is left out: a sentence that names its origin; empty: nothing about its name says so.
std::string copy_by_name(std::string_view file_name);

/// Likewise of a folder and all that lies below it.
std::string folder_of_tool(std::string_view folder_name);

/// `Plan.md` for `Plan 2.md`, `Plan (1).md` and `Plan - Copy.md`, which clouds and desktops make beside it: a copy if
/// both say the same, or if the first one is no note either. Nothing for all other names.
std::optional<std::string> numbered_original(std::string_view file_name);

/// Why a numbered copy of the file of this name is left out.
std::string same_as(std::string_view original);

}  // namespace secondbrain::vault
