// Which files of a vault are notes to index (contract: vault §2).
//
// Thread-safe, cannot fail. Paths are relative to the vault root, '/' between parts.
#pragma once

#include <string_view>

namespace secondbrain::vault {

/// A Markdown file that no exclusion pattern covers.
bool is_note_path(std::string_view path) noexcept;

/// A text that waits in the inbox to be filed: it can be found, but is expected to go.
bool is_capture_path(std::string_view path) noexcept;

/// False for a directory in which no file can be a note, so that it need not be entered.
bool may_hold_notes(std::string_view directory) noexcept;

/// Ascending by path components compared piecewise: everything in `a/` comes before `a b.md`.
bool path_less(std::string_view left, std::string_view right) noexcept;

/// `path_less` as the order of a container.
struct path_order {
  using is_transparent = void;
  bool operator()(std::string_view left, std::string_view right) const noexcept { return path_less(left, right); }
};

}  // namespace secondbrain::vault
