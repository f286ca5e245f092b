// What a note is remembered by besides its text: its aliases, tags and properties.
//
// Thread-safe, cannot fail. Time: linear in the note. Each field is bounded: what is longer is no name of a note.
#pragma once

#include "brain/vault/notes/note.hpp"
#include "messages/indexed_note.hpp"

namespace secondbrain::vault {

/// `aliases` and `tags` as Obsidian reads them, a list or a text with commas; tags in the text too, outside of code.
/// What a path that is no UTF-8 says in Windows-1252 is an alias.
note_fields fields_of(const note& source);

}  // namespace secondbrain::vault
