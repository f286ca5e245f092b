// What the beginning of a line makes of it in Markdown: how far it is indented, and which block it starts (CommonMark
// §2.2, §4, §5).
//
// Columns count from 0; a tab leads to the next multiple of four. Thread-safe, cannot fail.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace secondbrain::vault {

struct line_shape {
  std::size_t column = 0;  // where the content begins
  std::string_view content;
};

line_shape shape_of(std::string_view line) noexcept;

struct list_marker {
  std::size_t inside = 0;  // the least column of what belongs to the item
  std::size_t column = 0;  // where its text begins
  std::string_view text;   // empty: the item begins with nothing
};

/// `- `, `* `, `1. ` and the like; `-[ ]` as well, which people take for a task.
std::optional<list_marker> read_list_marker(const line_shape& line) noexcept;

struct fence_mark {
  char character = '`';
  std::size_t length = 0;
  std::string_view behind;
};

/// Three backticks or tildes, or more.
std::optional<fence_mark> read_fence(std::string_view content) noexcept;
bool opens_fence(const fence_mark& mark) noexcept;
bool closes_fence(const fence_mark& mark, const fence_mark& opening) noexcept;

/// A heading, list item, fence, quote, table or rule: a line that does not go on with the paragraph above.
bool starts_block(const line_shape& line) noexcept;

/// Behind the inline code that begins at a backtick; behind the backticks when it does not end.
std::size_t behind_inline_code(std::string_view text, std::size_t at) noexcept;

}  // namespace secondbrain::vault
