// The quick search agrees with comparing the question with every vector.
#include "stores/vectors/local_vector_search.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "tests/base/temporary_directory.hpp"
#include "tests/stores/raw_database.hpp"
#include "tests/stores/vectors/many_vectors.hpp"
#include "tests/stores/vectors/searchable_vectors.hpp"

namespace secondbrain::stores {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

enum class spread_of : std::uint8_t { random, clusters, narrow_clusters };

struct collection {
  spread_of kind;
  std::size_t dimensions;
};

class every_collection_test : public ::testing::TestWithParam<collection> {
 protected:
  std::vector<float> another() {
    const auto [kind, dimensions] = GetParam();
    if (kind == spread_of::random) return random_unit(random_, dimensions);
    if (centres_.empty())
      for (int i = 0; i < 20; ++i) centres_.push_back(random_unit(random_, dimensions));
    return near(centres_[random_() % centres_.size()], kind == spread_of::clusters ? 0.8F : 0.05F, random_);
  }

  temporary_directory folder_;
  std::mt19937 random_{20261129};
  std::vector<std::vector<float>> centres_;
};

TEST_P(every_collection_test, the_nearest_are_those_of_a_comparison_with_all) {
  const std::size_t count = GetParam().dimensions > 1'000 ? 2'000 : 6'000;
  std::vector<std::string> ids;
  std::vector<std::vector<float>> vectors;
  for (std::size_t i = 0; i < count; ++i) {
    ids.push_back("c" + std::to_string(i * 7919 % count));
    vectors.push_back(i % 50 == 49 ? vectors[i / 2] : another());  // some are equal
  }
  searchable_vectors kept{folder_.path()};
  kept.load();
  kept.write(as_note("a.md", ids, vectors));
  auto search = kept.search();
  for (int question = 0; question < 12; ++question) {
    const auto wanted = question % 3 == 0 ? vectors[random_() % count] : another();
    for (const int limit : {1, 10, 30, 200}) {
      const auto expected = nearest_of_all(ids, vectors, wanted, static_cast<std::size_t>(limit));
      const auto found = search.nearest(wanted, limit).value();
      ASSERT_EQ(ids_of(found), ids_of(expected)) << "the nearest " << limit;
      for (std::size_t i = 0; i < found.size(); ++i) ASSERT_EQ(found[i].cosine, expected[i].cosine);
      ASSERT_LE(search.vectors_read(), local_vector_search::most_read);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(collections, every_collection_test,
                         ::testing::Values(collection{spread_of::random, 64}, collection{spread_of::random, 384},
                                           collection{spread_of::clusters, 384}, collection{spread_of::clusters, 1536},
                                           collection{spread_of::narrow_clusters, 384}));

class local_vector_search_test : public ::testing::Test {
 protected:
  local_vector_search_test() { kept_.load(); }

  void write_corners() {
    kept_.write(as_note("a.md", {"right", "up", "left", "also right"}, {{1, 0}, {0, 1}, {-1, 0}, {1, 0}}));
  }

  std::vector<std::string> nearest(int limit, double minimum = -1) {
    const auto found = search_.nearest(std::vector<float>{1, 0}, limit, minimum);
    EXPECT_TRUE(found) << found.error().message;
    return ids_of(found.value_or(std::vector<similar_chunk>{}));
  }

  temporary_directory folder_;
  searchable_vectors kept_{folder_.path()};
  local_vector_search search_ = kept_.search();
};

TEST_F(local_vector_search_test, equals_come_in_order_of_their_ids) {
  write_corners();
  EXPECT_THAT(nearest(4), ElementsAre("also right", "right", "up", "left"));
  EXPECT_THAT(nearest(1), ElementsAre("also right"));
}

TEST_F(local_vector_search_test, what_is_below_the_minimum_is_left_out) {
  write_corners();
  EXPECT_THAT(nearest(4, 0.0), ElementsAre("also right", "right", "up"));
  EXPECT_THAT(nearest(4, 0.5), ElementsAre("also right", "right"));
  EXPECT_EQ(search_.vectors_read(), 2U) << "what cannot reach the minimum is not read";
}

TEST_F(local_vector_search_test, fewer_than_are_wanted_are_all_of_them) {
  write_corners();
  EXPECT_EQ(nearest(100).size(), 4U);
  EXPECT_THAT(nearest(0), IsEmpty());
  EXPECT_THAT(nearest(-1), IsEmpty());
}

TEST_F(local_vector_search_test, each_chunk_with_the_same_text_is_found) {
  kept_.write({{"m", 2},
               {{"h1", {1, 0}}, {"h2", {0.8F, 0.6F}}},
               {{"c3", "a.md", "h1"}, {"c1", "b.md", "h1"}, {"c2", "b.md", "h2"}}});
  EXPECT_THAT(nearest(3), ElementsAre("c1", "c3", "c2"));
  EXPECT_THAT(nearest(2), ElementsAre("c1", "c3"));
  EXPECT_THAT(nearest(1), ElementsAre("c1"));
}

TEST_F(local_vector_search_test, texts_that_no_chunk_has_take_nobodys_place) {
  write_corners();
  kept_.write({{"m", 2}, {{"h", {1, 0}}}, {}});
  ASSERT_TRUE(kept_.store().remove({"a.md"}));
  kept_.write({{"m", 2}, {}, {{"c", "b.md", "up"}}});
  EXPECT_THAT(nearest(1), ElementsAre("c"));
}

TEST_F(local_vector_search_test, a_question_of_another_length_is_refused_except_where_there_is_nothing) {
  const std::vector<float> question{1, 0, 0};
  EXPECT_THAT(search_.nearest(question, 1).value(), IsEmpty());
  write_corners();
  EXPECT_EQ(search_.nearest(question, 1).error().code, errc::invalid_argument);
}

TEST_F(local_vector_search_test, says_what_is_at_hand) {
  EXPECT_EQ(search_.at_hand().vectors, 0U);
  write_corners();
  EXPECT_EQ(search_.at_hand().vectors, 4U);
  EXPECT_EQ(search_.at_hand().model, (model_tag{"m", 2}));
  EXPECT_EQ(search_.at_hand().being_loaded, std::nullopt);
  kept_.index()->show_loading(7);
  EXPECT_EQ(search_.at_hand().being_loaded, 7);
}

TEST_F(local_vector_search_test, a_vector_of_another_length_is_corrupt) {
  write_corners();
  raw_database{kept_.file()}.execute("UPDATE vectors SET embedding = x'00'");
  const auto found = search_.nearest(std::vector<float>{1, 0}, 1);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, errc::corrupt);
}

TEST_F(local_vector_search_test, a_vector_that_is_no_number_is_near_nothing) {
  const auto odd = std::numeric_limits<float>::quiet_NaN();
  kept_.write(as_note("a.md", {"odd", "right"}, {{odd, 0}, {1, 0}}));
  EXPECT_THAT(nearest(2), ElementsAre("right"));
}

TEST_F(local_vector_search_test, says_how_near_the_chunks_are_that_are_named) {
  using ::testing::Optional;
  write_corners();
  kept_.write({{"m", 2}, {{"h", {0.8F, 0.6F}}}, {{"between", "b.md", "h"}}});
  const std::vector<std::string> ids{"left", "gone", "between", "also right", "left"};
  const auto cosines = search_.cosines(std::vector<float>{1, 0}, ids).value();
  EXPECT_THAT(cosines, ElementsAre(Optional(-1.0), std::nullopt, Optional(::testing::DoubleNear(0.8, 1e-6)),
                                   Optional(1.0), Optional(-1.0)));
  EXPECT_THAT(search_.cosines(std::vector<float>{1, 0}, {}).value(), IsEmpty());
  EXPECT_THAT(search_.cosines(std::vector<float>{1, 0, 0}, {ids.data(), 1}).value(), ElementsAre(std::nullopt))
      << "of another length than the vectors";
}

TEST_F(local_vector_search_test, one_thread_looks_for_the_nearest_while_another_one_compares) {
  write_corners();
  std::jthread looking{[&] {
    for (int times = 0; times < 200; ++times) EXPECT_THAT(nearest(1), ElementsAre("also right"));
  }};
  const std::vector<std::string> ids{"left", "also right"};
  for (int times = 0; times < 200; ++times)
    EXPECT_THAT(search_.cosines(std::vector<float>{1, 0}, ids).value(),
                ElementsAre(::testing::Optional(-1.0), ::testing::Optional(1.0)));
}

TEST_F(local_vector_search_test, finds_nothing_while_a_lost_file_is_made_again_and_then_what_is_in_it) {
  write_corners();
  EXPECT_EQ(nearest(4).size(), 4U);
  temporary_directory elsewhere;
  {
    searchable_vectors other{elsewhere.path()};
    other.load();
    other.write(as_note("a.md", {"another"}, {{0, 1}}));
  }
  for (const std::string suffix : {"", "-wal", "-shm"}) {
    std::error_code ignored;
    std::filesystem::remove(kept_.file().string() + suffix, ignored);
  }
  EXPECT_FALSE(search_.nearest(std::vector<float>{1, 0}, 1)) << "there is no file";
  std::filesystem::copy_file(elsewhere / "vectors.db", kept_.file());
  EXPECT_THAT(nearest(4), ElementsAre("another"));
}

TEST_F(local_vector_search_test, thousands_of_vectors_that_hardly_differ_cost_a_bounded_number_of_reads) {
  std::mt19937 random{20261129};
  const auto centre = random_unit(random, 32);
  std::vector<std::string> ids;
  std::vector<std::vector<float>> vectors;
  for (int i = 0; i < 20'000; ++i) {
    ids.push_back("c" + std::to_string(i));
    vectors.push_back(near(centre, 1e-4F, random));
  }
  kept_.write(as_note("a.md", ids, vectors));
  const auto found = search_.nearest(centre, 10).value();
  EXPECT_EQ(found.size(), 10U);
  EXPECT_EQ(search_.vectors_read(), local_vector_search::most_read);
  EXPECT_NEAR(found.back().cosine, nearest_of_all(ids, vectors, centre, 10).back().cosine, 1e-6);
}

}  // namespace
}  // namespace secondbrain::stores
