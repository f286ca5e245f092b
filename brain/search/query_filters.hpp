// A filter of a query, `tag:plants`, as a condition on notes.
//
// Pure; any thread; nothing fails.
#pragma once

#include <optional>
#include <string_view>

#include "stores/note_conditions.hpp"

namespace secondbrain::search {

/// `text` from the name to the end of the value, quotation marks included; none when it is no filter.
std::optional<stores::note_condition> filter_of(std::string_view text);

}  // namespace secondbrain::search
