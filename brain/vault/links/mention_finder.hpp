// Where a text names a note without linking to it: the words of its name, title or alias one after the other, in a line
// that is neither code nor a comment, and not within a link.
//
// Immutable once made; thread-safe, cannot fail. Time is linear in the text, for each name.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace secondbrain::vault {

struct mention {
  std::size_t line = 0;  // of the text, from 0
  std::string text;      // the line, or the part around it
  std::string name;      // the one that stands there
};

class mention_finder {
 public:
  explicit mention_finder(const std::vector<std::string>& names);

  /// The first one.
  std::optional<mention> find(std::string_view text) const;

 private:
  struct sought_name {
    std::string name;
    std::vector<std::string> words;  // case-folded
  };

  std::vector<sought_name> names_;
};

}  // namespace secondbrain::vault
