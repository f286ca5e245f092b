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
/// its own, and so are blank lines between them. A section of the note ends every item.
std::size_t end_of_item(const text_lines& lines, const code_and_comments& aside, std::size_t at);

/// The lines of an item, to stand by themselves elsewhere: as much less indented as its first one, and code that it
/// leaves open is closed.
std::vector<std::string> item_by_itself(const text_lines& lines, const code_and_comments& aside, std::size_t begin,
                                        std::size_t end);

}  // namespace secondbrain::vault
