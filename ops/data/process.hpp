// What the operating system knows of a process: whether it lives, and since when.
//
// Asking may race with the process ending or its PID being given away; `was_alive_at` is there to notice the latter.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>

namespace secondbrain::ops {

/// How far two answers about one start may lie apart: the system counts in ticks from its own start, and its clock and
/// that of the wall are read one after the other.
constexpr std::chrono::milliseconds start_time_error{200};

/// When the process began, give or take `start_time_error`; nothing when it is gone or the system does not tell.
std::optional<std::chrono::system_clock::time_point> started_at(pid_t pid);

/// Whether `pid` lives and is the process that lived at `moment`, not a later one with the same number. Processes of
/// other users are known as well.
bool was_alive_at(pid_t pid, std::chrono::system_clock::time_point moment);

}  // namespace secondbrain::ops
