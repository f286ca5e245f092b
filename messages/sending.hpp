// What the service would send to somebody else's language model without being asked a question, and what that costs.
//
// Plain values. Amounts in USD, by list prices; the tokens are estimates.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/fields.hpp"

namespace secondbrain {

/// A provider that is not on this machine or in its private network.
struct recipient {
  std::string provider;  // anthropic, openai, ollama
  std::string title;     // as a person calls it
  std::string model;
};

constexpr auto fields_of(const recipient*) {
  return record<recipient>(field_list{
      field("provider", &recipient::provider),
      field("title", &recipient::title, "Its display name"),
      field("model", &recipient::model),
  });
}

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

constexpr auto fields_of(const sending_estimate*) {
  return record<sending_estimate>(field_list{
      field("recipients", &sending_estimate::recipients, "Providers with a key, in the order in which they are asked"),
      field("set_up", &sending_estimate::set_up, "A language model can be asked as things are"),
      field("notes", &sending_estimate::notes, "New or changed since a model read them", {.least = 0}),
      field("captures", &sending_estimate::captures, "In the inbox", {.least = 0}),
      field("input_tokens", &sending_estimate::input_tokens, "Estimate", {.least = 0}),
      field("output_tokens", &sending_estimate::output_tokens, "Estimate", {.least = 0}),
      field("cost_usd", &sending_estimate::cost_usd, "Estimate; null: the price is not known"),
  });
}

}  // namespace secondbrain
