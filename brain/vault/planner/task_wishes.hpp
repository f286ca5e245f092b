// From what a client asks of a task to what a dialect is asked for.
//
// Thread-safe. errc::invalid_argument, with a sentence, for what makes no sense or cannot be said.
#pragma once

#include <vector>

#include "base/error.hpp"
#include "brain/vault/dialects/dialect_set.hpp"
#include "messages/noted_task.hpp"
#include "messages/planner.hpp"

namespace secondbrain::vault {

/// What is asked for, without what is so already. The status comes last: a task that comes back takes its dates along.
result<std::vector<dialects::task_change>> changes_of(const change_task& request, const noted_task& now);

result<dialects::task_fields> fields_of(const add_task& request);

/// A line of a note, in the dialect of the vault; where that is the one of daily notes, which says little, in the next
/// one that can say all of it.
result<dialects::edited_lines> lines_of(const dialects::dialect_set& dialects, const dialects::task_fields& fields,
                                        day today);

/// Of a dialect whose tasks are notes.
result<dialects::edited_lines> lines_of_note(const dialects::task_dialect& dialect, const dialects::task_fields& fields,
                                             day today);

}  // namespace secondbrain::vault
