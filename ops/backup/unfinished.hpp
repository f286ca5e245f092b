// How a snapshot is called while it is not one yet, or no longer. Constants only.
#pragma once

namespace secondbrain::ops {

inline constexpr auto unfinished_suffix = ".partial";

}  // namespace secondbrain::ops
