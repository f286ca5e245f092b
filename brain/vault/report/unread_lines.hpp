// Lines that look like a task, an event or a date and are none: why, in a sentence that says what to write instead.
//
// Pure; any thread; cannot fail. Time is linear in the line. An empty sentence: the line is no such thing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "brain/vault/dialects/task_fields.hpp"

namespace secondbrain::vault {

/// A line without a box that can be read: `-[ ] Call`, `- [] Call`, `[ ] Call`, `- Call Ann 📅 2026-05-01`.
std::string trouble_with_box(std::string_view line);

/// A box of a note in the predecessor's layout, which is read below `## Tasks` alone, and only with a hyphen before it.
enum class daily_place : std::uint8_t { tasks, elsewhere };
std::string trouble_with_daily_box(std::string_view line, daily_place place);

/// What a task there says beside its due date, and nobody reads: `🔁 every week`, `⏳ 2026-05-01`.
std::string trouble_with_daily_fields(std::string_view line);

/// A box in a note that lies among those notes and is none of them.
std::string trouble_among_daily_notes(std::string_view line);

/// What stands behind the box of a task without dates, and is written as a date in some other way: `due:2026-05-01`,
/// `@due(2026-05-01)`, `(Frist: 2026-05-01)`, `!2026-05-01`.
std::string trouble_with_other_dates(std::string_view text);

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
