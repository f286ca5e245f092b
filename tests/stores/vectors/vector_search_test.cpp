// What holds of a search by vectors wherever they are kept.
#include "stores/vectors/vector_search.hpp"

#include <gmock/gmock.h>

#include <limits>
#include <map>
#include <thread>

#include "tests/stores/vectors/many_vectors.hpp"
#include "tests/stores/vectors/vector_places.hpp"

namespace secondbrain::stores {
namespace {

using ::testing::DoubleNear;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Optional;

class vector_search_test : public every_place_test {
 protected:
  void write_corners() {
    write(as_note("a.md", {"right", "up", "left", "also right"}, {{1, 0}, {0, 1}, {-1, 0}, {1, 0}}));
  }

  std::vector<std::string> nearest(int limit, double minimum = -1) {
    const auto found = search().nearest(std::vector<float>{1, 0}, limit, minimum);
    EXPECT_TRUE(found) << found.error().message;
    return ids_of(found.value_or(std::vector<similar_chunk>{}));
  }
};

INSTANTIATE_TEST_SUITE_P(places, vector_search_test, ::testing::ValuesIn(vector_places()),
                         [](const auto& place) { return place.param; });

TEST_P(vector_search_test, the_nearest_are_those_of_a_comparison_with_all) {
  constexpr std::size_t count = 1'500;
  constexpr std::size_t dimensions = 384;
  std::mt19937 random{20261130};
  std::vector<std::string> ids;
  std::vector<std::vector<float>> vectors;
  for (std::size_t i = 0; i < count; ++i) {
    ids.push_back("c" + std::to_string(i * 7919 % count));
    vectors.push_back(i % 50 == 49 ? vectors[i / 2] : random_unit(random, dimensions));  // some are equal
  }
  write(as_note("a.md", ids, vectors));
  for (int times = 0; times < 3; ++times) {
    const auto question = times == 0 ? vectors[random() % count] : random_unit(random, dimensions);
    const auto expected = nearest_of_all(ids, vectors, question, 200);
    std::map<std::string, double> true_cosines;
    for (std::size_t i = 0; i < count; ++i) true_cosines[ids[i]] = dot_product(vectors[i], question);
    const auto found = search().nearest(question, 200).value();
    ASSERT_EQ(found.size(), expected.size());
    const auto there = ids_of(found);
    const auto missed = std::count_if(expected.begin(), expected.end(), [&](const similar_chunk& each) {
      return std::find(there.begin(), there.end(), each.chunk_id) == there.end();
    });
    ASSERT_LE(missed, place_->is_exact() ? 1 : 20) << "of two as near as each other either may come last";
    for (std::size_t i = 0; i < found.size(); ++i) {  // servers add floats in an order of their own
      if (place_->is_exact()) {
        ASSERT_NEAR(found[i].cosine, expected[i].cosine, 1e-6);
      }
      ASSERT_NEAR(found[i].cosine, true_cosines.at(found[i].chunk_id), 1e-6);
      if (i > 0 && found[i].cosine == found[i - 1].cosine) {
        ASSERT_LT(found[i - 1].chunk_id, found[i].chunk_id);
      }
    }
  }
}

TEST_P(vector_search_test, equals_come_in_order_of_their_ids) {
  write_corners();
  EXPECT_THAT(nearest(4), ElementsAre("also right", "right", "up", "left"));
  EXPECT_THAT(nearest(1), ElementsAre("also right"));
}

TEST_P(vector_search_test, what_is_below_the_minimum_is_left_out) {
  write_corners();
  EXPECT_THAT(nearest(4, 0.0), ElementsAre("also right", "right", "up"));
  EXPECT_THAT(nearest(4, 0.5), ElementsAre("also right", "right"));
}

TEST_P(vector_search_test, fewer_than_are_wanted_are_all_of_them) {
  write_corners();
  EXPECT_EQ(nearest(100).size(), 4U);
  EXPECT_THAT(nearest(0), IsEmpty());
  EXPECT_THAT(nearest(-1), IsEmpty());
}

TEST_P(vector_search_test, each_chunk_with_the_same_text_is_found) {
  write({{"m", 2},
         {{"h1", {1, 0}}, {"h2", {0.8F, 0.6F}}},
         {{"c3", "a.md", "h1"}, {"c1", "b.md", "h1"}, {"c2", "b.md", "h2"}}});
  EXPECT_THAT(nearest(3), ElementsAre("c1", "c3", "c2"));
  EXPECT_THAT(nearest(2), ElementsAre("c1", "c3"));
  EXPECT_THAT(nearest(1), ElementsAre("c1"));
}

TEST_P(vector_search_test, texts_that_no_chunk_has_take_nobodys_place) {
  write_corners();
  write({{"m", 2}, {{"h", {1, 0}}}, {}});
  ASSERT_TRUE(store().remove({"a.md"}));
  write({{"m", 2}, {}, {{"c", "b.md", "up"}}});
  EXPECT_THAT(nearest(1), ElementsAre("c"));
}

TEST_P(vector_search_test, a_question_of_another_length_is_refused_except_where_there_is_nothing) {
  const std::vector<float> question{1, 0, 0};
  EXPECT_THAT(search().nearest(question, 1).value(), IsEmpty());
  write_corners();
  EXPECT_EQ(search().nearest(question, 1).error().code, errc::invalid_argument);
  EXPECT_EQ(nearest(1).size(), 1U) << "the next question is answered";
}

TEST_P(vector_search_test, says_what_is_at_hand) {
  EXPECT_EQ(search().at_hand().vectors, 0U);
  write_corners();
  const auto now = search().at_hand();
  EXPECT_EQ(now.vectors, 4U);
  EXPECT_EQ(now.model, (model_tag{"m", 2}));
  EXPECT_EQ(now.being_loaded, std::nullopt);
  EXPECT_EQ(now.trouble, "");
}

TEST_P(vector_search_test, a_vector_that_is_no_number_is_near_nothing) {
  const auto odd = std::numeric_limits<float>::quiet_NaN();
  write(as_note("a.md", {"odd", "right"}, {{odd, 0}, {1, 0}}));
  EXPECT_THAT(nearest(2), ElementsAre("right"));
  EXPECT_THAT(store().missing({"odd"}).value(), IsEmpty()) << "it is not embedded again and again";
}

TEST_P(vector_search_test, says_how_near_the_chunks_are_that_are_named) {
  write_corners();
  write({{"m", 2}, {{"h", {0.8F, 0.6F}}}, {{"between", "b.md", "h"}}});
  const std::vector<std::string> ids{"left", "gone", "between", "also right", "left"};
  const auto cosines = search().cosines(std::vector<float>{1, 0}, ids).value();
  EXPECT_THAT(cosines, ElementsAre(Optional(-1.0), std::nullopt, Optional(DoubleNear(0.8, 1e-6)), Optional(1.0),
                                   Optional(-1.0)));
  EXPECT_THAT(search().cosines(std::vector<float>{1, 0}, {}).value(), IsEmpty());
  EXPECT_THAT(search().cosines(std::vector<float>{1, 0, 0}, {ids.data(), 1}).value(), ElementsAre(std::nullopt))
      << "of another length than the vectors";
}

TEST_P(vector_search_test, one_thread_looks_for_the_nearest_while_another_one_compares) {
  write_corners();
  std::jthread looking{[&] {
    for (int times = 0; times < 10; ++times) EXPECT_THAT(nearest(1), ElementsAre("also right"));
  }};
  const std::vector<std::string> ids{"left", "also right"};
  for (int times = 0; times < 10; ++times)
    EXPECT_THAT(search().cosines(std::vector<float>{1, 0}, ids).value(), ElementsAre(Optional(-1.0), Optional(1.0)));
}

}  // namespace
}  // namespace secondbrain::stores
