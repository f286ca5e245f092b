// A provider's model behind the toll gate: the only way a chat provider is asked.
//
// Cannot be made without a ledger, so nothing is spent unrecorded. Thread-safe.
#pragma once

#include <memory>

#include "brain/llm/call_meter.hpp"
#include "brain/llm/chat.hpp"
#include "brain/llm/chat_provider.hpp"

namespace secondbrain::llm {

class metered_model final : public language_model {
 public:
  metered_model(std::unique_ptr<chat_provider> provider, circuit_breaker& breaker, const metering& shared);

  result<chat_reply> complete(const chat_request& asked, const call_limits& limits) override;
  result<chat_reply> stream(const chat_request& asked, const call_limits& limits,
                            const std::function<void(std::string_view piece)>& on_text) override;

 private:
  std::unique_ptr<chat_provider> provider_;
  call_meter meter_;
};

}  // namespace secondbrain::llm
