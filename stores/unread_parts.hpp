// The parts of a Markdown text that its reader never sees: where a link leads to, and the attributes of HTML.
//
// Pure; any thread; nothing fails. Time: linear in the text, over all calls for it.
#pragma once

#include <cstddef>
#include <string_view>

namespace secondbrain::stores {

struct unread_part {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The first one that ends behind `from`; at the end of the text when there is none. `[text](target "title")` from the
/// bracket to the title, `<img src="…">` from behind the name.
unread_part next_unread_part(std::string_view text, std::size_t from);

}  // namespace secondbrain::stores
