#include "stores/sqlite/migration.hpp"

#include <gtest/gtest.h>

#include <array>

#include "tests/base/temporary_directory.hpp"
#include "tests/stores/raw_database.hpp"

namespace secondbrain::stores::sqlite {
namespace {

namespace fs = std::filesystem;

constexpr std::array<migration, 2> two_steps{
    "CREATE TABLE IF NOT EXISTS t (v INTEGER)",
    "ALTER TABLE t ADD COLUMN w TEXT NOT NULL DEFAULT 'new'",
};
constexpr std::array<migration, 2> second_step_fails{two_steps[0],
                                                     "CREATE TABLE u (v INTEGER); ALTER TABLE nowhere ADD w"};
constexpr derived_schema derived{2, "CREATE TABLE t (v INTEGER)"};

class schema_test : public ::testing::Test {
 protected:
  temporary_directory folder_;
  fs::path file_ = folder_ / "test.db";
  fs::path copy_ = folder_ / "test.db.before-v2";
};

TEST_F(schema_test, a_new_file_gets_every_step_and_no_copy) {
  ASSERT_TRUE(open_migrated(file_, two_steps));
  raw_database after{file_};
  EXPECT_EQ(after.query("SELECT name FROM pragma_table_info('t')"), "v;w");
  EXPECT_EQ(after.query("PRAGMA user_version"), "2");
  EXPECT_FALSE(fs::exists(copy_));
}

TEST_F(schema_test, an_old_file_keeps_its_rows_and_a_copy_from_before) {
  raw_database{file_}.execute("CREATE TABLE t (v INTEGER); INSERT INTO t VALUES (7)");
  ASSERT_TRUE(open_migrated(file_, two_steps));
  EXPECT_EQ(raw_database{file_}.query("SELECT v, w FROM t"), "7,new");
  raw_database before{copy_};
  EXPECT_EQ(before.query("PRAGMA user_version"), "0");
  EXPECT_EQ(before.query("SELECT * FROM t"), "7");
}

TEST_F(schema_test, only_the_missing_steps_run) {
  raw_database{file_}.execute("CREATE TABLE t (v INTEGER); PRAGMA user_version = 1");
  ASSERT_TRUE(open_migrated(file_, std::array<migration, 2>{"this is not SQL", two_steps[1]}));
  EXPECT_EQ(raw_database{file_}.query("SELECT name FROM pragma_table_info('t')"), "v;w");
}

TEST_F(schema_test, nothing_to_do_makes_no_copy) {
  ASSERT_TRUE(open_migrated(file_, two_steps));
  ASSERT_TRUE(open_migrated(file_, two_steps));
  EXPECT_FALSE(fs::exists(copy_));
}

TEST_F(schema_test, a_step_that_fails_undoes_all_of_them) {
  raw_database{file_}.execute("CREATE TABLE t (v INTEGER)");
  EXPECT_FALSE(open_migrated(file_, second_step_fails));
  raw_database after{file_};
  EXPECT_EQ(after.query("SELECT name FROM sqlite_schema"), "t");
  EXPECT_EQ(after.query("PRAGMA user_version"), "0");
  EXPECT_TRUE(open_migrated(file_, two_steps)) << "the copy of the failed attempt is in the way";
}

TEST_F(schema_test, steps_that_leave_rows_without_their_owner_are_undone) {
  raw_database{file_}.execute(
      "CREATE TABLE t (v INTEGER PRIMARY KEY); CREATE TABLE owned (t INTEGER REFERENCES t (v));"
      "INSERT INTO t VALUES (7); INSERT INTO owned VALUES (7)");
  constexpr std::array<migration, 2> loses_rows{two_steps[0], "DELETE FROM t"};
  EXPECT_FALSE(open_migrated(file_, loses_rows));
  raw_database after{file_};
  EXPECT_EQ(after.query("SELECT v FROM t"), "7");
  EXPECT_EQ(after.query("PRAGMA user_version"), "0");
}

TEST_F(schema_test, rows_that_had_no_owner_before_are_no_reason_to_refuse) {
  raw_database{file_}.execute(
      "CREATE TABLE t (v INTEGER PRIMARY KEY); CREATE TABLE owned (t INTEGER REFERENCES t (v));"
      "INSERT INTO owned VALUES (7)");
  EXPECT_TRUE(open_migrated(file_, two_steps));
}

TEST_F(schema_test, a_file_of_a_later_version_can_be_read_and_not_written) {
  raw_database{file_}.execute("CREATE TABLE t (v INTEGER); INSERT INTO t VALUES (7); PRAGMA user_version = 3");
  auto db = open_migrated(file_, two_steps);
  ASSERT_TRUE(db);
  statement read;
  ASSERT_TRUE(db->prepare({{read, "SELECT v FROM t"}}));
  EXPECT_EQ(read.first([](const row& r) { return r.integer(0); }).value(), 7);
  const auto written = db->execute("INSERT INTO t VALUES (8)");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, errc::newer_schema);
  EXPECT_EQ(raw_database{file_}.query("PRAGMA user_version"), "3");
}

TEST_F(schema_test, a_derived_file_is_created_once_and_kept) {
  {
    auto first = open_derived(file_, derived);
    ASSERT_TRUE(first);
    EXPECT_FALSE(first->rebuilt);
    ASSERT_TRUE(first->connection.execute("INSERT INTO t VALUES (7)"));
  }
  const auto second = open_derived(file_, derived);
  ASSERT_TRUE(second);
  EXPECT_FALSE(second->rebuilt);
  EXPECT_EQ(raw_database{file_}.query("SELECT v FROM t"), "7");
}

TEST_F(schema_test, a_derived_file_of_another_schema_is_replaced) {
  raw_database{file_}.execute("PRAGMA journal_mode = WAL; CREATE TABLE old (v INTEGER); PRAGMA user_version = 1");
  const auto opened = open_derived(file_, derived);
  ASSERT_TRUE(opened);
  EXPECT_TRUE(opened->rebuilt);
  EXPECT_EQ(raw_database{file_}.query("SELECT name FROM sqlite_schema"), "t");
}

TEST_F(schema_test, a_derived_file_of_a_later_version_is_left_alone) {
  raw_database{file_}.execute("CREATE TABLE t (v INTEGER); INSERT INTO t VALUES (7); PRAGMA user_version = 3");
  auto opened = open_derived(file_, derived);
  ASSERT_TRUE(opened);
  EXPECT_FALSE(opened->rebuilt);
  EXPECT_EQ(opened->connection.execute("DELETE FROM t").error().code, errc::newer_schema);
  EXPECT_EQ(raw_database{file_}.query("SELECT v FROM t"), "7");
}

}  // namespace
}  // namespace secondbrain::stores::sqlite
