// The lines of a note that say nothing of their own: code (between fences of backticks or tildes, or indented),
// formulas of several lines (`$$ … $$`) and comments (`<!-- … -->`, `%% … %%`), and the YAML block at the very
// beginning.
//
// What looks like a task, a heading or an event there is an example or is put aside. A fence or comment that nobody
// closed ends with the list item or quote it stands in, at the next item at the latest, or with the note. Positions are
// lines, from 0. Thread-safe, cannot fail; time is linear in the note.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "brain/vault/text_lines.hpp"

namespace secondbrain::vault {

enum class aside_kind : std::uint8_t { code, formula, comment, obsidian_comment };

struct aside_block {
  std::size_t opening = 0;     // the line that holds the opening mark
  std::size_t begin = 0;       // the first line put aside; behind `opening` when text stands before the mark
  std::size_t end = 0;         // behind the last one
  std::string closing;         // the line that would close it; empty: it is closed
  bool swallows_more = false;  // whatever is written behind it becomes a part of it
  aside_kind kind = aside_kind::code;
};

class code_and_comments {
 public:
  /// Of the lines as they are now.
  explicit code_and_comments(const text_lines& lines);

  bool holds(std::size_t line) const noexcept { return line < content_begin_ || block_of(line) != nullptr; }
  /// The first line below the frontmatter; 0 when there is none.
  std::size_t content_begin() const noexcept { return content_begin_; }
  /// Of code or a comment. Null: the line stands in none.
  const aside_block* block_of(std::size_t line) const noexcept;

  /// The last place at or before this one where a line can be inserted without becoming a part of code or a comment; of
  /// places in the frontmatter, the one below it.
  std::size_t outside(std::size_t at) const noexcept;

  /// The line that must stand before whatever is added at the end of the note; empty: none, as nothing is left open.
  std::string closing_line() const;

 private:
  std::size_t content_begin_;
  std::vector<aside_block> blocks_;  // in their order
};

}  // namespace secondbrain::vault
