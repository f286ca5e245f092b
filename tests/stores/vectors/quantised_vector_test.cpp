#include "stores/vectors/quantised_vector.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "stores/vectors/dot_product.hpp"
#include "tests/stores/vectors/many_vectors.hpp"

namespace secondbrain::stores {
namespace {

float at_most(const std::vector<float>& vector, const std::vector<float>& question) {
  const auto code = quantise(vector);
  const quantised_question quantised{question};
  return quantised.at_most(dot_product(code.codes.data(), quantised.codes().data(), vector.size()), code.scale,
                           code.error);
}

TEST(quantised_vector_test, a_product_is_never_above_what_the_codes_say_and_seldom_far_below) {
  std::mt19937 random{20261129};
  for (const std::size_t dimensions : {1U, 2U, 3U, 16U, 384U, 1536U, 4096U}) {
    for (int i = 0; i < 200; ++i) {
      const auto vector = random_unit(random, dimensions);
      const auto question = i % 2 == 0 ? random_unit(random, dimensions) : near(vector, 0.3F, random);
      const auto exact = dot_product(vector, question);
      const auto bound = at_most(vector, question);
      ASSERT_GE(bound, exact);
      ASSERT_LE(bound, exact + 0.03F) << dimensions << " dimensions";
    }
  }
}

TEST(quantised_vector_test, one_large_value_among_small_ones_costs_precision_but_not_truth) {
  std::mt19937 random{20261129};
  for (int i = 0; i < 200; ++i) {
    auto vector = random_unit(random, 384);
    vector[7] = 3;
    vector = to_unit(vector);
    const auto question = random_unit(random, 384);
    ASSERT_GE(at_most(vector, question), dot_product(vector, question));
  }
}

TEST(quantised_vector_test, the_largest_sum_fits) {
  for (const std::size_t dimensions : {1U, 384U, 4096U, 65'536U}) {
    const auto all_equal = to_unit(std::vector<float>(dimensions, 1));
    EXPECT_NEAR(at_most(all_equal, all_equal), 1, 0.01);
    const auto opposite = to_unit(std::vector<float>(dimensions, -1));
    EXPECT_NEAR(at_most(all_equal, opposite), -1, 0.01);
  }
}

TEST(quantised_vector_test, zeros_and_what_is_no_number_are_far_from_everything) {
  const std::vector<float> zeros(4, 0);
  const std::vector<float> no_numbers{1, std::numeric_limits<float>::quiet_NaN(), 0, 0};
  const std::vector<float> infinite{1, std::numeric_limits<float>::infinity(), 0, 0};
  const std::vector<float> tiny(4, std::numeric_limits<float>::denorm_min());
  const std::vector<float> question{1, 0, 0, 0};
  for (const auto& odd : {zeros, no_numbers, infinite, tiny}) {
    EXPECT_NEAR(at_most(odd, question), 0, 1e-4);
    EXPECT_NEAR(at_most(question, odd), 0, 1e-4);
  }
}

}  // namespace
}  // namespace secondbrain::stores
