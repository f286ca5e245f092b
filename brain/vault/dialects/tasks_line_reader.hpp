// One line as the Tasks plugin (8.3.0) reads it: a task, or nothing.
//
// Thread-safe, cannot fail; time is linear in the line.
#pragma once

#include <optional>
#include <string_view>

#include "brain/vault/dialects/task_fields.hpp"
#include "brain/vault/dialects/tasks_settings.hpp"

namespace secondbrain::vault::dialects {

/// The parts of a line with a box, whether or not it is a task.
struct box_line {
  std::size_t indentation = 0;  // bytes before the list marker
  byte_span marker;
  byte_span symbol;
  byte_span body;        // trimmed, without block link
  byte_span block_link;  // with the space before it; empty: none
};

std::optional<box_line> read_box(std::string_view line) noexcept;

/// What a line begins with that could be a list item: indentation, signs of quotes, and a marker that may be missing.
struct item_beginning {
  std::size_t indentation = 0;
  std::size_t behind_marker = 0;  // the same: there is none
};

item_beginning read_item_beginning(std::string_view line) noexcept;

/// Slices of the task point into the line, which outlives it. The name of the dialect is left empty.
std::optional<task_line> read_tasks_line(std::string_view line, const tasks_settings& settings);

}  // namespace secondbrain::vault::dialects
