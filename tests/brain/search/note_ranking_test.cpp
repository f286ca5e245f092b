#include "brain/search/note_ranking.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace secondbrain::search {
namespace {

using testing::ElementsAre;

std::vector<std::string> order_of_notes(const std::vector<ranked_note>& notes) {
  std::vector<std::string> paths;
  for (const auto& note : notes) paths.push_back(note.path);
  return paths;
}

TEST(note_ranking, adds_a_shrinking_share_of_further_passages) {
  const std::vector<scored_passage> passages{{"a", 10}, {"a", 5}, {"a", 5}};
  const auto notes = rank_notes(passages, 0.2);
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_DOUBLE_EQ(notes[0].score, 10 + 5 * 0.2 + 5 * 0.04);
  EXPECT_THAT(notes[0].passages, ElementsAre(0u, 1u, 2u));
}

TEST(note_ranking, lets_several_good_passages_win_over_one_slightly_better) {
  const std::vector<scored_passage> passages{{"one", 10}, {"many", 9}, {"many", 9}};
  EXPECT_THAT(order_of_notes(rank_notes(passages, 0.2)), ElementsAre("many", "one"));
  EXPECT_THAT(order_of_notes(rank_notes(passages, 0)), ElementsAre("one", "many"));
}

TEST(note_ranking, keeps_the_order_of_equals) {
  const std::vector<scored_passage> passages{{"b", 1}, {"a", 1}, {"c", 1}};
  EXPECT_THAT(order_of_notes(rank_notes(passages, 0.2)), ElementsAre("b", "a", "c"));
}

TEST(note_ranking, leaves_out_passages_that_are_gone) {
  const std::vector<scored_passage> passages{{"", 3}, {"a", 2}};
  EXPECT_THAT(order_of_notes(rank_notes(passages, 0.2)), ElementsAre("a"));
}

}  // namespace
}  // namespace secondbrain::search
