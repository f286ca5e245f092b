// Moments as people read them: in the local zone, which is named, to the minute.
//
// Pure functions, callable from any thread (the local zone comes from TZ or the machine).
#pragma once

#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace secondbrain {

/// "2026-02-05 13:00 CET"
std::string shown_time(wall_time at);

/// Of a text that `utc_text` wrote; any other text as it is.
std::string shown_time(std::string_view utc);

}  // namespace secondbrain
