// What the service would send to somebody else's language model without being asked a question, and what that costs.
//
// Plain values. Amounts in USD, by list prices; the tokens are estimates.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace secondbrain {

/// A provider that is not on this machine or in its private network.
struct recipient {
  std::string provider;  // anthropic, openai, ollama
  std::string title;     // as a person calls it
  std::string model;
};

/// What waits to be read by a model.
struct sending_estimate {
  std::vector<recipient> recipients;  // configured, in the order in which they are asked; none: nothing would be sent
  bool set_up = false;                // a model can be asked as things are
  int notes = 0;                      // new or changed since a model read them
  int captures = 0;                   // in the inbox
  std::int64_t input_tokens = 0;
  std::int64_t output_tokens = 0;
  std::optional<double> cost_usd;  // of the first recipient; nothing: its price is not known
};

}  // namespace secondbrain
