#include "brain/search/background_embedder.hpp"

#include <gtest/gtest.h>

#include <array>

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
                    host_ = model.get();
                    host_->cancelled = std::move(cancelled);
                    return std::make_unique<remembering_embedder>(std::move(model), memory_);
                  }} {}

  std::string refusal(std::string_view query) {
    const auto vector = embedder_->embed_query(query);
    return vector ? "none" : vector.error().message;
  }

  std::shared_ptr<query_memory> memory_ = std::make_shared<query_memory>();
  axis_embedder* host_ = nullptr;
  std::optional<background_embedder> embedder_;
};

TEST_F(background_embedder_test, answers_as_the_model_does) {
  EXPECT_EQ(embedder_->model(), host_->model());
  EXPECT_EQ(embedder_->embed_query("a rose").value(), axis_embedder{}.embed_query("a rose").value());
  host_->broken = true;
  EXPECT_EQ(refusal("a tulip"), "the model is not loaded");
  host_->broken = false;
  EXPECT_TRUE(embedder_->embed_query("a tulip"));
  const std::array<std::string, 1> texts{"a spade"};
  EXPECT_TRUE(embedder_->embed_documents(texts));
}

TEST_F(background_embedder_test, what_the_model_throws_is_thrown) {
  host_->out_of_memory = true;
  EXPECT_THROW(static_cast<void>(embedder_->embed_query("a rose")), std::bad_alloc);
}

TEST_F(background_embedder_test, waits_for_a_host_in_doubt_only_a_moment_and_asks_it_one_query_at_a_time) {
  host_->hangs_over_queries = host_->is_in_doubt = true;
  EXPECT_EQ(refusal("a rose"), "the host does not answer at the moment");
  EXPECT_EQ(refusal("a tulip"), "the host does not answer at the moment");
  host_->is_in_doubt = false;
  EXPECT_EQ(refusal("a spade"), "the model takes too long at the moment");
  host_->hangs_over_queries = false;
  while (!embedder_->embed_query("a blossom")) std::this_thread::yield();
  EXPECT_EQ(host_->queries, 2U) << "the first and the last: nobody else came through";
}

TEST_F(background_embedder_test, what_comes_too_late_is_there_the_next_time) {
  host_->hangs_over_queries = host_->is_in_doubt = true;
  ASSERT_FALSE(embedder_->embed_query("a rose"));
  host_->hangs_over_queries = false;
  const auto key = host_->model().name + "\na rose";
  while (!memory_->recall(key)) std::this_thread::yield();
  EXPECT_EQ(*memory_->recall(key), axis_embedder{}.embed_query("a rose").value());
}

TEST_F(background_embedder_test, its_end_does_not_wait_for_the_host) {
  host_->hangs_over_queries = host_->is_in_doubt = true;
  ASSERT_FALSE(embedder_->embed_query("a rose"));
  embedder_.reset();  // or this does not end
}

}  // namespace
}  // namespace secondbrain::search
