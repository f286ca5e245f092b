// A provider's model behind the toll gate: the only way a chat provider is asked.
//
// Cannot be made without a ledger, so nothing is spent unrecorded. Thread-safe. What a reasoning model thinks aloud is
// no part of its answers, whole or streamed; where that costs nothing, it is given more tokens to think.
#pragma once

#include <atomic>
#include <functional>
#include <memory>

#include "brain/llm/call_meter.hpp"
#include "brain/llm/chat.hpp"
#include "brain/llm/chat_provider.hpp"

namespace secondbrain::llm {

class metered_model final : public language_model {
 public:
  metered_model(std::unique_ptr<chat_provider> provider, circuit_breaker& breaker, const metering& shared);

  result<chat_reply> complete(const chat_request& request, const call_limits& limits) override;
  result<chat_reply> stream(const chat_request& request, const call_limits& limits,
                            const std::function<void(std::string_view piece)>& on_text) override;

 private:
  using receiver = std::function<void(std::string_view piece)>;

  struct outcome {
    result<chat_reply> reply;
    bool is_all_thinking = false;
  };

  outcome ask(chat_request request, const call_limits& limits, const receiver& on_text);

  std::unique_ptr<chat_provider> provider_;
  call_meter meter_;
  std::atomic<bool> thinks_{false};                // known from an earlier answer
  std::atomic<bool> starts_with_thinking_{false};  // without saying so
};

}  // namespace secondbrain::llm
