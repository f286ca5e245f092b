// Moves tasks to other categories by a list of rules (contract: vault §12).
//
// Blocks on the file system.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "brain/sync/run.hpp"
#include "brain/sync/tasks/tasks_board.hpp"

namespace secondbrain::sync {

struct category_rule {
  std::string text;                         // part of the task's text, in whatever case
  std::optional<std::string> old_category;  // nothing: any
  std::optional<std::string> old_sub_project;
  std::string new_category;
  std::string new_sub_project;
};

/// From `[{"text", "old_category", "old_sub_project", "new_category", "new_sub_project"}]`; only text and new_category
/// must be there. errc::invalid_argument.
result<std::vector<category_rule>> parse_category_rules(std::string_view json);

enum class recategorise_mode : std::uint8_t { write, preview };

/// Each rule moves the first task that it fits. A move that fails is reported and does not keep the others from being
/// made. errc::vault_missing.
result<step_result> recategorise(tasks_board& board, vault::daily_view& view, const std::vector<category_rule>& rules,
                                 vault::day today, recategorise_mode mode, list_upkeep lists = list_upkeep::follow);

}  // namespace secondbrain::sync
