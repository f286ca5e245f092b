// Lines that look like a task, an event or a date and are none: why, in a sentence that says what to write instead.
//
// Pure; any thread; cannot fail. Time is linear in the line. An empty sentence: the line is no such thing.
#pragma once

#include <string>
#include <string_view>

#include "brain/vault/dialects/task_fields.hpp"

namespace secondbrain::vault {

/// A line without a box that can be read: `-[ ] Call`, `- [] Call`, `[ ] Call`, `- Call Ann 📅 2026-05-01`.
std::string trouble_with_box(std::string_view line);

/// `- TODO Call Ann` where no one keeps tasks so.
std::string trouble_with_marker(std::string_view line);

/// A line of a section of events: a time or a last day that there is not.
std::string trouble_with_event(std::string_view line);

/// A line of the frontmatter whose value has the shape of a day that there is not.
std::string trouble_with_property(std::string_view line);

/// A rule by which no day ever comes, such as the 30th of February.
std::string trouble_with_recurrence(const dialects::task_fields& task);

/// The name of a file that lies among the daily notes and is a date that their format does not write.
std::string trouble_with_daily_name(std::string_view path, std::string_view daily_folder, std::string_view format);

}  // namespace secondbrain::vault
