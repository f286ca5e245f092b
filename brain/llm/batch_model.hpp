// Who reads notes without a question of their owner: for extraction and for filing captures (contract: retrieval §7).
//
// The candidates in their order, without those whose owner has not been asked: a provider that is somebody else's is
// sent nothing before it is allowed, and nothing any more once it is not. Thread-safe; candidates and gate outlive it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "brain/llm/chat.hpp"
#include "brain/llm/sending_gate.hpp"

namespace secondbrain::llm {

enum class needs_consent : std::uint8_t { no, yes };

struct batch_candidate {
  language_model* model = nullptr;  // null: not configured
  std::string provider;             // anthropic, openai, ollama
  std::string title;                // as a person calls it
  std::string model_name;
  needs_consent consent = needs_consent::no;
};

class batch_model final : public language_model {
 public:
  batch_model(std::vector<batch_candidate> candidates, const sending_gate& gate);

  /// errc::unavailable also when none may be asked; otherwise as a chain of them fails.
  result<chat_reply> complete(const chat_request& request, const call_limits& limits) override;
  result<chat_reply> stream(const chat_request& request, const call_limits& limits,
                            const std::function<void(std::string_view piece)>& on_text) override;

  const std::vector<batch_candidate>& candidates() const noexcept { return candidates_; }

 private:
  result<std::vector<language_model*>> allowed() const;

  std::vector<batch_candidate> candidates_;  // those that are configured
  const sending_gate& gate_;
};

}  // namespace secondbrain::llm
