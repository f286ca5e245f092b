// A way of writing tasks into notes. Each dialect is one implementation of this, in a file pair of its own; whoever
// reads or changes tasks knows nothing else of it.
//
// A dialect is made once, of the settings of the vault, and is not changed afterwards: thread-safe. Reading cannot
// fail; an edit answers errc::invalid_argument, with a sentence, where the dialect has no way to say what was asked.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.hpp"
#include "brain/vault/dialects/task_fields.hpp"
#include "brain/vault/planner/code_and_comments.hpp"
#include "brain/vault/text_lines.hpp"

namespace secondbrain::vault::dialects {

/// A note to read tasks from; what it refers to outlives it.
struct note_view {
  std::string_view path;  // relative to the vault
  const text_lines& lines;
  const code_and_comments& aside;
};

/// A click on the box: to the status that follows.
struct toggle_status {};

/// To the status of this sign or word.
struct set_status_symbol {
  std::string symbol;
};

/// To the first status that means this, as the dialect writes it.
struct set_status_type {
  status_type type = status_type::todo;
};

/// Nothing: the date is taken away.
struct set_date {
  date_field field = date_field::due;
  std::optional<day> date;
};

struct set_priority {
  task_priority priority = task_priority::none;
};

using task_change = std::variant<toggle_status, set_status_symbol, set_status_type, set_date, set_priority>;

/// The lines that take the place of the task's, without their ends: as many as before, or more where the task comes
/// back, or none where it goes away once it is done.
using edited_lines = std::vector<std::string>;

class task_dialect {
 public:
  virtual ~task_dialect() = default;

  /// As the API and the settings call it: `tasks`, `dataview`, `logseq`, `tasknotes`, `due`.
  virtual std::string_view name() const noexcept = 0;

  /// Whether no note without a box, one character between brackets, holds a task of this dialect.
  virtual bool needs_box() const noexcept { return true; }

  /// The task that begins at this line of the note. The caller leaves out lines in code and comments; a dialect whose
  /// tasks are whole notes answers at line 0.
  virtual std::optional<task_line> read(const note_view& note, std::size_t at) const = 0;

  /// The task with one change, edited in place: what is not asked to change stays as it was, byte for byte. The task is
  /// as `read` gave it from the same note.
  virtual result<edited_lines> edit(const note_view& note, const task_line& task, const task_change& change,
                                    day today) const = 0;

  /// A new task: its lines, without indentation. Of the fields those count that have a value.
  virtual result<edited_lines> write(const task_fields& fields, day today) const = 0;
};

}  // namespace secondbrain::vault::dialects
