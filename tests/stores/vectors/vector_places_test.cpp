// What holds of vectors wherever they are kept.
#include "tests/stores/vectors/vector_places.hpp"

#include <gmock/gmock.h>

namespace secondbrain::stores {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const model_tag mini{"mini", 2};

class vector_places_test : public every_place_test {
 protected:
  std::size_t drop_unlinked() {
    const auto dropped = store().drop_unlinked(std::chrono::minutes{10}, 1000);
    EXPECT_TRUE(dropped) << dropped.error().message;
    place_->publish();
    return dropped.value_or(0);
  }

  /// Those of h1 to h4 that have a vector. Asking is a sign of need, so it comes last.
  std::vector<std::string> hashes() {
    std::vector<std::string> all{"h1", "h2", "h3", "h4"};
    const auto missing = store().missing(all).value();
    std::erase_if(
        all, [&](const std::string& each) { return std::find(missing.begin(), missing.end(), each) != missing.end(); });
    return all;
  }

  std::vector<std::string> chunks() {
    std::vector<std::string> ids;
    const auto all = store().embedded("", 1000).value();
    for (const auto& each : all.page.chunks) ids.push_back(each.chunk_id);
    return ids;
  }
};

INSTANTIATE_TEST_SUITE_P(places, vector_places_test, ::testing::ValuesIn(vector_places()),
                         [](const auto& place) { return place.param; });

TEST_P(vector_places_test, is_empty_at_first_and_can_be_cleared_even_so) {
  const auto counts = store().counts().value();
  EXPECT_EQ(counts.chunks, 0);
  EXPECT_EQ(counts.vectors, 0);
  EXPECT_EQ(counts.model, std::nullopt);
  EXPECT_TRUE(store().clear());
  EXPECT_TRUE(store().check());
}

TEST_P(vector_places_test, keeps_what_was_written) {
  write({mini, {{"h1", {1, 0}}, {"h2", {0.6F, 0.8F}}}, {{"c1", "a.md", "h1"}, {"c2", "a.md", "h2"}}});
  place_->reopen();
  EXPECT_EQ(store().model().value(), mini);
  EXPECT_EQ(store().counts().value().chunks, 2);
  EXPECT_THAT(hashes(), ElementsAre("h1", "h2"));
  EXPECT_EQ(search().at_hand().vectors, 2U);
}

TEST_P(vector_places_test, writing_the_same_again_changes_nothing) {
  for (int times = 0; times < 2; ++times) write({mini, {{"h1", {1, 0}}}, {{"c1", "a.md", "h1"}}});
  EXPECT_EQ(store().counts().value().chunks, 1);
  EXPECT_EQ(store().counts().value().vectors, 1);
}

TEST_P(vector_places_test, a_text_or_chunk_that_comes_twice_counts_as_it_came_last) {
  write({mini,
         {{"h1", {1, 0}}, {"h2", {1, 0}}, {"h1", {0, 1}}},
         {{"c1", "a.md", "h1"}, {"c1", "a.md", "h2"}, {"c2", "a.md", "h1"}}});
  EXPECT_EQ(store().counts().value().chunks, 2);
  const auto found = search().nearest(std::vector<float>{1, 0}, 2).value();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].chunk_id, "c1");
  EXPECT_EQ(found[1].cosine, 0);
}

TEST_P(vector_places_test, another_vector_of_a_text_takes_the_place_of_the_first) {
  write({mini, {{"h1", {1, 0}}}, {{"c1", "a.md", "h1"}}});
  write({mini, {{"h1", {0, 1}}}, {}});
  EXPECT_EQ(search().nearest(std::vector<float>{1, 0}, 1).value().at(0).cosine, 0);
  EXPECT_EQ(store().counts().value().vectors, 1);
}

TEST_P(vector_places_test, a_text_in_two_chunks_is_stored_once) {
  write({mini, {{"h1", {1, 0}}}, {{"c1", "a.md", "h1"}, {"c2", "b.md", "h1"}}});
  const auto counts = store().counts().value();
  EXPECT_EQ(counts.chunks, 2);
  EXPECT_EQ(counts.vectors, 1);
}

TEST_P(vector_places_test, writing_a_note_again_replaces_its_links_and_after_a_while_drops_what_nobody_needs) {
  write({mini,
         {{"h1", {1, 0}}, {"h2", {0, 1}}, {"h3", {1, 0}}},
         {{"c1", "a.md", "h1"}, {"c2", "a.md", "h2"}, {"c3", "a.md", "h3"}, {"c4", "b.md", "h2"}}});
  write({mini, {{"h4", {0, 1}}}, {{"c1", "a.md", "h1"}, {"c5", "a.md", "h4"}}});
  EXPECT_EQ(drop_unlinked(), 0U);
  clock_.advance(std::chrono::minutes{10});
  EXPECT_EQ(drop_unlinked(), 1U);
  EXPECT_EQ(store().counts().value().vectors, 3);
  EXPECT_THAT(hashes(), ElementsAre("h1", "h2", "h4")) << "h2 is still linked from b.md, h3 is not";
  EXPECT_THAT(chunks(), ElementsAre("c1", "c5", "c4"));
}

TEST_P(vector_places_test, removing_notes_keeps_vectors_that_others_use) {
  write({mini, {{"h1", {1, 0}}, {"h2", {0, 1}}}, {{"c1", "a.md", "h1"}, {"c2", "a.md", "h2"}, {"c3", "b.md", "h2"}}});
  ASSERT_TRUE(store().remove({"a.md", "unknown.md"}));
  ASSERT_TRUE(store().remove({}));
  clock_.advance(std::chrono::hours{1});
  EXPECT_EQ(drop_unlinked(), 1U);
  EXPECT_THAT(hashes(), ElementsAre("h2"));
  EXPECT_EQ(store().counts().value().chunks, 1);
}

TEST_P(vector_places_test, vectors_may_come_before_their_links) {
  write({mini, {{"h1", {1, 0}}}, {}});
  write({mini, {}, {{"c1", "a.md", "h1"}}});
  EXPECT_EQ(store().counts().value().chunks, 1);
}

TEST_P(vector_places_test, a_text_that_comes_back_has_its_vector_still) {
  write({mini, {{"h1", {1, 0}}}, {{"c1", "old.md", "h1"}}});
  ASSERT_TRUE(store().remove({"old.md"}));
  clock_.advance(std::chrono::minutes{9});
  EXPECT_EQ(drop_unlinked(), 0U);
  EXPECT_THAT(store().missing({"h1"}).value(), IsEmpty());
  clock_.advance(std::chrono::minutes{9});
  EXPECT_EQ(drop_unlinked(), 0U) << "who has looked for it may link it";
  write({mini, {}, {{"c2", "new.md", "h1"}}});
  clock_.advance(std::chrono::hours{9});
  EXPECT_EQ(drop_unlinked(), 0U);
  EXPECT_THAT(hashes(), ElementsAre("h1"));
}

TEST_P(vector_places_test, drops_no_more_at_a_time_than_it_is_told) {
  write_vectors many{mini, {}, {}};
  for (int i = 0; i < 10; ++i) many.vectors.push_back({"h" + std::to_string(i), {1, 0}});
  write(many);
  clock_.advance(std::chrono::hours{1});
  EXPECT_EQ(store().drop_unlinked(std::chrono::minutes{10}, 6).value(), 6U);
  EXPECT_EQ(store().drop_unlinked(std::chrono::minutes{10}, 6).value(), 4U);
  EXPECT_EQ(store().drop_unlinked(std::chrono::minutes{10}, 6).value(), 0U);
}

TEST_P(vector_places_test, after_a_while_drops_the_vectors_whose_links_never_came) {
  write({mini, {{"h1", {1, 0}}, {"h2", {0, 1}}}, {{"c1", "a.md", "h1"}}});
  clock_.advance(std::chrono::hours{1});
  EXPECT_EQ(drop_unlinked(), 1U);
  EXPECT_THAT(hashes(), ElementsAre("h1"));
}

TEST_P(vector_places_test, a_link_without_its_vector_is_refused_with_all_that_came_along) {
  EXPECT_EQ(store().write({mini, {{"h1", {1, 0}}}, {{"c1", "a.md", "h9"}}}).error().code, errc::invalid_argument);
  EXPECT_THAT(hashes(), IsEmpty());
  EXPECT_EQ(store().model().value(), std::nullopt);
}

TEST_P(vector_places_test, says_what_remains_to_be_embedded) {
  write({mini, {{"h1", {1, 0}}}, {}});
  EXPECT_THAT(store().missing({"h3", "h1", "h2"}).value(), ElementsAre("h3", "h2"));
  EXPECT_THAT(store().missing({}).value(), IsEmpty());
}

TEST_P(vector_places_test, lists_what_is_embedded_in_order) {
  EXPECT_EQ(store().embedded("", 10).value().model, std::nullopt);
  write({mini, {{"h1", {1, 0}}}, {{"c2", "b.md", "h1"}, {"c1", "b.md", "h1"}, {"c3", "a.md", "h1"}}});
  const auto embedded = store().embedded("", 10).value();
  EXPECT_EQ(embedded.model, mini);
  EXPECT_TRUE(embedded.page.is_last);
  EXPECT_THAT(embedded.page.chunks,
              ElementsAre(chunk_key{"a.md", "c3"}, chunk_key{"b.md", "c1"}, chunk_key{"b.md", "c2"}));
}

TEST_P(vector_places_test, notes_of_any_name_come_in_the_order_of_their_bytes) {
  const std::vector<std::string> paths{
      R"(A "b" \c,{d}.md)", "Z.md", "a b.md", "a'; DROP TABLE links; --.md", "a.md", "ä.md", "日記/二.md"};
  write_vectors request{mini, {{"h1", {1, 0}}}, {}};
  for (const auto& path : paths) request.links.push_back({"chunk of " + path, path, "h1"});
  write(request);
  std::vector<std::string> listed;
  const auto all = store().embedded("", 100).value();
  for (const auto& each : all.page.chunks) listed.push_back(each.note_path);
  EXPECT_EQ(listed, paths);
  ASSERT_TRUE(store().remove({paths[0], paths[3]}));
  EXPECT_EQ(store().counts().value().chunks, 5);
}

TEST_P(vector_places_test, lists_whole_notes_a_page_at_a_time) {
  write_vectors request{mini, {{"h", {1, 0}}}, {}};
  for (const std::string note : {"a", "b", "c"})
    for (int i = 0; i < (note == "a" ? 2 : 9); ++i)
      request.links.push_back({note + std::to_string(i), note + ".md", "h"});
  write(request);
  const auto first = store().embedded("", 3).value().page;
  EXPECT_EQ(first.chunks.size(), 2U);
  EXPECT_FALSE(first.is_last);
  const auto second = store().embedded("a.md", 3).value().page;
  EXPECT_EQ(second.chunks.size(), 9U) << "a note is not cut in two";
  EXPECT_FALSE(second.is_last);
  const auto third = store().embedded("b.md", 3).value().page;
  EXPECT_EQ(third.chunks.size(), 9U);
  EXPECT_TRUE(third.is_last);
  EXPECT_TRUE(store().embedded("c.md", 3).value().page.is_last);
}

TEST_P(vector_places_test, another_model_is_refused_until_the_store_is_cleared) {
  write({mini, {{"h1", {1, 0}}}, {{"c1", "a.md", "h1"}}});
  for (const auto& other : {model_tag{"large", 2}, model_tag{"mini", 3}}) {
    const std::vector<float> values(static_cast<std::size_t>(other.dimensions), 0.5F);
    const auto written = store().write({other, {{"h2", values}}, {{"c2", "b.md", "h2"}}});
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, errc::conflict);
  }
  EXPECT_THAT(hashes(), ElementsAre("h1"));
  ASSERT_TRUE(store().clear());
  EXPECT_EQ(store().counts().value().vectors, 0);
  write({{"mini", 3}, {{"h2", {0, 0, 1}}}, {{"c2", "b.md", "h2"}}});
  EXPECT_EQ(store().counts().value().model, (model_tag{"mini", 3}));
}

TEST_P(vector_places_test, a_vector_of_another_length_is_refused) {
  EXPECT_EQ(store().write({mini, {{"h1", {1, 0, 0}}}, {}}).error().code, errc::invalid_argument);
}

}  // namespace
}  // namespace secondbrain::stores
