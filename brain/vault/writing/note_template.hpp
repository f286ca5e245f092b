// What Obsidian's own templates make of a new note: `{{title}}`, `{{date}}`, `{{date:dddd}}` filled in.
//
// Pure; thread-safe; cannot fail.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "brain/vault/daily_paths/locale_names.hpp"
#include "brain/vault/planner/calendar.hpp"

namespace secondbrain::vault {

/// Nothing: it holds more than that (the time of day, a program of Templater's), which is left to the owner's tools.
std::optional<std::string> filled_template(std::string_view text, std::string_view title, day date,
                                           const locale_names& locale);

}  // namespace secondbrain::vault
