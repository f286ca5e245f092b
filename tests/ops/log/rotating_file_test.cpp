#include "ops/log/rotating_file.hpp"

#include <gtest/gtest.h>

#include "tests/base/temporary_directory.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

TEST(rotating_file, appends_lines_to_what_is_there) {
  temporary_directory directory;
  write_text(directory / "log", "old\n");
  auto file = rotating_file::open(directory / "log");
  ASSERT_TRUE(file);
  ASSERT_TRUE(file->append("new"));
  EXPECT_EQ(read_text(directory / "log"), "old\nnew\n");
}

TEST(rotating_file, a_line_that_does_not_fit_begins_a_fresh_file) {
  temporary_directory directory;
  auto file = rotating_file::open(directory / "log", 10);
  ASSERT_TRUE(file->append("12345"));
  ASSERT_TRUE(file->append("678"));  // exactly 10 bytes
  EXPECT_FALSE(fs::exists(directory / "log.old"));
  ASSERT_TRUE(file->append("9"));
  EXPECT_EQ(read_text(directory / "log.old"), "12345\n678\n");
  EXPECT_EQ(read_text(directory / "log"), "9\n");
}

TEST(rotating_file, keeps_one_old_generation) {
  temporary_directory directory;
  auto file = rotating_file::open(directory / "log", 4);
  for (const auto* line : {"one", "two", "six"}) ASSERT_TRUE(file->append(line));
  EXPECT_EQ(read_text(directory / "log"), "six\n");
  EXPECT_EQ(read_text(directory / "log.old"), "two\n");
  EXPECT_EQ(std::distance(fs::directory_iterator{directory.path()}, {}), 2);
}

TEST(rotating_file, a_line_longer_than_the_limit_is_still_written) {
  temporary_directory directory;
  auto file = rotating_file::open(directory / "log", 4);
  ASSERT_TRUE(file->append("a long line"));
  EXPECT_EQ(read_text(directory / "log"), "a long line\n");
  EXPECT_FALSE(fs::exists(directory / "log.old"));
}

// Weakness W27: a service must not go on writing into a file that somebody else has rotated.
TEST(rotating_file, notices_that_somebody_renamed_or_removed_it) {
  temporary_directory directory;
  auto file = rotating_file::open(directory / "log");
  ASSERT_TRUE(file->append("one"));
  fs::rename(directory / "log", directory / "log.old");
  ASSERT_TRUE(file->append("two"));
  EXPECT_EQ(read_text(directory / "log.old"), "one\n");
  EXPECT_EQ(read_text(directory / "log"), "two\n");
  fs::remove(directory / "log");
  ASSERT_TRUE(file->append("three"));
  EXPECT_EQ(read_text(directory / "log"), "three\n");
}

TEST(rotating_file, loses_no_line_over_many_rotations) {
  temporary_directory directory;
  auto file = rotating_file::open(directory / "log", 100);
  std::string recent;
  for (int i = 0; i < 1000; ++i) {
    ASSERT_TRUE(file->append(std::to_string(i)));
    recent += std::to_string(i) + "\n";
    auto kept =
        (fs::exists(directory / "log.old") ? read_text(directory / "log.old") : "") + read_text(directory / "log");
    ASSERT_TRUE(recent.ends_with(kept));
  }
}

TEST(rotating_file, fails_where_it_cannot_be_opened) {
  temporary_directory directory;
  EXPECT_EQ(rotating_file::open(directory / "missing/log").error().code, errc::not_found);
}

// OPS-9 … OPS-15.
TEST(rotate_if_large, leaves_small_and_missing_files_alone) {
  temporary_directory directory;
  EXPECT_TRUE(rotate_if_large(directory / "log"));
  EXPECT_TRUE(fs::is_empty(directory.path()));
  write_text(directory / "log", std::string(1024, 'x'));
  EXPECT_TRUE(rotate_if_large(directory / "log", 1024));
  EXPECT_FALSE(fs::exists(directory / "log.old"));
}

TEST(rotate_if_large, replaces_the_old_generation) {
  temporary_directory directory;
  write_text(directory / "log.old", "older");
  write_text(directory / "log", std::string(1025, 'x'));
  EXPECT_TRUE(rotate_if_large(directory / "log", 1024));
  EXPECT_FALSE(fs::exists(directory / "log"));
  EXPECT_EQ(fs::file_size(directory / "log.old"), 1025U);
}

}  // namespace
}  // namespace secondbrain::ops
