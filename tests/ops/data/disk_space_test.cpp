#include "ops/data/disk_space.hpp"

#include <gtest/gtest.h>

#include "tests/base/temporary_directory.hpp"

namespace secondbrain::ops {
namespace {

TEST(free_bytes, is_what_the_file_system_says) {
  temporary_directory directory;
  auto bytes = free_bytes(directory.path());
  ASSERT_TRUE(bytes);
  EXPECT_GT(*bytes, 0U);
  EXPECT_LE(*bytes, std::filesystem::space(directory.path()).capacity);
}

TEST(free_bytes, looks_above_a_path_that_does_not_exist_yet) {
  temporary_directory directory;
  EXPECT_TRUE(free_bytes(directory / "not/yet/there"));
  EXPECT_TRUE(free_bytes("/nowhere-at-all"));
}

}  // namespace
}  // namespace secondbrain::ops
