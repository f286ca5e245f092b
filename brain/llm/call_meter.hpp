// The toll gate before a paid model: breaker and budget before the call, the row in the ledger after it.
//
// Thread-safe. A call whose row cannot be written keeps its answer; the budget remembers its cost, and a person is
// told.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "brain/llm/budget.hpp"
#include "brain/llm/chat_provider.hpp"
#include "brain/llm/circuit_breaker.hpp"
#include "brain/llm/price_table.hpp"
#include "brain/llm/usage_ledger.hpp"

namespace secondbrain::llm {

/// What all models of one service share.
struct metering {
  budget& spending;
  usage_ledger& ledger;
  std::function<void(std::string_view sentence)> warn;  // may be empty
};

struct metered_name {
  std::string provider;  // anthropic, openai, ollama
  std::string title;     // as a person calls it
  std::string model;
};

/// What is known about a call once it is over.
struct finished_call {
  std::string usage_type;
  std::optional<std::string> conversation_id;
  const status& ended;
  token_counts reported;  // by the provider
  std::int64_t likely_input = 0;
  std::int64_t likely_output = 0;
  bool may_have_cost = false;
  std::string for_log{};        // of a failure: what the protocol said
  bool nobody_listens = false;  // at its address
};

class call_meter {
 public:
  struct admission {
    circuit_breaker::pass pass;
    budget::reservation money;
  };

  call_meter(metered_name name, circuit_breaker& breaker, metering shared);

  const metered_name& name() const noexcept { return name_; }

  /// A call costs nothing, whatever its length.
  bool is_free() const noexcept { return price_ && price_->input == 0 && price_->output == 0; }

  /// Tokens at most; `due` as for the breaker. errc::unavailable while that is open, errc::over_budget.
  result<admission> admit(std::int64_t most_input, std::int64_t most_output, steady_time due = steady_time::max());

  /// Unavailable while the breaker doubts that the host answers.
  status standing() const;

  void settle(admission admitted, const finished_call& call);

 private:
  void record(const finished_call& call);
  void log(const finished_call& call);

  metered_name name_;
  circuit_breaker& breaker_;
  metering shared_;
  std::optional<token_price> price_;
  mutable std::mutex mutex_;
  std::string trouble_;  // with the last call; empty: it went well
  std::string logged_;  // of the failures since the last success, so that a thousand calls do not make a thousand lines
};

}  // namespace secondbrain::llm
