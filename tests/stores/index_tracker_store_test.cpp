#include "stores/index_tracker_store.hpp"

#include <gtest/gtest.h>

#include "tests/base/temporary_directory.hpp"
#include "tests/stores/raw_database.hpp"

namespace secondbrain::stores {
namespace {

constexpr auto reference_schema =
    "PRAGMA journal_mode = WAL;"
    "CREATE TABLE indexed_files (file_path TEXT PRIMARY KEY, content_hash TEXT NOT NULL, last_modified REAL NOT NULL,"
    "  last_indexed_at TEXT NOT NULL, chunk_count INTEGER DEFAULT 0);"
    "CREATE INDEX idx_indexed_files_last_indexed ON indexed_files(last_indexed_at);";

tracked_file file(std::string path, int chunks = 3, std::string at = "2026-02-13T21:05:00+00:00") {
  return {std::move(path), "hash", 1771016700.25, 1234, std::move(at), chunks};
}

class index_tracker_store_test : public ::testing::Test {
 protected:
  index_tracker_store open() { return index_tracker_store::open(file_).value(); }

  temporary_directory folder_;
  std::filesystem::path file_ = folder_ / "index_tracker.db";
};

TEST_F(index_tracker_store_test, has_the_columns_of_the_reference_and_what_tells_files_apart) {
  EXPECT_FALSE(open().rebuilt());
  raw_database raw{file_};
  EXPECT_EQ(raw.query("SELECT name, type, dflt_value FROM pragma_table_info('indexed_files')"),
            "file_path,TEXT,NULL;content_hash,TEXT,NULL;last_modified,REAL,NULL;last_indexed_at,TEXT,NULL;"
            "chunk_count,INTEGER,0;size,INTEGER,-1;changed,REAL,0;inode,INTEGER,0;notice,TEXT,''");
  EXPECT_EQ(raw.query("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"),
            "idx_indexed_files_last_indexed");
}

TEST_F(index_tracker_store_test, gives_back_what_was_marked_in_order_of_path) {
  auto store = open();
  auto last = file("b.md");
  last.changed = 1771016701.125;
  last.inode = 4711;
  last.notice = "Some bytes are not UTF-8.";
  ASSERT_TRUE(store.mark({last, file("a.md", 0)}));
  const auto files = store.load().value();
  ASSERT_EQ(files.size(), 2U);
  EXPECT_EQ(files[0].path, "a.md");
  EXPECT_EQ(files[0].chunk_count, 0);
  EXPECT_EQ(files[0].notice, "");
  EXPECT_EQ(files[1].content_hash, "hash");
  EXPECT_EQ(files[1].modified, 1771016700.25);
  EXPECT_EQ(files[1].size, 1234);
  EXPECT_EQ(files[1].changed, 1771016701.125);
  EXPECT_EQ(files[1].inode, 4711);
  EXPECT_EQ(files[1].notice, "Some bytes are not UTF-8.");
  EXPECT_EQ(files[1].indexed_at, "2026-02-13T21:05:00+00:00");
}

TEST_F(index_tracker_store_test, finds_the_files_of_some_places_and_says_how_many_there_are) {
  auto store = open();
  ASSERT_TRUE(
      store.mark({file("a.md"), file("f/b.md"), file("f/g/c.md"), file("f.md"), file("f g.md"), file("f0.md")}));
  const auto paths = [&](const std::vector<std::string>& places) {
    const auto found = store.find(places).value();
    EXPECT_EQ(found.total, 6U);
    std::vector<std::string> named;
    for (const auto& each : found.files) named.push_back(each.path);
    return named;
  };
  using texts = std::vector<std::string>;
  EXPECT_EQ(paths({"a.md", "none.md"}), texts{"a.md"});
  EXPECT_EQ(paths({"f"}), (texts{"f/b.md", "f/g/c.md"}));
  EXPECT_EQ(paths({"f/g/c.md", "f", "f/g"}), (texts{"f/b.md", "f/g/c.md"})) << "each once";
  EXPECT_EQ(store.find({"a.md"}).value().files.at(0).size, 1234);
}

// TRK-7
TEST_F(index_tracker_store_test, what_was_marked_is_there_after_opening_again) {
  ASSERT_TRUE(open().mark({file("a.md", 4)}));
  auto store = open();
  EXPECT_FALSE(store.rebuilt());
  const auto files = store.load().value();
  ASSERT_EQ(files.size(), 1U);
  EXPECT_EQ(files[0].path, "a.md");
  EXPECT_EQ(files[0].chunk_count, 4);
}

TEST_F(index_tracker_store_test, its_notes_are_read_without_opening_it) {
  EXPECT_FALSE(tracked_paths(file_));
  EXPECT_FALSE(std::filesystem::exists(file_)) << "it is not made";
  ASSERT_TRUE(open().mark({file("b.md"), file("a.md")}));
  EXPECT_EQ(tracked_paths(file_).value(), (std::vector<std::string>{"a.md", "b.md"}));
}

TEST_F(index_tracker_store_test, the_notes_of_the_reference_are_read_and_left_as_they_are) {
  raw_database{file_}.execute(std::string{reference_schema} +
                              "INSERT INTO indexed_files VALUES ('a.md', 'h', 1.5, '2026-02-13T21:05:00+00:00', 4)");
  EXPECT_EQ(tracked_paths(file_).value(), std::vector<std::string>{"a.md"});
  EXPECT_EQ(raw_database{file_}.query("SELECT count(*) FROM indexed_files"), "1");
}

TEST_F(index_tracker_store_test, marking_again_replaces) {
  auto store = open();
  ASSERT_TRUE(store.mark({file("a.md", 3)}));
  ASSERT_TRUE(store.mark({file("a.md", 5)}));
  EXPECT_EQ(store.load().value().at(0).chunk_count, 5);
}

TEST_F(index_tracker_store_test, files_are_marked_all_or_none) {
  auto store = open();
  raw_database{file_}.execute(
      "CREATE TRIGGER refuse BEFORE INSERT ON indexed_files WHEN NEW.file_path = 'b.md'"
      " BEGIN SELECT RAISE(ABORT, 'no'); END");
  EXPECT_FALSE(store.mark({file("a.md"), file("b.md")}));
  EXPECT_TRUE(store.load().value().empty());
}

TEST_F(index_tracker_store_test, forgets_and_clears) {
  auto store = open();
  ASSERT_TRUE(store.mark({file("a.md"), file("b.md"), file("c.md")}));
  ASSERT_TRUE(store.forget({"a.md", "unknown.md"}));
  EXPECT_EQ(store.load().value().size(), 2U);
  ASSERT_TRUE(store.clear());
  EXPECT_TRUE(store.load().value().empty());
}

TEST_F(index_tracker_store_test, stats_of_nothing_are_zero_without_a_time) {
  const auto stats = open().stats().value();
  EXPECT_EQ(stats.file_count, 0);
  EXPECT_EQ(stats.last_indexed_at, std::nullopt);
}

TEST_F(index_tracker_store_test, stats_add_up) {
  auto store = open();
  ASSERT_TRUE(store.mark({file("a.md", 3), file("b.md", 4, "2026-02-14T00:00:00+00:00")}));
  const auto stats = store.stats().value();
  EXPECT_EQ(stats.file_count, 2);
  EXPECT_EQ(stats.last_indexed_at, "2026-02-14T00:00:00+00:00");
}

TEST_F(index_tracker_store_test, the_references_rows_are_dropped_because_they_speak_of_another_index) {
  raw_database{file_}.execute(std::string{reference_schema} +
                              "INSERT INTO indexed_files VALUES ('a.md', 'h', 1.5, '2026-02-13T21:05:00+00:00', 4)");
  auto store = open();
  EXPECT_TRUE(store.rebuilt());
  EXPECT_TRUE(store.load().value().empty());
}

TEST_F(index_tracker_store_test, rows_of_an_earlier_version_are_dropped_so_that_every_note_is_looked_at_anew) {
  raw_database{file_}.execute(std::string{reference_schema} +
                              "ALTER TABLE indexed_files ADD COLUMN size INTEGER NOT NULL DEFAULT -1;"
                              "PRAGMA user_version = 1");
  EXPECT_TRUE(open().rebuilt());
  EXPECT_FALSE(open().rebuilt());
}

TEST_F(index_tracker_store_test, a_row_that_the_reference_adds_later_has_no_size) {
  open();
  raw_database{file_}.execute(
      "INSERT INTO indexed_files (file_path, content_hash, last_modified, last_indexed_at, chunk_count)"
      " VALUES ('a.md', 'h', 1.5, '2026-02-13T21:05:00+00:00', 4)");
  EXPECT_EQ(open().load().value().at(0).size, -1);
}

}  // namespace
}  // namespace secondbrain::stores
