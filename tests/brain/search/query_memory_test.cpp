#include "brain/search/query_memory.hpp"

#include <gtest/gtest.h>

#include "tests/brain/search/axis_embedder.hpp"

namespace secondbrain::search {
namespace {

TEST(query_memory, a_known_query_asks_no_model_whoever_asks) {
  auto memory = std::make_shared<query_memory>();
  auto first = std::make_unique<axis_embedder>();
  auto second = std::make_unique<axis_embedder>();
  const auto& one = *first;
  const auto& two = *second;
  remembering_embedder here{std::move(first), memory};
  remembering_embedder there{std::move(second), memory};
  const auto vector = here.embed_query("a rose").value();
  EXPECT_EQ(here.embed_query("a rose").value(), vector);
  EXPECT_EQ(there.embed_query("a rose").value(), vector);
  EXPECT_EQ(one.queries, 1U);
  EXPECT_EQ(two.queries, 0U);
}

TEST(query_memory, a_failure_is_not_remembered) {
  auto model = std::make_unique<axis_embedder>();
  auto& broken = model->broken;
  remembering_embedder embedder{std::move(model), std::make_shared<query_memory>()};
  broken = true;
  EXPECT_FALSE(embedder.embed_query("a rose"));
  broken = false;
  EXPECT_TRUE(embedder.embed_query("a rose"));
}

TEST(query_memory, forgets_what_was_not_asked_for_the_longest_time) {
  query_memory memory{2};
  memory.remember("a", {1});
  memory.remember("b", {2});
  EXPECT_TRUE(memory.recall("a"));
  memory.remember("c", {3});
  EXPECT_TRUE(memory.recall("a"));
  EXPECT_FALSE(memory.recall("b"));
  EXPECT_TRUE(memory.recall("c"));
}

}  // namespace
}  // namespace secondbrain::search
