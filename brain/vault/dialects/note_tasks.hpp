// The tasks of one note, each in whichever of the vault's dialects it is written: one pass over its lines.
//
// A line that several dialects can read belongs to the one that finds most fields on it; where that is open, to the
// first of them. Code, comments and frontmatter hold no tasks, but a note may be one itself. Thread-safe, cannot fail;
// time is linear in the note.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "brain/vault/dialects/task_dialect.hpp"

namespace secondbrain::vault::dialects {

/// In the order of the vault's preference; they outlive whoever reads with them.
using dialect_list = std::vector<const task_dialect*>;

struct note_task {
  task_line line;
  /// The same as long as the note keeps its name and the task its words, whatever becomes of other lines. Of tasks of
  /// the same words in one note each has its own, which is also of its heading and of their number below it: when one
  /// more is written there, or one goes, none has the id that another one had.
  std::string id;
  std::string heading;  // the nearest above it; empty: none
};

std::vector<note_task> read_note_tasks(const note_view& note, const dialect_list& dialects);

/// The dialect of the list that a task was read by. Null: the list does not hold it.
const task_dialect* dialect_named(const dialect_list& dialects, std::string_view name) noexcept;

}  // namespace secondbrain::vault::dialects
