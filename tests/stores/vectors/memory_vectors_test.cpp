#include "stores/vectors/memory_vectors.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <thread>

namespace secondbrain::stores {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A step of a thousandth of a circle's radius a number.
std::vector<float> turned(int by) {
  const auto angle = static_cast<float>(by) * 1e-3F;
  return {std::cos(angle), std::sin(angle)};
}

class memory_vectors_test : public ::testing::Test {
 protected:
  void add(int from, int to) {
    for (auto number = from; number < to; ++number) vectors_.add("c" + std::to_string(number), turned(100 * number));
  }

  std::vector<std::string> nearest(int limit, double minimum = -1) {
    std::vector<std::string> ids;
    const auto found = vectors_.nearest(turned(0), limit, minimum);
    for (const auto& each : *found) ids.push_back(each.chunk_id);
    return ids;
  }

  memory_vectors vectors_{{"m/words", 2}};
};

TEST_F(memory_vectors_test, the_nearest_come_first_and_what_is_too_far_is_left_out) {
  EXPECT_THAT(nearest(3), IsEmpty());
  add(0, 16);
  EXPECT_THAT(nearest(3), ElementsAre("c0", "c1", "c2"));
  EXPECT_THAT(nearest(10, std::cos(0.15)), ElementsAre("c0", "c1"));
  const auto found = vectors_.nearest(turned(0), 2).value();
  EXPECT_NEAR(found[1].cosine, std::cos(0.1), 0.005);
}

TEST_F(memory_vectors_test, of_equals_the_smaller_name_comes_first) {
  for (const auto* id : {"b", "a", "c"}) vectors_.add(id, turned(0));
  EXPECT_THAT(nearest(2), ElementsAre("a", "b"));
}

TEST_F(memory_vectors_test, what_is_held_stays_as_it_was_added) {
  vectors_.add("a", turned(0));
  vectors_.add("a", turned(1000));
  EXPECT_TRUE(vectors_.holds("a"));
  EXPECT_FALSE(vectors_.holds("b"));
  EXPECT_EQ(vectors_.at_hand().vectors, 1u);
  EXPECT_NEAR(vectors_.nearest(turned(0), 1).value()[0].cosine, 1, 0.005);
}

TEST_F(memory_vectors_test, says_how_near_each_of_some_chunks_is) {
  add(0, 3);
  const std::vector<std::string> asked{"c2", "unknown", "c0"};
  const auto found = vectors_.cosines(turned(0), asked).value();
  ASSERT_EQ(found.size(), 3u);
  EXPECT_NEAR(found[0].value_or(0), std::cos(0.2), 0.005);
  EXPECT_EQ(found[1], std::nullopt);
  EXPECT_NEAR(found[2].value_or(0), 1, 0.005);
}

TEST_F(memory_vectors_test, a_question_of_another_length_is_refused) {
  const std::vector<float> longer{1, 0, 0};
  EXPECT_EQ(vectors_.nearest(longer, 1).error().code, errc::invalid_argument);
  EXPECT_EQ(vectors_.cosines(longer, {}).error().code, errc::invalid_argument);
}

TEST_F(memory_vectors_test, a_vector_of_zeros_is_near_to_nothing) {
  vectors_.add("empty", std::vector<float>{0, 0});
  EXPECT_THAT(nearest(1, 0.3), IsEmpty());
}

TEST_F(memory_vectors_test, more_than_a_segment_is_searched_while_it_grows) {
  constexpr int many = static_cast<int>(code_segment::capacity) + 500;
  {
    std::jthread adding{[&] {
      for (int number = many; number > 0; --number) vectors_.add("c" + std::to_string(number), turned(number % 3000));
      vectors_.add("nearest", turned(0));
    }};
    while (!vectors_.holds("nearest")) {
      const auto found = vectors_.nearest(turned(0), 5).value();
      for (const auto& each : found) EXPECT_TRUE(vectors_.holds(each.chunk_id));
    }
  }
  EXPECT_EQ(vectors_.at_hand().vectors, code_segment::capacity + 501);
  EXPECT_EQ(vectors_.nearest(turned(0), 10'000).value().size(), 10'000u);
  EXPECT_GT(vectors_.bytes(), 2 * code_segment::bytes_of(code_segment::capacity, 2));
}

}  // namespace
}  // namespace secondbrain::stores
