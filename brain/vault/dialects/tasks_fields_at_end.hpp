// One field of the Tasks plugin at the end of a text, in either of its two formats: `📅 2026-02-10` or
// `[due:: 2026-02-10]`. The plugin reads from the end, one field after the other, and so nothing is read that stands
// before other words.
//
// Thread-safe, cannot fail; time is linear in what is matched.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "brain/vault/dialects/task_fields.hpp"
#include "brain/vault/dialects/tasks_settings.hpp"

namespace secondbrain::vault::dialects {

inline constexpr std::size_t day_size = 10;  // of `2026-02-10`, in bytes
/// Asks for the coloured form of the sign before it (U+FE0F).
inline constexpr std::string_view variation_selector = "\xEF\xB8\x8F";

/// Positions are within the text, whose end is the end of the field.
struct field_at_end {
  std::size_t begin = 0;
  byte_span value;
};

std::optional<field_at_end> field_of_kind_at_end(tasks_format format, field_kind kind, std::string_view text,
                                                 bool with_times = false) noexcept;

/// How long the time of day is, `T09:30` or `T09:30:00`, at the end of the text; 0: none stands there.
std::size_t time_at_end(std::string_view text) noexcept;

/// Where the tag with its `#` begins that the text ends with.
std::optional<std::size_t> tag_at_end(std::string_view text) noexcept;

/// Where the ` ^name` begins that the text ends with.
std::optional<std::size_t> block_link_at_end(std::string_view text) noexcept;

/// The signs of a field, of which the first is written; places that are not used are empty.
std::array<std::string_view, 3> signs_of(field_kind kind) noexcept;
std::string_view key_of(field_kind kind) noexcept;

/// `2026-02-10`, or digits of that shape.
bool is_day_shaped(std::string_view text) noexcept;

/// As the plugin writes it, with the space before it.
std::string new_field(tasks_format format, field_kind kind, std::string_view value);

/// The priority of a sign or word of a field.
task_priority priority_named(tasks_format format, std::string_view value) noexcept;
std::string_view priority_name(tasks_format format, task_priority priority) noexcept;

}  // namespace secondbrain::vault::dialects
