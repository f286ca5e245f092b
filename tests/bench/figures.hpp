// The figures of a run: each printed as it is measured, and kept for the comparison of two runs where $BENCH_FIGURES
// names a file (a line of JSON each: name, value, unit).
#pragma once

#include <string_view>

#include "tests/bench/samples.hpp"

namespace secondbrain::bench {

/// `name` says what and where: "search over HTTP, 1 client, p50". `aim` is what we want it to be, if anything.
void figure(std::string_view name, double value, std::string_view unit, std::string_view aim = "");

/// Its median and its 95th and 99th percentile, in milliseconds.
void figures_of(std::string_view name, const samples& taken, std::string_view aim_of_median = "",
                std::string_view aim_of_p95 = "");

}  // namespace secondbrain::bench
