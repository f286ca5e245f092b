// Dates a file by a clock of the test's own, to the nanosecond.
#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <array>
#include <chrono>
#include <filesystem>

#include "base/clock.hpp"

namespace secondbrain {

/// As if it had been written then.
inline void date_file(const std::filesystem::path& file, wall_time then) {
  using std::chrono::nanoseconds;
  using std::chrono::seconds;
  const auto since_epoch = then.time_since_epoch();
  const auto whole = std::chrono::floor<seconds>(since_epoch);
  const timespec time{static_cast<time_t>(whole.count()),
                      static_cast<long>(std::chrono::duration_cast<nanoseconds>(since_epoch - whole).count())};
  const std::array<timespec, 2> times{time, time};
  EXPECT_EQ(::utimensat(AT_FDCWD, file.c_str(), times.data(), 0), 0) << file;
}

}  // namespace secondbrain
