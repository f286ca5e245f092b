// What a call costs, in USD, by the providers' list prices (contract: stores §7.1).
//
// Any thread; nothing here fails: an unknown price is said to be unknown.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace secondbrain::llm {

/// USD for a million tokens.
struct token_price {
  double input = 0;
  double output = 0;
};

/// Dated names (`claude-haiku-4-5-20251001`, `gpt-4o-mini-2024-07-18`) and `-latest` are the model they begin with.
/// Everything at a host of one's own is free.
std::optional<token_price> price_of(std::string_view provider, std::string_view model);

/// What a model of that provider costs at most, as far as known: for a budget that an unknown price must not evade.
token_price dearest_price(std::string_view provider);

double cost_of(const token_price& price, std::int64_t input_tokens, std::int64_t output_tokens);

}  // namespace secondbrain::llm
