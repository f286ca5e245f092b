// The machine's clocks, of which the steady one counts the time that the machine has slept.
//
// For what lasts hours and days: an interval between two notices, a silence, a jump of the wall clock. Thread-safe,
// never fails; lives as long as the process.
#pragma once

#include "base/clock.hpp"

namespace secondbrain {

const clock& boot_clock();

}  // namespace secondbrain
