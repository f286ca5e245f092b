// Times as text. Timestamps are UTC, calendar days are local (contract: operations §8, incident E4).
//
// Pure functions, callable from any thread (the local zone comes from TZ or the machine).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace secondbrain {

// A fraction of zero is left out, as Python's isoformat() does; all of these sort as text in order of time.

/// "2026-02-05T23:10:05.123456+00:00"
std::string utc_text(wall_time at);

/// "2026-02-05T23:10:05.123456", UTC without saying so, as the reference stores it.
std::string naive_utc_text(wall_time at);

/// "2026-02-05T18:10:05.123456", local without saying so: the text of the sync markers.
std::string naive_local_text(wall_time at);

/// "2026-02-05", the day in UTC.
std::string utc_date(wall_time at);

/// The time that `utc_text` and `naive_utc_text` wrote, without its fraction; nothing for any other text.
std::optional<wall_time> time_from_utc(std::string_view text);

/// "20260205-181005", local: part of file names, sorts by time.
std::string local_stamp(wall_time at);

}  // namespace secondbrain
