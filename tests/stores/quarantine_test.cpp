#include "stores/quarantine.hpp"

#include <gtest/gtest.h>

#include "tests/base/temporary_directory.hpp"

namespace secondbrain::stores {
namespace {

namespace fs = std::filesystem;

const std::chrono::system_clock::time_point set_aside_at{std::chrono::seconds{1'771'016'700}};

TEST(quarantine_test, the_database_and_its_companions_get_a_new_name) {
  temporary_directory folder;
  const auto file = folder / "usage.db";
  write_text(file, "db");
  write_text(folder / "usage.db-wal", "wal");
  write_text(folder / "usage.db-shm", "shm");
  const auto moved = move_aside(file, set_aside_at);
  ASSERT_TRUE(moved);
  EXPECT_EQ(*moved, folder / "usage.db.corrupt-20260213-210500");
  EXPECT_EQ(read_text(*moved), "db");
  EXPECT_EQ(read_text(folder / "usage.db.corrupt-20260213-210500-wal"), "wal");
  EXPECT_EQ(read_text(folder / "usage.db.corrupt-20260213-210500-shm"), "shm");
  EXPECT_FALSE(fs::exists(file));
  EXPECT_FALSE(fs::exists(folder / "usage.db-wal"));
}

TEST(quarantine_test, nothing_is_overwritten) {
  temporary_directory folder;
  for (const char* content : {"first", "second", "third"}) {
    write_text(folder / "usage.db", content);
    ASSERT_TRUE(move_aside(folder / "usage.db", set_aside_at));
  }
  EXPECT_EQ(read_text(folder / "usage.db.corrupt-20260213-210500"), "first");
  EXPECT_EQ(read_text(folder / "usage.db.corrupt-20260213-210500-2"), "second");
  EXPECT_EQ(read_text(folder / "usage.db.corrupt-20260213-210500-3"), "third");
}

TEST(quarantine_test, a_leftover_companion_also_takes_the_name) {
  temporary_directory folder;
  write_text(folder / "usage.db.corrupt-20260213-210500-wal", "older");
  write_text(folder / "usage.db", "db");
  write_text(folder / "usage.db-wal", "wal");
  EXPECT_EQ(move_aside(folder / "usage.db", set_aside_at).value(), folder / "usage.db.corrupt-20260213-210500-2");
  EXPECT_EQ(read_text(folder / "usage.db.corrupt-20260213-210500-wal"), "older");
}

TEST(quarantine_test, a_file_that_is_not_there_is_not_found) {
  temporary_directory folder;
  EXPECT_EQ(move_aside(folder / "usage.db").error().code, errc::not_found);
}

}  // namespace
}  // namespace secondbrain::stores
