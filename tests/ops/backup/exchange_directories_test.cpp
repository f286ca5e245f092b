#include "ops/backup/exchange_directories.hpp"

#include <gtest/gtest.h>

#include "tests/base/temporary_directory.hpp"

namespace secondbrain::ops {
namespace {

TEST(exchange_directories, gives_each_the_others_name) {
  temporary_directory place;
  write_text(place / "a/file", "was a");
  write_text(place / "b/file", "was b");
  ASSERT_TRUE(exchange_directories(place / "a", place / "b"));
  EXPECT_EQ(read_text(place / "a/file"), "was b");
  EXPECT_EQ(read_text(place / "b/file"), "was a");
}

TEST(exchange_directories, fails_when_one_is_missing_and_changes_nothing) {
  temporary_directory place;
  write_text(place / "a/file", "was a");
  EXPECT_FALSE(exchange_directories(place / "a", place / "b"));
  EXPECT_EQ(read_text(place / "a/file"), "was a");
}

}  // namespace
}  // namespace secondbrain::ops
