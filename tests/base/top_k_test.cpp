#include "base/top_k.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <random>

namespace secondbrain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<int> best(std::size_t k, const std::vector<int>& of) {
  top_k<int, std::greater<>> kept{k};
  for (const int each : of) kept.offer(each);
  return kept.take();
}

TEST(top_k, keeps_the_best_in_order) {
  EXPECT_THAT(best(3, {2, 9, 4, 1, 7, 9}), ElementsAre(9, 9, 7));
  EXPECT_THAT(best(3, {2, 9}), ElementsAre(9, 2));
  EXPECT_THAT(best(0, {2, 9}), IsEmpty());
  EXPECT_THAT(best(3, {}), IsEmpty());
}

TEST(top_k, is_what_sorting_all_of_them_gives) {
  std::mt19937 engine{3};
  for (int round = 0; round < 200; ++round) {
    std::vector<int> all(engine() % 100);
    for (auto& each : all) each = static_cast<int>(engine() % 50);
    const std::size_t k = engine() % 20;
    auto expected = all;
    std::sort(expected.begin(), expected.end(), std::greater<>{});
    expected.resize(std::min(k, expected.size()));
    EXPECT_EQ(best(k, all), expected);
  }
}

TEST(top_k, tells_its_worst_and_when_it_is_full) {
  top_k<int, std::greater<>> kept{2};
  kept.offer(1);
  EXPECT_FALSE(kept.full());
  kept.offer(5);
  EXPECT_TRUE(kept.full());
  EXPECT_EQ(kept.worst(), 1);
  kept.offer(3);
  EXPECT_EQ(kept.worst(), 3);
}

TEST(top_k, is_empty_once_taken) {
  top_k<int, std::less<>> kept{2};
  kept.offer(1);
  EXPECT_THAT(kept.take(), ElementsAre(1));
  EXPECT_THAT(kept.take(), IsEmpty());
}

}  // namespace
}  // namespace secondbrain
