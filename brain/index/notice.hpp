// What long work has to say to whoever reads the log: a sentence, and how much it matters. Whoever drives the work
// knows where the log is.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace secondbrain::index {

enum class notice_level : std::uint8_t { warning, error };

/// Called on the thread of the work.
using notice_sink = std::function<void(notice_level, const std::string& sentence)>;

inline notice_sink no_notices() {
  return [](notice_level, const std::string&) {};
}

}  // namespace secondbrain::index
