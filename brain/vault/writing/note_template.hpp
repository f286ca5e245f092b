// What Obsidian's own templates make of a new note: `{{title}}`, `{{date}}`, `{{date:dddd}}`, `{{time}}` filled in.
//
// Pure; thread-safe; cannot fail.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "brain/vault/daily_paths/locale_names.hpp"
#include "brain/vault/planner/calendar.hpp"

namespace secondbrain::vault {

/// The time is that of writing, since midnight. Nothing: the template holds more than that (a program of Templater's,
/// say), which is left to the owner's tools.
std::optional<std::string> filled_template(std::string_view text, std::string_view title, day date,
                                           std::chrono::seconds time_of_day, const locale_names& locale);

}  // namespace secondbrain::vault
