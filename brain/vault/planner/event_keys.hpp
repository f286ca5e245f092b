// The properties by which a note is an event: `startTime`, `start-time` and `Start time` are one.
//
// Pure; thread-safe; cannot fail.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "brain/vault/notes/frontmatter.hpp"
#include "brain/vault/planner/calendar.hpp"

namespace secondbrain::vault {

/// Without `-`, `_` and spaces, in lower case.
std::string plain_event_key(std::string_view text);

/// The first of the keys, which are plain, that the metadata has; null: none.
template <std::size_t count>
const frontmatter_value* first_event_value(const frontmatter_value& metadata,
                                           const std::array<std::string_view, count>& keys) {
  for (const auto key : keys)
    for (const auto& entry : metadata.entries)
      if (plain_event_key(entry.key) == key) return &entry.value;
  return nullptr;
}

/// `2026-05-01`, `[[2026-05-01]]`, `2026-05-01T10:00`: the text from the day on; empty: it begins with no day.
std::string_view dated_text_of(const frontmatter_value* value);
std::optional<day> day_of_value(const frontmatter_value* value);

}  // namespace secondbrain::vault
