#include "brain/llm/fallback_model.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>

namespace secondbrain::llm {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// Tells its pieces and then ends as it was told to.
class canned_model final : public language_model {
 public:
  explicit canned_model(result<chat_reply> ending, std::vector<std::string> pieces = {})
      : ending_{std::move(ending)}, pieces_{std::move(pieces)} {}

  result<chat_reply> complete(const chat_request&, const call_limits& limits) override {
    ++calls;
    seen = limits;
    return ending_;
  }
  result<chat_reply> stream(const chat_request& request, const call_limits& limits,
                            const std::function<void(std::string_view)>& on_text) override {
    for (const auto& piece : pieces_) on_text(piece);
    return complete(request, limits);
  }

  int calls = 0;
  call_limits seen;

 private:
  result<chat_reply> ending_;
  std::vector<std::string> pieces_;
};

chat_reply reply_of(const std::string& provider) {
  return {"text", provider, "model", 1, 1};
}

/// By a clock that stands still.
call_limits within(std::chrono::milliseconds time) {
  static const manual_clock clock{};
  call_limits limits{clock.steady() + time};
  limits.time = &clock;
  return limits;
}

TEST(fallback_model_test, the_first_success_is_the_answer) {
  canned_model down{fail(errc::unavailable, "down")};
  canned_model up{reply_of("ollama")};
  canned_model spare{reply_of("openai")};
  fallback_model chain{{&down, &up, &spare}};
  EXPECT_EQ(chain.complete({}, within(10s))->provider, "ollama");
  EXPECT_EQ(down.calls, 1);
  EXPECT_EQ(spare.calls, 0);
}

TEST(fallback_model_test, all_failures_are_told_and_the_first_decides_of_which_kind) {
  canned_model one{fail(errc::invalid_argument, "wrong key")};
  canned_model two{fail(errc::unavailable, "not running")};
  const auto failed = fallback_model{{&one, &two}}.complete({}, within(10s));
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, errc::invalid_argument);
  EXPECT_THAT(failed.error().message, AllOf(HasSubstr("wrong key"), HasSubstr("not running")));
}

TEST(fallback_model_test, a_spent_budget_and_a_cancelled_call_end_the_chain) {
  for (const auto code : {errc::over_budget, errc::cancelled}) {
    canned_model one{fail(code, "over")};
    canned_model two{reply_of("ollama")};
    EXPECT_EQ(fallback_model({&one, &two}).complete({}, within(10s)).error().code, code);
    EXPECT_EQ(two.calls, 0);
  }
}

TEST(fallback_model_test, a_stream_moves_on_only_while_nothing_was_told) {
  std::vector<std::string> pieces;
  const auto collect = [&](std::string_view piece) { pieces.emplace_back(piece); };
  canned_model silent{fail(errc::timeout, "silent")};
  canned_model broken{fail(errc::unavailable, "broken"), {"half"}};
  canned_model spare{reply_of("openai"), {"again"}};
  const auto failed = fallback_model{{&silent, &broken, &spare}}.stream({}, within(10s), collect);
  ASSERT_FALSE(failed);
  EXPECT_THAT(pieces, ElementsAre("half"));
  EXPECT_EQ(spare.calls, 0);
}

TEST(fallback_model_test, every_model_but_the_last_must_begin_in_time_for_the_next) {
  canned_model one{fail(errc::timeout, "slow")};
  canned_model two{reply_of("ollama")};
  const auto limits = within(9s);
  ASSERT_TRUE(fallback_model({&one, &two}).complete({}, limits));
  EXPECT_EQ(one.seen.deadline, limits.deadline);
  EXPECT_EQ(one.seen.first_text_by, limits.deadline - 3s);
  EXPECT_EQ(two.seen.first_text_by, limits.first_text_by);
}

TEST(fallback_model_test, nobody_is_asked_after_the_deadline) {
  canned_model one{fail(errc::timeout, "slow")};
  canned_model two{reply_of("ollama")};
  EXPECT_EQ(fallback_model({&one, &two}).complete({}, within(-1ms)).error().code, errc::timeout);
  EXPECT_EQ(two.calls, 0);
}

}  // namespace
}  // namespace secondbrain::llm
