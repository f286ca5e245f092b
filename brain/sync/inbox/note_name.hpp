// Names of files for notes whose titles a language model made up (contract: vault §8.4).
//
// Thread-safe, nothing fails.
#pragma once

#include <string>
#include <string_view>

namespace secondbrain::sync {

/// A file name without suffix for a note of this title: letters and digits of any script, spaces, `-` and `_`; short
/// enough for a file system; `Untitled` when nothing is left.
std::string note_file_stem(std::string_view title);

/// Whether a title names a file of its own folder and nothing else.
bool is_note_title(std::string_view title) noexcept;

}  // namespace secondbrain::sync
