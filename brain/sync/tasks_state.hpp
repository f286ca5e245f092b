// What the generated task files said when they were written last: the base that tells an edit in them from an edit in a
// daily note (contract: vault §6.5, operations W4-W6).
//
// Blocks on the file system. Values are not thread-safe.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "brain/vault/planner/task_listing.hpp"
#include "messages/result.hpp"

namespace secondbrain::sync {

struct listed_state {
  task_status status = task_status::open;
  std::string due_date;
  friend bool operator==(const listed_state&, const listed_state&) = default;
};

using task_listing = std::map<vault::listed_name, listed_state>;

task_listing listing_of(const std::vector<task>& tasks);

/// Empty when nothing was written yet, or when the file makes no sense: it is then moved aside.
result<task_listing> load_task_listing(const std::filesystem::path& file);

/// Durable when it returns.
status save_task_listing(const std::filesystem::path& file, const task_listing& listing);

}  // namespace secondbrain::sync
