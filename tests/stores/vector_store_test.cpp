#include "stores/vector_store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/base/temporary_directory.hpp"
#include "tests/stores/raw_database.hpp"

namespace secondbrain::stores {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const model_tag model{"mini", 2};

class vector_store_test : public ::testing::Test {
 protected:
  vector_store open() { return vector_store::open(file_).value(); }

  std::string hashes() { return raw_database{file_}.query("SELECT text_hash FROM vectors ORDER BY 1"); }

  temporary_directory folder_;
  std::filesystem::path file_ = folder_ / "vectors.db";
};

TEST_F(vector_store_test, is_empty_at_first_and_can_be_cleared_even_so) {
  auto store = open();
  const auto counts = store.counts(model).value();
  EXPECT_EQ(counts.chunks, 0);
  EXPECT_EQ(counts.model, std::nullopt);
  EXPECT_FALSE(counts.mismatch);
  EXPECT_EQ(store.load().value().size(), 0U);
  EXPECT_TRUE(store.clear());
}

TEST_F(vector_store_test, loads_what_was_written) {
  auto store = open();
  ASSERT_TRUE(
      store.write({model, {{"h1", {1, 0}}, {"h2", {0.6F, 0.8F}}}, {{"c1", "a.md", "h1"}, {"c2", "a.md", "h2"}}}));
  const auto matrix = open().load().value();
  EXPECT_EQ(matrix.model(), model);
  const auto found = matrix.nearest(std::vector<float>{1, 0}, 2).value();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].chunk_id, "c1");
  EXPECT_EQ(found[1].chunk_id, "c2");
  EXPECT_FLOAT_EQ(static_cast<float>(found[1].cosine), 0.6F);
}

TEST_F(vector_store_test, a_text_in_two_chunks_is_stored_once) {
  auto store = open();
  ASSERT_TRUE(store.write({model, {{"h1", {1, 0}}}, {{"c1", "a.md", "h1"}, {"c2", "b.md", "h1"}}}));
  const auto counts = store.counts().value();
  EXPECT_EQ(counts.chunks, 2);
  EXPECT_EQ(counts.vectors, 1);
}

TEST_F(vector_store_test, writing_a_note_again_replaces_its_links_and_drops_what_nobody_needs) {
  auto store = open();
  ASSERT_TRUE(store.write({model,
                           {{"h1", {1, 0}}, {"h2", {0, 1}}, {"h3", {1, 0}}},
                           {{"c1", "a.md", "h1"}, {"c2", "a.md", "h2"}, {"c3", "a.md", "h3"}, {"c4", "b.md", "h2"}}}));
  ASSERT_TRUE(store.write({model, {{"h4", {0, 1}}}, {{"c1", "a.md", "h1"}, {"c5", "a.md", "h4"}}}));
  EXPECT_EQ(hashes(), "h1;h2;h4") << "h2 is still linked from b.md, h3 is not";
  EXPECT_EQ(raw_database{file_}.query("SELECT chunk_id FROM links ORDER BY 1"), "c1;c4;c5");
}

TEST_F(vector_store_test, removing_notes_keeps_vectors_that_others_use) {
  auto store = open();
  ASSERT_TRUE(store.write(
      {model, {{"h1", {1, 0}}, {"h2", {0, 1}}}, {{"c1", "a.md", "h1"}, {"c2", "a.md", "h2"}, {"c3", "b.md", "h2"}}}));
  ASSERT_TRUE(store.remove({"a.md", "unknown.md"}));
  EXPECT_EQ(hashes(), "h2");
  EXPECT_EQ(store.counts().value().chunks, 1);
}

TEST_F(vector_store_test, vectors_may_come_before_their_links) {
  auto store = open();
  ASSERT_TRUE(store.write({model, {{"h1", {1, 0}}}, {}}));
  ASSERT_TRUE(store.write({model, {}, {{"c1", "a.md", "h1"}}}));
  EXPECT_EQ(store.load().value().size(), 1U);
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
  EXPECT_EQ(store.embedded().value().model, std::nullopt);
  ASSERT_TRUE(
      store.write({model, {{"h1", {1, 0}}}, {{"c2", "b.md", "h1"}, {"c1", "b.md", "h1"}, {"c3", "a.md", "h1"}}}));
  const auto embedded = store.embedded().value();
  EXPECT_EQ(embedded.model, model);
  EXPECT_THAT(embedded.chunks, ElementsAre(chunk_key{"a.md", "c3"}, chunk_key{"b.md", "c1"}, chunk_key{"b.md", "c2"}));
}

TEST_F(vector_store_test, drops_the_vectors_whose_links_never_came) {
  auto store = open();
  ASSERT_TRUE(store.write({model, {{"h1", {1, 0}}, {"h2", {0, 1}}}, {{"c1", "a.md", "h1"}}}));
  ASSERT_TRUE(store.drop_unlinked());
  EXPECT_EQ(hashes(), "h1");
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

TEST_F(vector_store_test, a_stored_vector_of_another_length_is_corrupt) {
  auto store = open();
  ASSERT_TRUE(store.write({model, {{"h1", {1, 0}}}, {{"c1", "a.md", "h1"}}}));
  raw_database{file_}.execute("UPDATE vectors SET embedding = x'00'");
  EXPECT_EQ(store.load().error().code, errc::corrupt);
}

}  // namespace
}  // namespace secondbrain::stores
