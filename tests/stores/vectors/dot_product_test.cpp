#include "stores/vectors/dot_product.hpp"

#include <gtest/gtest.h>

#include <random>

#include "tests/stores/vectors/many_vectors.hpp"

namespace secondbrain::stores {
namespace {

// Lengths around the width of the vector unit: none may read past a row or leave out its end.
class every_length_test : public ::testing::TestWithParam<std::size_t> {};

TEST_P(every_length_test, of_floats_is_what_a_plain_loop_finds) {
  std::mt19937 random{20260213};
  const auto a = random_unit(random, GetParam());
  const auto b = random_unit(random, GetParam());
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += static_cast<double>(a[i]) * b[i];
  EXPECT_NEAR(dot_product(a, b), sum, 1e-6);
}

TEST_P(every_length_test, of_codes_is_exact) {
  std::mt19937 random{20260213};
  std::vector<std::int8_t> codes(GetParam() + 1);
  std::vector<std::int16_t> question(GetParam() + 1);
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < GetParam(); ++i) {
    codes[i] = static_cast<std::int8_t>(static_cast<int>(random() % 255) - 127);
    question[i] = static_cast<std::int16_t>(static_cast<int>(random() % 10'001) - 5'000);
    sum += codes[i] * question[i];
  }
  codes.back() = 127;  // beyond the end
  question.back() = 5'000;
  EXPECT_EQ(dot_product(codes.data(), question.data(), GetParam()), sum);
}

INSTANTIATE_TEST_SUITE_P(lengths, every_length_test, ::testing::Values(1, 3, 4, 15, 16, 17, 33, 384, 1023));

}  // namespace
}  // namespace secondbrain::stores
