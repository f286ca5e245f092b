// A list item as a whole: its line, and whatever belongs to it below (CommonMark §5.2).
//
// Thread-safe, cannot fail.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "brain/vault/planner/code_and_comments.hpp"
#include "brain/vault/text_lines.hpp"

namespace secondbrain::vault {

/// Behind the last line of the item at this line: nested items, paragraphs that go on below it, code and comments are
/// its own, and so are blank lines between them. A section of the note ends every item; so does a block of HTML, a
/// footnote or a comment that begins further to the left.
std::size_t end_of_item(const text_lines& lines, const code_and_comments& aside, std::size_t at);

struct item_place {
  std::size_t at = 0;
  bool needs_blank_line = false;  // behind the item
};

/// The first place from `at` to `end` where a new item can stand without what is there becoming a part of it: a
/// paragraph that follows is kept apart by a blank line, what is indented stays above. At `end` nothing of the kind
/// follows. Of many tries the last is `end`.
item_place place_of_item(const text_lines& lines, std::size_t at, std::size_t end,
                         const std::vector<std::string>& item);

/// The lines of an item, to stand by themselves elsewhere: as much less indented as its first one, and code that it
/// leaves open is closed.
std::vector<std::string> item_by_itself(const text_lines& lines, const code_and_comments& aside, std::size_t begin,
                                        std::size_t end);

}  // namespace secondbrain::vault
