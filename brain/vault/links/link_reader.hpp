// The links of a note to others, as Obsidian reads them: `[[wikilinks]]`, `![[embeds]]` and `[Markdown](links.md)`,
// in the text and as quoted values of the frontmatter. What stands in code or in a comment is no link, nor is what
// leads out of the vault (https://…).
//
// Thread-safe, cannot fail. Time is linear in the text.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "messages/note_link.hpp"

namespace secondbrain::vault {

/// A note with more links than these is a list that a program made.
inline constexpr std::size_t most_links_of_a_note = 20'000;

struct found_link {
  note_link link;
  std::size_t begin = 0;  // bytes of the text
  std::size_t end = 0;
};

struct links_in_text {
  std::vector<found_link> links;  // in their order
  std::size_t left_out = 0;       // beyond what was asked for
};

/// `text` has `\n` line ends, and its lines count from 1. In a table the bar of a link is written `\|`.
links_in_text read_links(std::string_view text, std::size_t most = most_links_of_a_note);

}  // namespace secondbrain::vault
