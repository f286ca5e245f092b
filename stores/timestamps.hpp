// The two ways the stores write a moment down as text (contract: stores §5, §7), and the clock they ask.
//
// Any thread; nothing here fails. Both forms are UTC with microseconds and sort as text in order of time.
#pragma once

#include <chrono>
#include <functional>
#include <string>

namespace secondbrain::stores {

using clock = std::function<std::chrono::system_clock::time_point()>;

inline clock system_clock() {
  return [] { return std::chrono::system_clock::now(); };
}

/// `2026-02-13T21:05:00.123456`; the fraction is left out when it is zero, as Python's isoformat() does.
std::string naive_utc(std::chrono::system_clock::time_point moment);

/// The same with `+00:00` behind it.
std::string utc_with_offset(std::chrono::system_clock::time_point moment);

/// `2026-02-13`
std::string utc_date(std::chrono::system_clock::time_point moment);

}  // namespace secondbrain::stores
