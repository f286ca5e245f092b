// What a note or file is called in links, whichever way that is written: "Plan", "plan.md" and "Work/Plan" are all
// found under "plan".
//
// Thread-safe; nothing here fails. Time: linear.
#pragma once

#include <string>
#include <string_view>

namespace secondbrain::text {

/// A path as links compare it: case-folded, without white space at its ends and without `.md`.
std::string linked_path(std::string_view path);

/// The last part of that.
std::string name_key(std::string_view path);

}  // namespace secondbrain::text
