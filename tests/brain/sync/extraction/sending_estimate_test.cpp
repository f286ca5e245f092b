#include "brain/sync/extraction/sending_estimate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/brain/sync/scripted_model.hpp"

namespace secondbrain::sync {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class sending_estimate_test : public testing::Test {
 protected:
  llm::batch_candidate anthropic(const std::string& model = "claude-sonnet-4-5") {
    return {&model_, "anthropic", "Anthropic", model, llm::needs_consent::yes};
  }
  llm::batch_candidate at_hand() { return {&model_, "ollama", "Ollama", "gpt-oss:20b", llm::needs_consent::no}; }

  scripted_model model_;
};

TEST_F(sending_estimate_test, says_how_many_notes_go_to_whom_and_what_that_costs) {
  const auto estimate = estimate_sending({anthropic(), at_hand()}, {1000, 4'000'000}, 0);
  EXPECT_EQ(estimate.notes, 1000);
  EXPECT_EQ(estimate.input_tokens, 1'400'000);
  EXPECT_EQ(estimate.output_tokens, 400'000);
  EXPECT_DOUBLE_EQ(estimate.cost_usd.value(), 10.2);
  ASSERT_EQ(estimate.recipients.size(), 1U);
  const auto reason = why_notes_wait(estimate);
  EXPECT_THAT(reason, HasSubstr("1,000 notes wait"));
  EXPECT_THAT(reason, HasSubstr("Anthropic (claude-sonnet-4-5)"));
  EXPECT_THAT(reason, HasSubstr("about $10.20"));
  EXPECT_THAT(reason, HasSubstr("secondbrain vault sending"));
}

TEST_F(sending_estimate_test, a_price_that_is_not_known_is_not_invented) {
  const auto estimate = estimate_sending({anthropic("claude-next")}, {2, 100}, 0);
  EXPECT_EQ(estimate.cost_usd, std::nullopt);
  EXPECT_THAT(why_notes_wait(estimate), HasSubstr("a price that is not known"));
}

TEST_F(sending_estimate_test, nothing_costs_anything_where_the_model_is_at_hand) {
  const auto estimate = estimate_sending({at_hand()}, {2, 100}, 1);
  EXPECT_TRUE(estimate.recipients.empty());
  EXPECT_EQ(estimate.cost_usd, std::nullopt);
  EXPECT_THAT(why_notes_wait(estimate), Not(HasSubstr("$")));
  EXPECT_THAT(why_notes_wait(estimate), HasSubstr("SECONDBRAIN_OLLAMA_BASE_URL"));
  EXPECT_THAT(why_captures_wait(estimate), HasSubstr("1 capture waits in the inbox"));
}

}  // namespace
}  // namespace secondbrain::sync
