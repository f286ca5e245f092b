// Where a task stands in a daily note: below which headings, and with what is indented below it (contract: vault §6.6).
//
// Thread-safe, cannot fail.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "brain/vault/text_lines.hpp"

namespace secondbrain::vault {

/// Behind the task at this line and the lines that are indented below it; tasks among them stand for themselves.
std::size_t end_of_task(const text_lines& lines, std::size_t at);

/// Inserts lines that belong together below `### category` and `#### sub_project`, behind the tasks that are there. An
/// empty category: directly below `## Tasks`, before the first category; an empty sub-project: before the category's
/// first one. A heading that is missing is made at the end of its section; so is `## Tasks`, at the end of the note.
void place_task(text_lines& lines, std::string_view category, std::string_view sub_project,
                const std::vector<std::string>& block);

}  // namespace secondbrain::vault
