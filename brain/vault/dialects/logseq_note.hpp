// A note as Logseq knows it: by the name of its page, and with the properties at the top of the page, as if they stood
// in its frontmatter.
//
// Pure; thread-safe; cannot fail. Time: linear in what stands above the first block.
#pragma once

#include <string>
#include <string_view>

#include "brain/vault/dialects/logseq_page.hpp"
#include "brain/vault/notes/note.hpp"

namespace secondbrain::vault::dialects {

/// `text`: of the whole file, with `\n` line ends. What the frontmatter says stays.
void read_as_logseq_page(note& source, std::string_view text, const logseq_settings& settings);

/// As links name the page, by its path alone: `Kitchen/Oven` of `pages/Kitchen___Oven.md`, the title of a journal.
std::string logseq_title(std::string_view path, const logseq_settings& settings);

}  // namespace secondbrain::vault::dialects
