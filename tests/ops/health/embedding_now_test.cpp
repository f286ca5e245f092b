#include "ops/health/embedding_now.hpp"

#include <gtest/gtest.h>

#include "ops/health/embedding_words.hpp"

namespace secondbrain::ops {
namespace {

using namespace std::chrono_literals;

embedding_progress at_work(steady_time asked_at) {
  embedding_progress told;
  told.state = embedding_state::working;
  told.notes_left = 17;
  told.texts_left = 17;
  told.texts_per_second = 44;
  told.asked_at = asked_at;
  return told;
}

TEST(embedding_now, tells_how_quick_it_goes_while_the_model_answers) {
  const steady_time asked{1h};
  const auto now = as_it_is_now(at_work(asked), 24, asked + 3s);
  EXPECT_EQ(now.silent_seconds, std::nullopt);
  EXPECT_EQ(now.seconds_left(), 1);
  EXPECT_EQ(how_far(now), "24 of 41 texts, 44 a second, about 1 s more");
}

TEST(embedding_now, tells_that_the_model_does_not_answer_and_no_rate_of_before) {
  const steady_time asked{1h};
  const auto now = as_it_is_now(at_work(asked), 24, asked + 34s);
  EXPECT_EQ(now.silent_seconds, 34);
  EXPECT_EQ(now.texts_per_second, 0);
  EXPECT_EQ(now.seconds_left(), std::nullopt);
  EXPECT_EQ(
      what_is_left(now),
      "17 notes are found by words only until the model has read them: 24 of 41 texts. The model has not answered "
      "for 34 s.");
}

TEST(embedding_now, tells_no_rate_while_nothing_is_done) {
  for (const auto state : {embedding_state::paused, embedding_state::waiting, embedding_state::idle}) {
    auto told = at_work({});
    told.asked_at.reset();
    told.state = state;
    const auto now = as_it_is_now(told, 24, steady_time{1h});
    EXPECT_EQ(now.texts_per_second, 0);
    EXPECT_EQ(now.seconds_left(), std::nullopt);
    EXPECT_EQ(how_far(now), "24 of 41 texts");
  }
}

}  // namespace
}  // namespace secondbrain::ops
