// Which note a link leads to, by the names of all notes, as Obsidian has it: the path, else the file name anywhere,
// else the end of a path; without regard to case, with or without `.md`.
//
// Immutable once made; thread-safe.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_set>

namespace secondbrain::vault {

class link_names {
 public:
  explicit link_names(std::span<const std::string> notes);

  /// Whether the target, as written in the note `from`, leads to a note.
  bool leads_somewhere(std::string_view from, std::string_view target) const;

  /// Whether it means a file that is no note: a picture, a PDF.
  static bool means_other_file(std::string_view target);

 private:
  std::unordered_set<std::string> ends_;   // of paths, at each folder, without `.md`, in lower case
  std::unordered_set<std::string> paths_;  // whole
};

}  // namespace secondbrain::vault
