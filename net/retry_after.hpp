// How long a host wants to be left alone.
//
// Pure arithmetic; any thread.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace secondbrain::net {

/// What the header Retry-After asks for: seconds, or a date. Nothing: it is absent or unreadable.
std::optional<std::chrono::seconds> requested_pause(std::string_view retry_after,
                                                    std::chrono::system_clock::time_point now);

}  // namespace secondbrain::net
