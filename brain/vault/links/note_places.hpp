// Where the headings and blocks of a note are, for links that name one (`[[Note#Heading]]`, `[[Note#^block]]`).
//
// Immutable once made; thread-safe, cannot fail. Time: linear in the note once, then the same for every question.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "messages/indexed_note.hpp"

namespace secondbrain::vault {

class note_places {
 public:
  /// Of all passages of the note, in their order.
  explicit note_places(const std::vector<chunk>& passages);

  /// The line of a block, or on which the text below a heading begins; nothing when it is not there. Headings are
  /// compared as Obsidian does: without regard to case and punctuation, `A#B` is a heading B somewhere below A.
  std::optional<int> line_of(std::string_view subpath) const;

 private:
  struct heading {
    std::vector<std::string> path;
    int line = 1;
  };

  std::unordered_map<std::string, std::vector<heading>> headings_;  // by their text
  std::unordered_map<std::string, int> blocks_;                     // by their names
};

}  // namespace secondbrain::vault
