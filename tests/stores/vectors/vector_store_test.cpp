// What is particular to vectors in a file: its rows, its revisions, its versions. What holds wherever vectors are kept:
// vector_places_test.cpp.
#include "stores/vectors/vector_store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <set>
#include <tuple>

#include "tests/base/temporary_directory.hpp"
#include "tests/stores/raw_database.hpp"

namespace secondbrain::stores {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const model_tag model{"mini", 2};

class vector_store_test : public ::testing::Test {
 protected:
  vector_store open() { return vector_store::open(file_, clock_).value(); }

  /// As many as there are.
  static vector_changes drop_unlinked(vector_store& store) {
    return store.drop_unlinked(std::chrono::minutes{10}, 1000).value();
  }

  manual_clock clock_{wall_time{std::chrono::hours{500'000}}};
  temporary_directory folder_;
  std::filesystem::path file_ = folder_ / "vectors.db";
};

TEST_F(vector_store_test, keeps_what_was_written_and_says_in_which_rows) {
  const std::vector<float> second{0.6F, 0.8F};
  std::int64_t row = 0;
  {
    auto store = open();
    const auto changes =
        store.write({model, {{"h1", {1, 0}}, {"h2", second}}, {{"c1", "a.md", "h1"}, {"c2", "a.md", "h2"}}}).value();
    ASSERT_EQ(changes.added.size(), 2U);
    EXPECT_LT(changes.added[0].row, changes.added[1].row);
    row = changes.added[1].row;
    EXPECT_THAT(changes.removed, IsEmpty());
  }
  auto store = open();
  EXPECT_EQ(store.model().value(), model);
  EXPECT_EQ(store.find(row).value(), second);
  EXPECT_EQ(store.find(row + 1).value(), std::nullopt);
  EXPECT_EQ(store.last_row(), row);
}

TEST_F(vector_store_test, writing_a_vector_again_changes_nothing) {
  auto store = open();
  ASSERT_TRUE(store.write({model, {{"h1", {1, 0}}}, {{"c1", "a.md", "h1"}}}));
  const auto revision = store.revision().value();
  EXPECT_TRUE(store.write({model, {{"h1", {1, 0}}}, {{"c1", "a.md", "h1"}}}).value().empty());
  EXPECT_EQ(store.revision().value(), revision);
}

TEST_F(vector_store_test, no_row_is_given_twice) {
  std::int64_t last = 0;
  const auto next_row = [&](vector_store& store, const std::vector<float>& values) {
    const auto row = store.write({model, {{"h1", values}}, {}}).value().added.at(0).row;
    EXPECT_GT(row, last);
    last = row;
  };
  {
    auto store = open();
    next_row(store, {1, 0});
    const auto first = last;
    EXPECT_THAT(store.write({model, {{"h1", {0, 1}}}, {}}).value().removed, ElementsAre(first));
    ++last;
    clock_.advance(std::chrono::hours{1});
    EXPECT_THAT(drop_unlinked(store).removed, ElementsAre(last));
  }
  auto store = open();
  next_row(store, {1, 0});
  ASSERT_TRUE(store.clear());
  next_row(store, {1, 0});
}

TEST_F(vector_store_test, every_change_of_the_vectors_has_a_revision_of_its_own) {
  auto store = open();
  std::set<std::int64_t> seen{store.revision().value()};
  ASSERT_TRUE(store.write({model, {{"h1", {1, 0}}}, {}}));
  EXPECT_TRUE(seen.insert(store.revision().value()).second);
  clock_.advance(std::chrono::hours{1});
  EXPECT_EQ(drop_unlinked(store).removed.size(), 1U);
  EXPECT_TRUE(seen.insert(store.revision().value()).second);
  ASSERT_TRUE(store.clear());
  EXPECT_TRUE(seen.insert(store.revision().value()).second);
  EXPECT_FALSE(seen.contains(0));
  temporary_directory elsewhere;
  EXPECT_TRUE(seen.insert(vector_store::open(elsewhere / "vectors.db").value().revision().value()).second)
      << "two empty files are not of one state";
}

TEST_F(vector_store_test, names_the_rows_of_all_vectors_a_page_at_a_time) {
  auto store = open();
  ASSERT_TRUE(store.write({model, {{"h2", {1, 0}}, {"h1", {0, 1}}, {"h3", {0, 1}}}, {}}));
  const auto first = store.rows("", 2).value();
  EXPECT_THAT(first.rows, ElementsAre(2, 1));
  EXPECT_THAT(store.rows(first.last_hash, 2).value().rows, ElementsAre(3));
  EXPECT_THAT(store.rows("h3", 2).value().rows, IsEmpty());
}

TEST_F(vector_store_test, carries_a_file_of_the_version_before_over) {
  {
    raw_database old{file_};
    old.execute(R"sql(
      CREATE TABLE model (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), name TEXT NOT NULL,
                          dimensions INTEGER NOT NULL);
      CREATE TABLE vectors (text_hash TEXT PRIMARY KEY, embedding BLOB NOT NULL);
      CREATE TABLE links (chunk_id TEXT PRIMARY KEY, note_path TEXT NOT NULL, text_hash TEXT NOT NULL) WITHOUT ROWID;
      CREATE INDEX idx_links_note_path ON links(note_path);
      CREATE INDEX idx_links_text_hash ON links(text_hash);
      INSERT INTO model VALUES (1, 'mini', 2);
      INSERT INTO vectors VALUES ('h1', x'0000803f00000000'), ('orphan', x'000000000000803f');
      INSERT INTO links VALUES ('c1', 'a.md', 'h1');
      PRAGMA user_version = 1)sql");
  }
  auto store = open();
  EXPECT_THAT(store.missing({"h1"}).value(), IsEmpty());
  EXPECT_EQ(store.find(1).value(), (std::vector<float>{1, 0}));
  EXPECT_EQ(store.last_row(), 2);
  EXPECT_THAT(drop_unlinked(store).removed, ElementsAre(2)) << "what nobody needed was left behind";
  EXPECT_EQ(store.write({model, {{"h2", {0, 1}}}, {}}).value().added.at(0).row, 3);
  EXPECT_EQ(raw_database{file_}.query("PRAGMA user_version"), "2");
}

TEST_F(vector_store_test, counts_stay_in_step_with_whatever_is_written) {
  auto store = open();
  ASSERT_EQ(store.counts()->chunks, 0);
  std::mt19937 random{7};
  const auto below = [&](unsigned limit) { return static_cast<int>(random() % limit); };
  const auto name = [&](const char* kind, unsigned limit) { return kind + std::to_string(below(limit)); };
  for (int round = 0; round < 400; ++round) {
    write_vectors request{model, {}, {}};
    for (int number = below(4); number > 0; --number)
      request.vectors.push_back({name("h", 12), {static_cast<float>(below(2)), 1}});
    for (int number = below(6); number > 0; --number)
      request.links.push_back({name("c", 20), name("note", 6), name("h", 12)});  // many to texts that are not there
    static_cast<void>(store.write(request));
    if (below(5) == 0) {
      ASSERT_TRUE(store.remove({name("note", 6), name("note", 6)}));
    }
    if (below(9) == 0) {
      clock_.advance(std::chrono::hours{1});
      drop_unlinked(store);
    }
    if (below(90) == 0) {
      ASSERT_TRUE(store.clear());
    }
    const auto kept = store.counts().value();
    const auto counted = open().counts().value();
    ASSERT_EQ(std::tie(kept.chunks, kept.vectors, kept.model), std::tie(counted.chunks, counted.vectors, counted.model))
        << "round " << round;
  }
}

}  // namespace
}  // namespace secondbrain::stores
