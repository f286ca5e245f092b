// What a person put aside in a generated task file: code and comments, as the daily notes know them, with one
// difference. A fence or a comment that nobody closed ends before the first line of ours, so that it takes none of them
// along.
//
// Positions are lines, from 0. Thread-safe, cannot fail; time is linear in the file.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "brain/sync/tasks/listed_in.hpp"

namespace secondbrain::sync {

struct list_asides {
  std::optional<std::size_t> mark;  // the line that tells a generated file from a person's
  std::vector<bool> holds;          // by line
};

list_asides find_asides(std::string_view text, listed_in file);

/// The line below the title, which tells a generated file from a person's.
bool is_mark(std::string_view line);

/// Whether the text says of itself that SecondBrain generates it: the line below the title does.
bool is_marked(std::string_view text);

/// Of a category or a sub-project.
bool is_list_heading(std::string_view line);

/// Whether the line belongs to a table, ours or not.
bool is_table_line(std::string_view line);

inline constexpr std::string_view category_mark = "## ", sub_project_mark = "### ";
inline constexpr std::string_view no_completed_tasks = "*No completed tasks yet.*";

}  // namespace secondbrain::sync
