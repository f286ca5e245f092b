#include "brain/search/fusion.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace secondbrain::search {
namespace {

std::vector<std::string> order_of_chunks(const std::vector<fused_chunk>& chunks) {
  std::vector<std::string> ids;
  for (const auto& chunk : chunks) ids.push_back(chunk.chunk_id);
  return ids;
}

TEST(fusion, adds_the_reciprocal_ranks_of_both_lists) {
  const auto fused = fuse({"a", "b"}, {"a", "c"});
  ASSERT_EQ(fused.size(), 3u);
  EXPECT_EQ(fused[0].chunk_id, "a");
  EXPECT_DOUBLE_EQ(fused[0].score, 2.0 / 61);
  EXPECT_DOUBLE_EQ(fused[1].score, 1.0 / 62);
  EXPECT_EQ(fused[0].vector_rank, 1);
  EXPECT_EQ(fused[0].lexical_rank, 1);
}

TEST(fusion, leaves_the_rank_of_an_absent_list_open) {
  const auto fused = fuse({"a"}, {"b", "c"});
  ASSERT_EQ(order_of_chunks(fused), (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_FALSE(fused[0].lexical_rank);
  EXPECT_FALSE(fused[2].vector_rank);
  EXPECT_EQ(fused[2].lexical_rank, 2);
}

TEST(fusion, prefers_what_both_lists_hold) {
  EXPECT_EQ(order_of_chunks(fuse({"a", "b", "x"}, {"c", "d", "x"})).front(), "x");
}

TEST(fusion, breaks_ties_by_vector_rank_then_lexical_rank) {
  // a and b have the ranks 1 and 2 in opposite lists: equal scores.
  EXPECT_EQ(order_of_chunks(fuse({"b", "a"}, {"a", "b"})), (std::vector<std::string>{"b", "a"}));
  // z and a are both first, in one list each.
  EXPECT_EQ(order_of_chunks(fuse({"z"}, {"a"})), (std::vector<std::string>{"z", "a"}));
}

TEST(fusion, of_nothing_is_nothing) {
  EXPECT_TRUE(fuse({}, {}).empty());
}

}  // namespace
}  // namespace secondbrain::search
