// The inside of a link, taken apart.
//
// Thread-safe, cannot fail. Time: linear.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "messages/note_link.hpp"

namespace secondbrain::vault {

/// What stands between `[[` and `]]`. Nothing: it names neither a note nor a part of this one.
std::optional<note_link> read_wikilink(std::string_view inside);

struct markdown_target {
  std::optional<note_link> link;  // nothing: it leads out of the vault, or nowhere
  std::size_t end = 0;            // behind the closing parenthesis
};

/// What follows a `[text]`, beginning with the parenthesis (CommonMark §6.3). Nothing: it makes no link.
std::optional<markdown_target> read_markdown_target(std::string_view text);

}  // namespace secondbrain::vault
