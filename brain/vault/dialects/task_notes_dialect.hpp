// The dialect of the TaskNotes plugin for Obsidian: a note is a task, and all it says stands in the frontmatter.
//
// As `task_dialect` says. Single values change on their own lines; what cannot be changed so is errc::invalid_argument.
#pragma once

#include <utility>

#include "brain/vault/dialects/task_dialect.hpp"
#include "brain/vault/dialects/task_notes.hpp"

namespace secondbrain::vault::dialects {

class task_notes_dialect final : public task_dialect {
 public:
  explicit task_notes_dialect(task_note_settings settings) : settings_{std::move(settings)} {}

  std::string_view name() const noexcept override { return "tasknotes"; }
  bool needs_box() const noexcept override { return false; }
  std::optional<task_line> read(const note_view& note, std::size_t at) const override;
  result<edited_lines> edit(const note_view& note, const task_line& task, const task_change& change,
                            day today) const override;
  /// The frontmatter of a new note.
  result<edited_lines> write(const task_fields& fields, day today) const override;

 private:
  task_note_settings settings_;
};

}  // namespace secondbrain::vault::dialects
