// What may lie in the place of a small file although it is none, for tests of whoever reads one.
#pragma once

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <string>

#include "tests/base/temporary_directory.hpp"

namespace secondbrain {

inline constexpr const char* kinds_of_no_file[] = {"pipe", "folder", "device", "sparse file"};

inline void put_no_file(const std::filesystem::path& place, const std::string& kind) {
  std::filesystem::remove_all(place);
  if (kind == "pipe") {
    ASSERT_EQ(::mkfifo(place.c_str(), 0600), 0);
  } else if (kind == "folder") {
    std::filesystem::create_directory(place);
  } else if (kind == "device") {
    std::filesystem::create_symlink("/dev/zero", place);  // never ends
  } else {
    write_text(place, "{");
    std::filesystem::resize_file(place, std::uintmax_t{30} << 30);
  }
}

}  // namespace secondbrain
