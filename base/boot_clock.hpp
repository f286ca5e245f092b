// The machine's clocks, of which the steady one counts the time that the machine has slept.
//
// For what lasts hours and days: an interval between two notices, a silence, a jump of the wall clock. Thread-safe,
// never fails; lives as long as the process.
#pragma once

#include <string>

#include "base/clock.hpp"

namespace secondbrain {

const clock& boot_clock();

/// Another whenever the machine was started anew, and with that the steady clock; empty: the system does not tell.
std::string boot_id();

}  // namespace secondbrain
