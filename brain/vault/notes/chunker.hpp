// Cuts a note into the pieces it is searched by.
//
// No text is dropped and none is glued: every chunk is a slice of the body, and every line of the body that is neither
// blank nor a heading lies in a chunk. Headings are in the heading paths. Fences, tables and list items stay whole
// where they fit. Where headings would outweigh the text below them many times over, they are lines of the text.
//
// Thread-safe, cannot fail. Time, and what the chunks hold together, are linear in the note. Sizes are code points.
#pragma once

#include <cstddef>
#include <vector>

#include "brain/vault/notes/note.hpp"
#include "messages/indexed_note.hpp"

namespace secondbrain::vault {

struct chunk_options {
  std::size_t target = 1200;   // blocks are joined up to this size
  std::size_t maximum = 2000;  // a block up to this size is never cut
};

/// At least one chunk for any note, so that each can be found: a heading without a text is its own text, and an empty
/// note has one chunk with an empty text, findable by its title.
///
/// Ids depend on path, headings and text, not on position: inserting a paragraph leaves the other ids alone.
std::vector<chunk> chunk_note(const note& source, const chunk_options& options = {});

}  // namespace secondbrain::vault
