// A Markdown text as a list of sections, each below its path of headings (contract: vault §4.1).
//
// Thread-safe, cannot fail. Sections hold slices of the text, which must outlive them.
#pragma once

#include <string_view>
#include <vector>

#include "brain/vault/notes/markdown_blocks.hpp"

namespace secondbrain::vault {

struct markdown_section {
  std::vector<std::string_view> heading_path;  // outermost first; empty before the first heading
  int heading_line = 0;                        // of the innermost heading, from 0
  std::vector<markdown_block> blocks;          // without the heading
};

/// A section without blocks is listed only when no deeper heading follows it: then its heading is all it says.
/// `blocks`: of the same text.
std::vector<markdown_section> split_sections(std::string_view text, const std::vector<markdown_block>& blocks);

}  // namespace secondbrain::vault
