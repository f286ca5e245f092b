// The lines of a generated task file: which are ours, and which a person wrote between them (contract: vault §6.4).
//
// Ours are the opening, the headings of rows, tables of tasks and boxes; everything else is a person's text, which is
// put back where it stood whenever the file is rewritten. Thread-safe, cannot fail.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "brain/sync/tasks/listed_in.hpp"

namespace secondbrain::sync {

/// Fenced are the lines of code and comments; they may be blank as well.
enum class line_kind : std::uint8_t { blank, ours, row, property, free, fenced };

void each_line(std::string_view text, listed_in file,
               const std::function<void(line_kind kind, std::string_view line)>& use);

/// Lines of a person, one below the other.
struct free_block {
  std::size_t above = 0;           // how many lines of ours stand before it
  std::vector<std::string> lines;  // with their ends
};

struct free_text {
  std::vector<std::string> properties;  // of the frontmatter
  std::vector<std::string> names;       // of the lines of ours, in their order
  std::vector<free_block> blocks;
};

free_text free_text_of(std::string_view text, listed_in file);

/// The rows of the file, with the headings they stand below.
std::string without_free_text(std::string_view text, listed_in file);

/// Each block behind the nearest line of ours that it stood behind and that is still there.
std::string with_free_text(const std::string& rendered, const free_text& kept, listed_in file);

}  // namespace secondbrain::sync
