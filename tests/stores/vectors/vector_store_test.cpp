#include "stores/vectors/vector_store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

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

  std::string hashes() { return raw_database{file_}.query("SELECT text_hash FROM vectors ORDER BY 1"); }

  manual_clock clock_{wall_time{std::chrono::hours{500'000}}};
  temporary_directory folder_;
  std::filesystem::path file_ = folder_ / "vectors.db";
};

TEST_F(vector_store_test, is_empty_at_first_and_can_be_cleared_even_so) {
  auto store = open();
  const auto counts = store.counts(model).value();
  EXPECT_EQ(counts.chunks, 0);
  EXPECT_EQ(counts.model, std::nullopt);
  EXPECT_FALSE(counts.mismatch);
  EXPECT_TRUE(store.clear());
}

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

TEST_F(vector_store_test, a_text_in_two_chunks_is_stored_once) {
  auto store = open();
  ASSERT_TRUE(store.write({model, {{"h1", {1, 0}}}, {{"c1", "a.md", "h1"}, {"c2", "b.md", "h1"}}}));
  const auto counts = store.counts().value();
  EXPECT_EQ(counts.chunks, 2);
  EXPECT_EQ(counts.vectors, 1);
}

TEST_F(vector_store_test, writing_a_note_again_replaces_its_links_and_after_a_while_drops_what_nobody_needs) {
  auto store = open();
  ASSERT_TRUE(store.write({model,
                           {{"h1", {1, 0}}, {"h2", {0, 1}}, {"h3", {1, 0}}},
                           {{"c1", "a.md", "h1"}, {"c2", "a.md", "h2"}, {"c3", "a.md", "h3"}, {"c4", "b.md", "h2"}}}));
  ASSERT_TRUE(store.write({model, {{"h4", {0, 1}}}, {{"c1", "a.md", "h1"}, {"c5", "a.md", "h4"}}}));
  EXPECT_TRUE(drop_unlinked(store).empty());
  clock_.advance(std::chrono::minutes{10});
  EXPECT_EQ(drop_unlinked(store).removed.size(), 1U);
  EXPECT_EQ(hashes(), "h1;h2;h4") << "h2 is still linked from b.md, h3 is not";
  EXPECT_EQ(raw_database{file_}.query("SELECT chunk_id FROM links ORDER BY 1"), "c1;c4;c5");
}

TEST_F(vector_store_test, removing_notes_keeps_vectors_that_others_use) {
  auto store = open();
  ASSERT_TRUE(store.write(
      {model, {{"h1", {1, 0}}, {"h2", {0, 1}}}, {{"c1", "a.md", "h1"}, {"c2", "a.md", "h2"}, {"c3", "b.md", "h2"}}}));
  ASSERT_TRUE(store.remove({"a.md", "unknown.md"}));
  clock_.advance(std::chrono::hours{1});
  EXPECT_EQ(drop_unlinked(store).removed.size(), 1U);
  EXPECT_EQ(hashes(), "h2");
  EXPECT_EQ(store.counts().value().chunks, 1);
}

TEST_F(vector_store_test, vectors_may_come_before_their_links) {
  auto store = open();
  ASSERT_TRUE(store.write({model, {{"h1", {1, 0}}}, {}}));
  ASSERT_TRUE(store.write({model, {}, {{"c1", "a.md", "h1"}}}));
  EXPECT_EQ(store.counts().value().chunks, 1);
}

TEST_F(vector_store_test, a_text_that_comes_back_has_its_vector_still) {
  auto store = open();
  ASSERT_TRUE(store.write({model, {{"h1", {1, 0}}}, {{"c1", "old.md", "h1"}}}));
  ASSERT_TRUE(store.remove({"old.md"}));
  clock_.advance(std::chrono::minutes{9});
  EXPECT_TRUE(drop_unlinked(store).empty());
  EXPECT_THAT(store.missing({"h1"}).value(), IsEmpty());
  clock_.advance(std::chrono::minutes{9});
  EXPECT_TRUE(drop_unlinked(store).empty()) << "who has looked for it may link it";
  ASSERT_TRUE(store.write({model, {}, {{"c2", "new.md", "h1"}}}));
  clock_.advance(std::chrono::hours{9});
  EXPECT_TRUE(drop_unlinked(store).empty());
  EXPECT_EQ(hashes(), "h1");
}

TEST_F(vector_store_test, drops_no_more_at_a_time_than_it_is_told) {
  auto store = open();
  write_vectors many{model, {}, {}};
  for (int i = 0; i < 10; ++i) many.vectors.push_back({"h" + std::to_string(i), {1, 0}});
  ASSERT_TRUE(store.write(many));
  clock_.advance(std::chrono::hours{1});
  EXPECT_EQ(store.drop_unlinked(std::chrono::minutes{10}, 6).value().removed.size(), 6U);
  EXPECT_EQ(store.drop_unlinked(std::chrono::minutes{10}, 6).value().removed.size(), 4U);
  EXPECT_TRUE(store.drop_unlinked(std::chrono::minutes{10}, 6).value().empty());
}

TEST_F(vector_store_test, a_link_without_its_vector_is_refused_with_all_that_came_along) {
  auto store = open();
  EXPECT_EQ(store.write({model, {{"h1", {1, 0}}}, {{"c1", "a.md", "h9"}}}).error().code, errc::invalid_argument);
  EXPECT_EQ(hashes(), "");
}

TEST_F(vector_store_test, says_what_remains_to_be_embedded) {
  auto store = open();
  ASSERT_TRUE(store.write({model, {{"h1", {1, 0}}}, {}}));
  EXPECT_THAT(store.missing({"h3", "h1", "h2"}).value(), ElementsAre("h3", "h2"));
  EXPECT_THAT(store.missing({}).value(), IsEmpty());
}

TEST_F(vector_store_test, lists_what_is_embedded_in_order) {
  auto store = open();
  EXPECT_EQ(store.embedded("", 10).value().model, std::nullopt);
  ASSERT_TRUE(
      store.write({model, {{"h1", {1, 0}}}, {{"c2", "b.md", "h1"}, {"c1", "b.md", "h1"}, {"c3", "a.md", "h1"}}}));
  const auto embedded = store.embedded("", 10).value();
  EXPECT_EQ(embedded.model, model);
  EXPECT_TRUE(embedded.page.is_last);
  EXPECT_THAT(embedded.page.chunks,
              ElementsAre(chunk_key{"a.md", "c3"}, chunk_key{"b.md", "c1"}, chunk_key{"b.md", "c2"}));
}

TEST_F(vector_store_test, lists_whole_notes_a_page_at_a_time) {
  auto store = open();
  write_vectors request{model, {{"h", {1, 0}}}, {}};
  for (const std::string note : {"a", "b", "c"})
    for (int i = 0; i < (note == "a" ? 2 : 9); ++i)
      request.links.push_back({note + std::to_string(i), note + ".md", "h"});
  ASSERT_TRUE(store.write(request));
  const auto first = store.embedded("", 3).value().page;
  EXPECT_EQ(first.chunks.size(), 2U);
  EXPECT_FALSE(first.is_last);
  const auto second = store.embedded("a.md", 3).value().page;
  EXPECT_EQ(second.chunks.size(), 9U) << "a note is not cut in two";
  EXPECT_FALSE(second.is_last);
  const auto third = store.embedded("b.md", 3).value().page;
  EXPECT_EQ(third.chunks.size(), 9U);
  EXPECT_TRUE(third.is_last);
  EXPECT_TRUE(store.embedded("c.md", 3).value().page.is_last);
}

TEST_F(vector_store_test, after_a_while_drops_the_vectors_whose_links_never_came) {
  auto store = open();
  ASSERT_TRUE(store.write({model, {{"h1", {1, 0}}, {"h2", {0, 1}}}, {{"c1", "a.md", "h1"}}}));
  clock_.advance(std::chrono::hours{1});
  EXPECT_EQ(drop_unlinked(store).removed.size(), 1U);
  EXPECT_EQ(hashes(), "h1");
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

TEST_F(vector_store_test, another_model_is_refused_until_the_store_is_cleared) {
  auto store = open();
  ASSERT_TRUE(store.write({model, {{"h1", {1, 0}}}, {{"c1", "a.md", "h1"}}}));
  for (const auto& other : {model_tag{"large", 2}, model_tag{"mini", 3}}) {
    const std::vector<float> values(static_cast<std::size_t>(other.dimensions), 0.5F);
    const auto written = store.write({other, {{"h2", values}}, {{"c2", "b.md", "h2"}}});
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, errc::conflict);
    EXPECT_TRUE(store.counts(other).value().mismatch);
  }
  EXPECT_FALSE(store.counts(model).value().mismatch);
  EXPECT_EQ(hashes(), "h1");
  ASSERT_TRUE(store.clear());
  EXPECT_TRUE(store.write({{"mini", 3}, {{"h2", {0, 0, 1}}}, {{"c2", "b.md", "h2"}}}));
  EXPECT_EQ(store.counts().value().model, (model_tag{"mini", 3}));
}

TEST_F(vector_store_test, a_vector_of_another_length_is_refused) {
  EXPECT_EQ(open().write({model, {{"h1", {1, 0, 0}}}, {}}).error().code, errc::invalid_argument);
}

}  // namespace
}  // namespace secondbrain::stores
