// What the generated task files said when they were written: the base that tells an edit in them from an edit in a
// daily note (contract: vault §6.5, operations W4-W6).
//
// A base belongs to the texts that bear its stamps. It is written down before they are, and the one before it is kept
// for as long as a file on the disk bears its stamp, so that no crash between the two parts a text from its base.
// Blocks on the file system. Values are not thread-safe.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "brain/vault/planner/task_listing.hpp"

namespace secondbrain::sync {

struct listed_state {
  task_status status = task_status::open;
  std::string due_date;
  friend bool operator==(const listed_state&, const listed_state&) = default;
};

using task_listing = std::map<vault::listed_name, listed_state>;

task_listing listing_of(const std::vector<task>& tasks);

/// What was generated at one time.
struct task_base {
  std::string all_stamp;
  std::string completed_stamp;  // both empty: written by a version without stamps
  task_listing tasks;
};

/// The newest first.
using task_bases = std::vector<task_base>;

/// The listing that a file with this stamp was made from; nothing: not known. An empty stamp is that of the files of
/// earlier versions.
std::optional<task_listing> base_of(const task_bases& bases, std::string_view stamp);

/// Empty when nothing was written yet, or when the file makes no sense: it is then moved aside.
result<task_bases> load_task_bases(const std::filesystem::path& file);

/// Durable when it returns.
status save_task_bases(const std::filesystem::path& file, const task_bases& bases);

}  // namespace secondbrain::sync
