// The tasks of a note as the index keeps them and the lists show them.
//
// Pure; thread-safe; cannot fail. Time is linear in the note.
#pragma once

#include <string_view>
#include <vector>

#include "brain/vault/dialects/dialect_set.hpp"
#include "messages/noted_task.hpp"

namespace secondbrain::vault::dialects {

/// `text`: as it is decoded for the index. Boxes without words, and those whose sign says that they are no tasks, are
/// left out.
std::vector<noted_task> noted_tasks_of(std::string_view path, std::string_view text, const dialect_set& dialects);

noted_task noted(std::string_view path, const note_task& task);

/// Whether the lists show it.
bool is_noted(const note_task& task) noexcept;

}  // namespace secondbrain::vault::dialects
