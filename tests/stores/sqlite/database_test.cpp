#include "stores/sqlite/database.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <atomic>
#include <thread>

#include "base/text.hpp"
#include "tests/base/temporary_directory.hpp"
#include "tests/stores/damage.hpp"
#include "tests/stores/failing_vfs.hpp"
#include "tests/stores/raw_database.hpp"

namespace secondbrain::stores::sqlite {
namespace {

namespace fs = std::filesystem;

constexpr auto owner_only = fs::perms::owner_read | fs::perms::owner_write;

database open(const fs::path& file) {
  return database::open(file, open_mode::read_write).value();
}

status check(const fs::path& file) {
  return database::open(file, open_mode::read_write).and_then([](database db) { return db.quick_check(); });
}

void fill_with_rows(database& db, int rows = 2000) {
  ASSERT_TRUE(db.execute("CREATE TABLE t (v INTEGER PRIMARY KEY, s TEXT)"));
  ASSERT_TRUE(db.execute("WITH RECURSIVE n(v) AS (SELECT 1 UNION ALL SELECT v + 1 FROM n WHERE v < " +
                         std::to_string(rows) + ") INSERT INTO t SELECT v, hex(zeroblob(50)) FROM n"));
}

std::string pragma(database& db, const std::string& name) {
  statement read;
  EXPECT_TRUE(db.prepare({{read, "PRAGMA " + name}}));
  return read.first([](const row& r) { return std::string{r.text(0)}; }).value().value_or("");
}

class database_test : public ::testing::Test {
 protected:
  temporary_directory folder_;
  fs::path file_ = folder_ / "test.db";
};

TEST_F(database_test, has_the_settings_of_the_contract) {
  auto db = open(file_);
  EXPECT_EQ(pragma(db, "journal_mode"), "wal");
  EXPECT_EQ(pragma(db, "busy_timeout"), "5000");
  EXPECT_EQ(pragma(db, "wal_autocheckpoint"), "1000");
  EXPECT_EQ(pragma(db, "synchronous"), "1");
  EXPECT_EQ(pragma(db, "foreign_keys"), "0");
}

TEST_F(database_test, creates_folders_and_a_private_file) {
  const auto deep = folder_ / "a/b/test.db";
  auto db = open(deep);
  fill_with_rows(db, 1);
  EXPECT_EQ(fs::status(deep).permissions(), owner_only);
  EXPECT_EQ(fs::status(deep.string() + "-wal").permissions(), owner_only);
}

TEST_F(database_test, takes_the_permissions_for_others_from_an_existing_file) {
  raw_database{file_}.execute("CREATE TABLE t (v INTEGER)");
  fs::permissions(file_, fs::perms::all);
  open(file_);
  EXPECT_EQ(fs::status(file_).permissions(), owner_only);
}

TEST_F(database_test, a_folder_in_its_place_is_reported_and_left_alone) {
  fs::create_directory(file_);
  const auto before = fs::status(file_).permissions();
  const auto opened = database::open(file_, open_mode::read_write);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, errc::io_failure);
  EXPECT_EQ(fs::status(file_).permissions(), before);
}

TEST_F(database_test, a_pipe_in_its_place_is_reported_and_waited_for_by_nobody) {
  ASSERT_EQ(::mkfifo(file_.c_str(), 0600), 0);
  for (const auto mode : {open_mode::read_only, open_mode::read_write}) {
    const auto opened = database::open(file_, mode);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, errc::io_failure);
  }
}

TEST_F(database_test, reading_a_file_that_is_not_there_is_not_found) {
  const auto opened = database::open(file_, open_mode::read_only);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, errc::not_found);
  EXPECT_FALSE(fs::exists(file_));
}

TEST_F(database_test, closing_writes_the_wal_back) {
  {
    auto db = open(file_);
    fill_with_rows(db);
    EXPECT_TRUE(fs::exists(file_.string() + "-wal"));
  }
  EXPECT_FALSE(fs::exists(file_.string() + "-wal"));
  EXPECT_EQ(raw_database{file_}.query("SELECT COUNT(*) FROM t"), "2000");
}

TEST_F(database_test, the_room_of_a_large_transaction_is_given_back) {
  constexpr std::uintmax_t enough = 40'000'000;
  auto db = open(file_);
  ASSERT_TRUE(db.execute("CREATE TABLE t (b BLOB); INSERT INTO t VALUES (zeroblob(50000000))"));
  EXPECT_GT(fs::file_size(file_.string() + "-wal"), enough);
  ASSERT_TRUE(db.execute("INSERT INTO t VALUES (1)"));
  EXPECT_LT(fs::file_size(file_.string() + "-wal"), enough);
}

TEST_F(database_test, closing_does_not_wait_for_a_reader) {
  auto db = open(file_);
  fill_with_rows(db);
  raw_database reader{file_};
  reader.execute("BEGIN");
  EXPECT_EQ(reader.query("SELECT COUNT(*) FROM t"), "2000");
  { const auto closing = std::move(db); }
  EXPECT_EQ(reader.query("SELECT COUNT(*) FROM t"), "2000");
}

TEST_F(database_test, a_sound_file_passes_the_check) {
  auto db = open(file_);
  fill_with_rows(db);
  EXPECT_TRUE(db.quick_check());
}

TEST_F(database_test, what_is_no_database_is_corrupt) {
  overwrite_with_text(file_);
  const auto opened = database::open(file_, open_mode::read_write);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, errc::corrupt);
  EXPECT_NE(opened.error().message.find("test.db"), std::string::npos);
}

TEST_F(database_test, flipped_bytes_are_found) {
  {
    auto db = open(file_);
    fill_with_rows(db);
  }
  flip_bytes(file_);
  const auto checked = check(file_);
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().code, errc::corrupt);
}

TEST_F(database_test, a_file_cut_short_is_found) {
  {
    auto db = open(file_);
    fill_with_rows(db);
  }
  truncate_to_half(file_);
  const auto checked = check(file_);
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().code, errc::corrupt);
}

TEST_F(database_test, a_full_disk_fails_the_write_and_keeps_what_was_there) {
  auto db = open(file_);
  fill_with_rows(db);
  ASSERT_TRUE(db.execute("PRAGMA max_page_count = 1"));  // SQLite takes it for the present size
  const auto grown = db.execute(
      "WITH RECURSIVE n(v) AS (SELECT 1 UNION ALL SELECT v + 1 FROM n WHERE v < 9000) "
      "INSERT INTO t (s) SELECT hex(zeroblob(50)) FROM n");
  ASSERT_FALSE(grown);
  EXPECT_EQ(grown.error().code, errc::disk_full);
  EXPECT_TRUE(db.quick_check());
  EXPECT_EQ(raw_database{file_}.query("SELECT COUNT(*) FROM t"), "2000");
}

TEST_F(database_test, failures_of_the_disk_have_their_own_codes_and_pass_with_it) {
  failing_vfs disk;
  auto db = open(file_);
  fill_with_rows(db);
  const auto insert = [&] { return db.execute("INSERT INTO t (s) VALUES ('x')"); };
  disk.fail_writes_with(SQLITE_FULL);
  EXPECT_EQ(insert().error().code, errc::disk_full);
  disk.fail_writes_with(SQLITE_IOERR_WRITE);
  EXPECT_EQ(insert().error().code, errc::io_failure);
  disk.fail_writes_with(SQLITE_OK);
  EXPECT_TRUE(insert());
  EXPECT_TRUE(db.quick_check());
  EXPECT_EQ(raw_database{file_}.query("SELECT COUNT(*) FROM t"), "2001");
}

TEST_F(database_test, a_snapshot_is_one_private_file_with_everything_in_it) {
  auto db = open(file_);
  fill_with_rows(db);
  const auto copy = folder_ / "copy.db";
  ASSERT_TRUE(db.snapshot_to(copy));
  EXPECT_EQ(fs::status(copy).permissions(), owner_only);
  EXPECT_FALSE(fs::exists(copy.string() + "-wal"));
  raw_database copied{copy};
  EXPECT_EQ(copied.query("PRAGMA journal_mode"), "delete");
  EXPECT_EQ(copied.query("SELECT COUNT(*) FROM t"), "2000");
  EXPECT_EQ(copied.query("PRAGMA integrity_check"), "ok");
}

TEST_F(database_test, a_snapshot_never_overwrites) {
  auto db = open(file_);
  fill_with_rows(db);
  const auto copy = folder_ / "copy.db";
  write_text(copy, "mine");
  const auto done = db.snapshot_to(copy);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, errc::conflict);
  EXPECT_EQ(read_text(copy), "mine");
}

TEST_F(database_test, a_snapshot_that_fails_leaves_nothing) {
  failing_vfs disk;
  auto db = open(file_);
  fill_with_rows(db);
  const auto copy = folder_ / "copy.db";
  disk.fail_writes_with(SQLITE_FULL);
  const auto done = db.snapshot_to(copy);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, errc::disk_full);
  EXPECT_FALSE(fs::exists(copy));
  EXPECT_FALSE(db.in_transaction());
}

// Each row of the other connection comes in a transaction with its twin: a copy that holds one without the other was
// torn.
TEST_F(database_test, a_snapshot_is_consistent_while_another_connection_writes) {
  auto db = open(file_);
  fill_with_rows(db);
  ASSERT_TRUE(db.execute("CREATE TABLE a (v INTEGER); CREATE TABLE b (v INTEGER)"));
  std::atomic<bool> enough{false};
  std::atomic<int> written{0};
  std::thread other{[&] {
    raw_database connection{file_};
    connection.execute("PRAGMA busy_timeout = 5000");
    while (!enough) {
      connection.execute("BEGIN IMMEDIATE; INSERT INTO a VALUES (1); INSERT INTO b VALUES (1); COMMIT");
      ++written;
    }
  }};
  for (int round = 0; round < 10; ++round) {
    const int before = written;
    while (written == before) std::this_thread::yield();
    const auto copy = folder_ / ("copy" + std::to_string(round));
    const int acknowledged = written;
    ASSERT_TRUE(db.snapshot_to(copy));
    raw_database copied{copy};
    EXPECT_EQ(copied.query("PRAGMA integrity_check"), "ok");
    const auto count = copied.query("SELECT COUNT(*) FROM a");
    EXPECT_EQ(count, copied.query("SELECT COUNT(*) FROM b"));
    EXPECT_GE(std::stoi(count), acknowledged);
  }
  enough = true;
  other.join();
}

TEST_F(database_test, a_copy_that_is_removed_while_it_is_made_ends_with_cancelled) {
  auto db = open(file_);
  ASSERT_TRUE(db.execute("CREATE TABLE big (bytes BLOB)"));
  ASSERT_TRUE(
      db.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60) "
                 "INSERT INTO big SELECT zeroblob(1000000) FROM n"));
  const auto copy = folder_ / "copy.db";
  status done;
  for (int attempt = 0; done && attempt < 50; ++attempt) {  // the remover may come too late
    std::thread remover{[&] {
      std::error_code ignored;
      while (!std::filesystem::remove(copy, ignored)) std::this_thread::yield();
    }};
    done = db.snapshot_to(copy);
    remover.join();
  }
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, errc::cancelled) << done.error().message;
  EXPECT_TRUE(db.execute("INSERT INTO big VALUES (NULL)")) << "the store goes on";
}

// ---- files that go away under a connection ----

class lost_file_test : public database_test {
 protected:
  lost_file_test() { fill_with_rows(db_, 10); }

  std::int64_t rows() {
    statement count;
    EXPECT_TRUE(db_.prepare({{count, "SELECT count(*) FROM t"}}));
    return count.first([](const row& r) { return r.integer(0); }).value().value_or(-1);
  }

  void expect_refusal() {
    for (const auto* write :
         {"INSERT INTO t VALUES (100, 'lost')", "BEGIN; DELETE FROM t; COMMIT", "CREATE TABLE u (v)"}) {
      const auto written = db_.execute(write);
      ASSERT_FALSE(written) << write;
      EXPECT_EQ(written.error().code, errc::io_failure);
      EXPECT_NE(written.error().message.find("test.db was removed, replaced or moved away"), std::string::npos);
      EXPECT_FALSE(db_.in_transaction());
    }
    EXPECT_EQ(db_.quick_check().error().code, errc::io_failure);
    EXPECT_EQ(rows(), 10) << "what was there can be read, and nothing else is";
  }

  database db_ = open(file_);
};

TEST_F(lost_file_test, a_removed_database_commits_nothing) {
  fs::remove(file_);
  expect_refusal();
}

TEST_F(lost_file_test, nor_one_without_its_wal) {
  fs::remove(file_.string() + "-wal");
  expect_refusal();
}

TEST_F(lost_file_test, nor_one_that_was_replaced) {
  fs::copy_file(file_, folder_ / "another");
  fs::rename(folder_ / "another", file_);
  expect_refusal();
}

TEST_F(lost_file_test, nor_one_whose_folder_went_away_and_it_goes_on_when_that_is_back) {
  const auto aside = folder_.path().string() + "-aside";
  fs::rename(folder_.path(), aside);
  expect_refusal();
  fs::rename(aside, folder_.path());
  EXPECT_TRUE(db_.execute("INSERT INTO t VALUES (100, 'kept')"));
  EXPECT_EQ(rows(), 11);
}

TEST_F(lost_file_test, can_be_copied_whole) {
  fs::remove(file_);
  fs::remove(file_.string() + "-wal");
  ASSERT_TRUE(db_.snapshot_to(folder_ / "copy.db"));
  EXPECT_TRUE(check(folder_ / "copy.db"));
}

TEST_F(lost_file_test, closing_it_leaves_alone_what_took_its_place) {
  fs::rename(file_, folder_ / "former");
  write_text(file_, "somebody else's");
  write_text(file_.string() + "-wal", "somebody else's too");
  { const auto closed = std::move(db_); }
  EXPECT_EQ(read_text(file_), "somebody else's");
  EXPECT_EQ(read_text(file_.string() + "-wal"), "somebody else's too");
}

}  // namespace
}  // namespace secondbrain::stores::sqlite
