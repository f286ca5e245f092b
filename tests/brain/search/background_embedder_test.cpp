#include "brain/search/background_embedder.hpp"

#include <gtest/gtest.h>

#include <array>
#include <vector>

#include "brain/search/query_memory.hpp"
#include "tests/brain/search/axis_embedder.hpp"

namespace secondbrain::search {
namespace {

/// Behind a memory, as in the service.
class background_embedder_test : public ::testing::Test {
 protected:
  background_embedder_test()
      : embedder_{std::in_place, [this](auto cancelled) {
                    auto model = std::make_unique<axis_embedder>();
                    hosts_.push_back(model.get());
                    model->cancelled = std::move(cancelled);
                    return std::make_unique<remembering_embedder>(std::move(model), memory_);
                  }} {}

  std::string refusal(std::string_view query) {
    const auto vector = embedder_->embed_query(query);
    return vector ? "none" : vector.error().message;
  }

  std::shared_ptr<query_memory> memory_ = std::make_shared<query_memory>();
  std::vector<axis_embedder*> hosts_;  // of its calls, in their order
  std::optional<background_embedder> embedder_;
};

TEST_F(background_embedder_test, answers_as_the_model_does) {
  EXPECT_EQ(embedder_->model(), hosts_[0]->model());
  EXPECT_EQ(embedder_->embed_query("a rose").value(), axis_embedder{}.embed_query("a rose").value());
  hosts_[0]->broken = true;
  EXPECT_EQ(refusal("a tulip"), "the model is not loaded");
  hosts_[0]->broken = false;
  EXPECT_TRUE(embedder_->embed_query("a tulip"));
  const std::array<std::string, 1> texts{"a spade"};
  EXPECT_TRUE(embedder_->embed_documents(texts));
}

TEST_F(background_embedder_test, what_the_model_throws_is_thrown) {
  hosts_[0]->out_of_memory = true;
  EXPECT_THROW(static_cast<void>(embedder_->embed_query("a rose")), std::bad_alloc);
}

TEST_F(background_embedder_test, waits_for_a_host_in_doubt_only_a_moment_and_asks_it_two_queries_at_a_time) {
  for (auto* host : hosts_) host->hangs_over_queries = host->is_in_doubt = true;
  for (const auto* query : {"a rose", "a tulip", "a spade", "a blossom"})
    EXPECT_EQ(refusal(query), "the host does not answer at the moment");
  for (auto* host : hosts_) host->is_in_doubt = false;
  EXPECT_EQ(refusal("a rake"), "the model takes too long at the moment");
  for (auto* host : hosts_) host->hangs_over_queries = false;
  const auto is_known = [&](const std::string& query) {
    return memory_->recall(hosts_[0]->model().name + '\n' + query).has_value();
  };
  while (!is_known("a rose") || !is_known("a tulip")) std::this_thread::yield();
  EXPECT_TRUE(embedder_->embed_query("a root"));
  for (const auto* query : {"a spade", "a blossom", "a rake"}) EXPECT_FALSE(is_known(query)) << query;
}

TEST_F(background_embedder_test, one_answer_that_is_lost_holds_up_nobody_else) {
  hosts_[0]->hangs_over_queries = hosts_[0]->is_in_doubt = true;
  EXPECT_FALSE(embedder_->embed_query("a rose"));
  EXPECT_TRUE(embedder_->embed_query("a tulip"));
  EXPECT_TRUE(embedder_->embed_query("a rose"));
}

TEST_F(background_embedder_test, what_comes_too_late_is_there_the_next_time) {
  hosts_[0]->hangs_over_queries = hosts_[0]->is_in_doubt = true;
  ASSERT_FALSE(embedder_->embed_query("a rose"));
  hosts_[0]->hangs_over_queries = false;
  const auto key = hosts_[0]->model().name + "\na rose";
  while (!memory_->recall(key)) std::this_thread::yield();
  EXPECT_EQ(*memory_->recall(key), axis_embedder{}.embed_query("a rose").value());
}

TEST_F(background_embedder_test, its_end_does_not_wait_for_the_host) {
  hosts_[0]->hangs_over_queries = hosts_[0]->is_in_doubt = true;
  ASSERT_FALSE(embedder_->embed_query("a rose"));
  embedder_.reset();  // or this does not end
}

}  // namespace
}  // namespace secondbrain::search
