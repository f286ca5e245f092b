#include "brain/llm/price_table.hpp"

#include <gtest/gtest.h>

namespace secondbrain::llm {
namespace {

double cost(std::string_view provider, std::string_view model, std::int64_t input, std::int64_t output) {
  return cost_of(price_of(provider, model).value_or(token_price{}), input, output);
}

// USG-1
TEST(price_table_test, haiku) {
  EXPECT_DOUBLE_EQ(cost("anthropic", "claude-haiku-4-5", 1000, 500), 0.0035);
}

// USG-2
TEST(price_table_test, sonnet) {
  EXPECT_DOUBLE_EQ(cost("anthropic", "claude-sonnet-4-5", 10000, 2000), 0.06);
}

// USG-3
TEST(price_table_test, gpt_4o_mini) {
  EXPECT_DOUBLE_EQ(cost("openai", "gpt-4o-mini", 5000, 1000), 0.00135);
}

// USG-4
TEST(price_table_test, a_host_of_ones_own_is_free) {
  ASSERT_TRUE(price_of("ollama", "whatever"));
  EXPECT_EQ(cost("ollama", "whatever", 1000000, 1000000), 0);
}

// USG-5
TEST(price_table_test, an_unknown_model_costs_nothing_and_is_said_to_be_unknown) {
  EXPECT_EQ(price_of("anthropic", "claude-unknown-9"), std::nullopt);
  EXPECT_EQ(price_of("openai", "claude-haiku-4-5"), std::nullopt);
  EXPECT_EQ(cost("anthropic", "claude-unknown-9", 1000, 1000), 0);
}

// USG-6
TEST(price_table_test, an_unknown_provider_costs_nothing) {
  EXPECT_EQ(price_of("elsewhere", "gpt-4o-mini"), std::nullopt);
  EXPECT_EQ(cost("elsewhere", "gpt-4o-mini", 1000, 1000), 0);
}

TEST(price_table_test, dated_and_latest_names_are_the_model_they_begin_with) {
  const auto input_price = [](std::string_view provider, std::string_view model) {
    return price_of(provider, model).value_or(token_price{}).input;
  };
  EXPECT_EQ(input_price("anthropic", "claude-haiku-4-5-20251001"), 1.00);
  EXPECT_EQ(input_price("anthropic", "claude-haiku-4-5-latest"), 1.00);
  EXPECT_EQ(input_price("openai", "gpt-4o-mini-2024-07-18"), 0.15);
  EXPECT_EQ(input_price("openai", "gpt-4o-2024-08-06"), 2.50);
  for (const auto* name :
       {"claude-haiku-4-5-", "claude-haiku-4-5-fast", "claude-haiku-4-50", "claude-haiku-4-5-2025100",
        "claude-haiku-4-5-2025-1001", "claude-haiku-4", "my-claude-haiku-4-5"})
    EXPECT_EQ(price_of("anthropic", name), std::nullopt) << name;
}

TEST(price_table_test, the_dearest_price_is_no_lower_than_any) {
  EXPECT_GE(dearest_price("anthropic").output, price_of("anthropic", "claude-sonnet-4-5")->output);
  EXPECT_EQ(dearest_price("ollama").output, 0);
}

}  // namespace
}  // namespace secondbrain::llm
