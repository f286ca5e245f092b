// Where a task is put in a daily note (contract: vault §6.6).
//
// Thread-safe, cannot fail.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "brain/vault/text_lines.hpp"

namespace secondbrain::vault {

/// Inserts lines that belong together below `### category` and `#### sub_project`, behind the tasks that are there
/// and all that belongs to them, never within code or a comment. An empty category: directly below `## Tasks`, before
/// the first category; an empty sub-project: before the category's first one. A heading that is missing is made at the
/// end of its section; so is `## Tasks`, at the end of the note.
void place_task(text_lines& lines, std::string_view category, std::string_view sub_project,
                const std::vector<std::string>& block);

}  // namespace secondbrain::vault
