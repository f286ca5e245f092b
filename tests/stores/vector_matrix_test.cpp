#include "stores/vector_matrix.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <thread>

#include "base/text.hpp"
#include "stores/vector_index.hpp"

namespace secondbrain::stores {
namespace {

std::vector<float> random_unit(std::mt19937& random, int dimensions) {
  std::normal_distribution<float> normal;
  std::vector<float> values(static_cast<std::size_t>(dimensions));
  double length = 0;
  for (auto& value : values) {
    value = normal(random);
    length += static_cast<double>(value) * value;
  }
  for (auto& value : values) value /= static_cast<float>(std::sqrt(length));
  return values;
}

double plain_dot(const float* a, const std::vector<float>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < b.size(); ++i) sum += static_cast<double>(a[i]) * b[i];
  return sum;
}

// Dimensions around the width of the vector unit: none may read past a row or leave out its end.
class every_dimension_test : public ::testing::TestWithParam<int> {};

TEST_P(every_dimension_test, the_nearest_are_those_that_a_plain_loop_finds) {
  const int dimensions = GetParam();
  constexpr int rows = 300;
  std::mt19937 random{20260213};
  std::vector<std::string> ids;
  std::vector<float> values;
  for (int i = 0; i < rows; ++i) {
    ids.push_back("c" + std::to_string(i));
    const auto row = random_unit(random, dimensions);
    values.insert(values.end(), row.begin(), row.end());
  }
  const vector_matrix matrix{{"m", dimensions}, ids, values};
  const auto question = random_unit(random, dimensions);
  std::vector<double> expected;
  for (int i = 0; i < rows; ++i) expected.push_back(plain_dot(values.data() + i * dimensions, question));
  std::sort(expected.rbegin(), expected.rend());
  const auto found = matrix.nearest(question, 10).value();
  ASSERT_EQ(found.size(), 10U);
  for (std::size_t i = 0; i < found.size(); ++i) EXPECT_NEAR(found[i].cosine, expected[i], 1e-5);
}

INSTANTIATE_TEST_SUITE_P(dimensions, every_dimension_test, ::testing::Values(1, 3, 4, 15, 16, 17, 33, 384, 1023));

const vector_matrix corners{{"m", 2}, {"right", "up", "left", "also right"}, {1, 0, 0, 1, -1, 0, 1, 0}};

std::vector<std::string> ids_of(const std::vector<similar_chunk>& found) {
  std::vector<std::string> ids;
  for (const auto& chunk : found) ids.push_back(chunk.chunk_id);
  return ids;
}

TEST(vector_matrix_test, equals_come_in_order_of_their_ids) {
  EXPECT_THAT(ids_of(corners.nearest(std::vector<float>{1, 0}, 4).value()),
              ::testing::ElementsAre("also right", "right", "up", "left"));
  EXPECT_THAT(ids_of(corners.nearest(std::vector<float>{1, 0}, 1).value()), ::testing::ElementsAre("also right"));
}

TEST(vector_matrix_test, what_is_below_the_minimum_is_left_out) {
  EXPECT_THAT(ids_of(corners.nearest(std::vector<float>{1, 0}, 4, 0.0).value()),
              ::testing::ElementsAre("also right", "right", "up"));
}

TEST(vector_matrix_test, fewer_rows_than_asked_for_are_all_of_them) {
  EXPECT_EQ(corners.nearest(std::vector<float>{1, 0}, 100).value().size(), 4U);
  EXPECT_TRUE(corners.nearest(std::vector<float>{1, 0}, 0).value().empty());
  EXPECT_TRUE(corners.nearest(std::vector<float>{1, 0}, -1).value().empty());
}

TEST(vector_matrix_test, a_question_of_another_length_is_refused_except_by_an_empty_matrix) {
  EXPECT_EQ(corners.nearest(std::vector<float>{1, 0, 0}, 1).error().code, errc::invalid_argument);
  EXPECT_TRUE(vector_matrix{}.nearest(std::vector<float>{1, 0, 0}, 1).value().empty());
}

TEST(vector_index_test, holds_an_empty_matrix_at_first) {
  EXPECT_EQ(vector_index{}.current()->size(), 0U);
}

TEST(vector_index_test, readers_keep_what_they_took_while_others_are_published) {
  vector_index index;
  index.publish(std::make_shared<const vector_matrix>(corners));
  std::thread publisher{[&] {
    for (int i = 0; i < 1000; ++i) {
      index.publish(std::make_shared<const vector_matrix>(i % 2 == 0 ? vector_matrix{} : corners));
    }
  }};
  for (int i = 0; i < 1000; ++i) {
    const auto matrix = index.current();
    ASSERT_EQ(matrix->nearest(std::vector<float>{1, 0}, 4).value().size(), matrix->size());
  }
  publisher.join();
  EXPECT_EQ(index.current()->size(), 4U);
}

}  // namespace
}  // namespace secondbrain::stores
