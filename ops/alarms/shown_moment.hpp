// Moments as they are kept, in seconds since 1970, as they are shown.
//
// Pure; any thread; cannot fail.
#pragma once

#include <cstdint>
#include <string>

#include "base/clock.hpp"
#include "base/time_text.hpp"

namespace secondbrain::ops {

/// In UTC; empty where it has not come yet.
inline std::string shown_moment(std::int64_t moment) {
  return moment == 0 ? std::string{} : utc_text(wall_time{std::chrono::seconds{moment}});
}

}  // namespace secondbrain::ops
