// The day that the name of a note tells, by the Tasks plugin's setting "Use filename as Scheduled date for undated
// tasks".
//
// Thread-safe, cannot fail.
#pragma once

#include <optional>
#include <string_view>

#include "brain/vault/dialects/task_fields.hpp"
#include "brain/vault/dialects/tasks_settings.hpp"

namespace secondbrain::vault::dialects {

/// Nothing where the setting is off or the name tells none. `today` stands in for what the owner's format leaves out.
std::optional<day> tasks_filename_date(std::string_view path, const tasks_settings& settings, day today);

/// Gives an undated task the day of its note as its scheduled date, which stands on no line.
void infer_scheduled_date(task_fields& fields, std::optional<day> of_note);

}  // namespace secondbrain::vault::dialects
