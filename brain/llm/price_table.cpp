#include "brain/llm/price_table.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace secondbrain::llm {

namespace {

struct known_price {
  std::string_view provider;
  std::string_view model;
  token_price price;
};

constexpr std::array known_prices{
    known_price{"anthropic", "claude-haiku-4-5", {1.00, 5.00}},
    known_price{"anthropic", "claude-sonnet-4-5", {3.00, 15.00}},
    known_price{"anthropic", "claude-opus-4-5", {5.00, 25.00}},
    known_price{"anthropic", "claude-opus-4-1", {15.00, 75.00}},
    known_price{"anthropic", "claude-sonnet-4", {3.00, 15.00}},
    known_price{"anthropic", "claude-3-5-haiku", {0.80, 4.00}},
    known_price{"openai", "gpt-4o-mini", {0.15, 0.60}},
    known_price{"openai", "gpt-4o", {2.50, 10.00}},
    known_price{"openai", "gpt-4.1", {2.00, 8.00}},
    known_price{"openai", "gpt-4.1-mini", {0.40, 1.60}},
    known_price{"openai", "gpt-4.1-nano", {0.10, 0.40}},
    known_price{"openai", "text-embedding-3-small", {0.02, 0}},
    known_price{"openai", "text-embedding-3-large", {0.13, 0}},
    known_price{"openai", "text-embedding-ada-002", {0.10, 0}},
};

/// `20251001`, `2024-07-18` or `latest`.
bool is_version(std::string_view text) {
  constexpr std::size_t digits_of_a_date = 8;
  if (text == "latest") return true;
  const auto digits = std::count_if(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
  const auto dashes = std::count(text.begin(), text.end(), '-');
  const bool plain = dashes == 0 || (dashes == 2 && text.size() > 7 && text[4] == '-' && text[7] == '-');
  return plain && digits == digits_of_a_date && text.size() == digits_of_a_date + static_cast<std::size_t>(dashes);
}

bool is_model(std::string_view name, std::string_view model) {
  if (!name.starts_with(model)) return false;
  name.remove_prefix(model.size());
  return name.empty() || (name.front() == '-' && is_version(name.substr(1)));
}

}  // namespace

std::optional<token_price> price_of(std::string_view provider, std::string_view model) {
  if (provider == "ollama") return token_price{};
  const auto* known = std::find_if(known_prices.begin(), known_prices.end(), [&](const auto& entry) {
    return entry.provider == provider && is_model(model, entry.model);
  });
  if (known == known_prices.end()) return std::nullopt;
  return known->price;
}

token_price dearest_price(std::string_view provider) {
  token_price dearest;
  for (const auto& entry : known_prices) {
    if (entry.provider != provider) continue;
    dearest.input = std::max(dearest.input, entry.price.input);
    dearest.output = std::max(dearest.output, entry.price.output);
  }
  return dearest;
}

double cost_of(const token_price& price, std::int64_t input_tokens, std::int64_t output_tokens) {
  constexpr double million = 1e6;
  return (static_cast<double>(input_tokens) * price.input + static_cast<double>(output_tokens) * price.output) /
         million;
}

}  // namespace secondbrain::llm
