// The dialect of the Tasks plugin for Obsidian, in the format that its owner chose: signs or Dataview's fields.
//
// As `task_dialect` says.
#pragma once

#include <utility>

#include "brain/vault/dialects/task_dialect.hpp"
#include "brain/vault/dialects/tasks_settings.hpp"

namespace secondbrain::vault::dialects {

class tasks_dialect final : public task_dialect {
 public:
  explicit tasks_dialect(tasks_settings settings) : settings_{std::move(settings)} {}

  std::string_view name() const noexcept override {
    return settings_.format == tasks_format::signs ? "tasks" : "dataview";
  }

  std::optional<task_line> read(const note_view& note, std::size_t at) const override;
  result<edited_lines> edit(const note_view& note, const task_line& task, const task_change& change,
                            day today) const override;
  result<edited_lines> write(const task_fields& fields, day today) const override;

 private:
  tasks_settings settings_;
};

}  // namespace secondbrain::vault::dialects
