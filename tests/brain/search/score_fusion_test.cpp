#include "brain/search/score_fusion.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <vector>

namespace secondbrain::search {
namespace {

std::vector<double> scores_of(const std::vector<match_signals>& candidates, double weight_of_meaning) {
  const score_fusion fused{candidates, weight_of_meaning};
  std::vector<double> scores;
  scores.reserve(candidates.size());
  for (const auto& each : candidates) scores.push_back(fused(each));
  return scores;
}

TEST(score_fusion, puts_first_what_both_find_best) {
  const auto scores = scores_of({{9.0, 0.8}, {9.0, 0.5}, {2.0, 0.8}, {2.0, 0.5}}, 0.6);
  EXPECT_GT(scores[0], scores[2]);
  EXPECT_GT(scores[2], scores[1]) << "meaning weighs more";
  EXPECT_GT(scores[1], scores[3]);
}

TEST(score_fusion, is_the_order_of_one_side_where_the_other_weighs_nothing) {
  const std::vector<match_signals> candidates{{1.0, 0.3}, {2.0, 0.9}, {3.0, 0.1}};
  const auto words = scores_of(candidates, 0);
  EXPECT_LT(words[0], words[1]);
  EXPECT_LT(words[1], words[2]);
  const auto meaning = scores_of(candidates, 1);
  EXPECT_LT(meaning[2], meaning[0]);
  EXPECT_LT(meaning[0], meaning[1]);
}

TEST(score_fusion, does_not_depend_on_the_scale_of_either_side) {
  const std::vector<match_signals> small{{1.0, 0.50}, {2.0, 0.40}, {0.5, 0.90}, {{}, 0.60}};
  std::vector<match_signals> large;
  for (const auto& [words, cosine] : small) {
    match_signals other;
    if (words) other.words = *words * 40;
    if (cosine) other.cosine = *cosine * 0.3 + 0.6;
    large.push_back(other);
  }
  const auto one = scores_of(small, 0.6);
  const auto other = scores_of(large, 0.6);
  for (std::size_t at = 0; at < one.size(); ++at) EXPECT_NEAR(one[at], other[at], 1e-9);
}

TEST(score_fusion, takes_what_is_not_known_for_little) {
  const auto scores = scores_of({{5.0, 0.7}, {5.0, {}}, {{}, 0.7}, {{}, 0.2}}, 0.5);
  EXPECT_GT(scores[0], scores[1]);
  EXPECT_GT(scores[0], scores[2]);
  EXPECT_DOUBLE_EQ(scores[1], scores_of({{5.0, 0.7}, {5.0, 0.2}, {0.0, 0.7}, {0.0, 0.2}}, 0.5)[1]);
}

TEST(score_fusion, differences_that_say_nothing_do_not_decide) {
  // By words the first is far better; the cosines differ by less than any model can tell.
  const auto scores = scores_of({{8.0, 0.7001}, {3.0, 0.7002}}, 0.6);
  EXPECT_GT(scores[0], scores[1]);
}

TEST(score_fusion, listens_more_to_the_side_whose_best_stands_out) {
  // Either side has a best of its own among thirty others, whose cosines lie in a row.
  const auto best_by_words = [](double words) {
    std::vector<match_signals> candidates{{words, 0.40}, {1.0, 0.60}};
    for (int other = 0; other < 30; ++other) candidates.push_back({1.0 + other * 0.02, 0.40 + other * 0.006});
    const auto scores = scores_of(candidates, 0.8);
    return scores[0] > scores[1];
  };
  EXPECT_TRUE(best_by_words(9)) << "it towers above them by words";
  EXPECT_FALSE(best_by_words(1.6)) << "it does not";
}

TEST(score_fusion, is_a_number_between_0_and_1_whatever_there_is) {
  for (const auto& candidates :
       {std::vector<match_signals>{{{}, {}}}, std::vector<match_signals>{{3.0, {}}},
        std::vector<match_signals>{{{}, -1.0}, {{}, -1.0}}, std::vector<match_signals>{{1e-9, {}}, {1e9, 1.0}}})
    for (const auto score : scores_of(candidates, 0.6)) {
      EXPECT_GT(score, 0);
      EXPECT_LT(score, 1);
    }
}

}  // namespace
}  // namespace secondbrain::search
