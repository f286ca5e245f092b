// The blocks of a Markdown text: the smallest parts that a chunk should not cut.
//
// Thread-safe, cannot fail. Time is linear in the text. Positions are bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace secondbrain::vault {

enum class block_kind : std::uint8_t { heading, paragraph, list_item, quote, fence, table };

struct markdown_block {
  block_kind kind = block_kind::paragraph;
  std::size_t begin = 0;  // of its first line
  std::size_t end = 0;    // past its last character, the line end not included
  int line = 0;           // of its first line, from 0
  int level = 0;          // of a heading, 1…6
};

/// Blocks in order. Every line that is not blank lies in exactly one block; a blank line lies in none, unless it is
/// inside a fence. Headings are ATX headings outside fences (CommonMark §4.2) that have a text, of up to 1,000 bytes.
std::vector<markdown_block> parse_blocks(std::string_view text);

/// The text of a heading block: without the marks before and the optional marks behind it.
std::string_view heading_text(std::string_view text, const markdown_block& heading) noexcept;

}  // namespace secondbrain::vault
