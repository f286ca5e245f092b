// One model of one provider, spoken to in the provider's own protocol. What a call costs is seen to by metered_model.
//
// Thread-safe; blocks until the answer is there or the call's limits end it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "brain/llm/chat.hpp"

namespace secondbrain::llm {

/// As the provider counts; nothing where it did not say.
struct token_counts {
  std::optional<std::int64_t> input;
  std::optional<std::int64_t> output;
};

/// What was received, also when the call ended badly.
struct provider_reply {
  status ended{};
  std::string text;
  token_counts tokens;
  bool may_have_cost = false;
  bool thought = false;         // the host told that the model had thought, apart from the text
  std::string for_log{};        // of a failure: what the protocol said, which tells a person nothing; may be empty
  bool nobody_listens = false;  // at its address
};

using text_receiver = std::function<void(std::string_view piece)>;

class chat_provider {
 public:
  virtual ~chat_provider() = default;

  virtual const std::string& name() const = 0;   // anthropic, openai, ollama
  virtual const std::string& title() const = 0;  // as a person calls it
  virtual const std::string& model() const = 0;

  /// With a receiver the answer is streamed to it, without one it comes whole.
  virtual provider_reply ask(const chat_request& request, const call_limits& limits, const text_receiver& on_text) = 0;
};

}  // namespace secondbrain::llm
