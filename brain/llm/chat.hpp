// Asking a language model: what is asked, what comes back, and the interface behind which every provider stands.
//
// Implementations block and are thread-safe. Every call ends by its deadline, and is recorded with what it cost, also
// when it is cut short.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/enum_names.hpp"
#include "base/error.hpp"
#include "messages/history.hpp"
#include "net/call_limits.hpp"

namespace secondbrain::llm {

/// What the call is for; the name under which its cost is recorded (contract: stores §7).
enum class purpose : std::uint8_t { chat_rewrite, chat_rerank, chat_answer, inbox, extraction };

constexpr auto names_of(purpose) {
  using enum purpose;
  return named_values<purpose>({{chat_rewrite, "chat_rewrite"},
                                {chat_rerank, "chat_rerank"},
                                {chat_answer, "chat_answer"},
                                {inbox, "inbox"},
                                {extraction, "extraction"}});
}

struct chat_request {
  purpose use = purpose::chat_answer;
  std::vector<std::string> instructions;  // system texts, in order; Anthropic gets them joined by a blank line
  std::vector<chat_message> messages;     // the last one is the user's
  int max_tokens = 1000;
  std::optional<double> temperature{};  // for OpenAI-compatible hosts; Anthropic is sent none (contract: retrieval §3)
  std::optional<std::string> conversation_id{};
};

struct chat_reply {
  std::string text;
  std::string provider;  // anthropic, openai, ollama
  std::string model;     // that answered
  std::int64_t input_tokens = 0;
  std::int64_t output_tokens = 0;
};

using net::call_limits;

class language_model {
 public:
  virtual ~language_model() = default;

  /// errc::timeout, errc::unavailable (down, refused, breaker open), errc::over_budget, errc::cancelled,
  /// errc::invalid_argument (the provider rejects the request or the key), errc::corrupt (it answered nonsense).
  virtual result<chat_reply> complete(const chat_request& request, const call_limits& limits) = 0;

  /// Hands out the text piece by piece as it arrives; an error after the first piece leaves the pieces told.
  virtual result<chat_reply> stream(const chat_request& request, const call_limits& limits,
                                    const std::function<void(std::string_view piece)>& on_text) = 0;
};

}  // namespace secondbrain::llm
