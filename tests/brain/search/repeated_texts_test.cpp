#include "brain/search/repeated_texts.hpp"

#include <gtest/gtest.h>

namespace secondbrain::search {
namespace {

TEST(repeated_texts, of_few_texts_nothing_is_concluded) {
  repeated_texts repeats;
  repeats.looked_at(9'999, 1);
  EXPECT_EQ(repeats.expected_of(500), 500U);
}

TEST(repeated_texts, goes_by_the_share_that_had_no_vector) {
  repeated_texts repeats;
  repeats.looked_at(12'000, 3'000);
  EXPECT_EQ(repeats.expected_of(1'000), 250U);
  EXPECT_EQ(repeats.expected_of(1), 1U);
  EXPECT_EQ(repeats.expected_of(0), 0U);
}

TEST(repeated_texts, what_was_lately_counts_for_more) {
  repeated_texts repeats;
  for (int i = 0; i < 30; ++i) repeats.looked_at(1'000, 1'000);
  for (int i = 0; i < 60; ++i) repeats.looked_at(1'000, 0);
  EXPECT_LT(repeats.expected_of(1'000), 50U);
}

}  // namespace
}  // namespace secondbrain::search
