#include "brain/llm/metered_model.hpp"

#include <utility>

#include "brain/llm/token_estimate.hpp"

namespace secondbrain::llm {

namespace {

std::size_t bytes_of(const chat_request& asked) {
  std::size_t bytes = 0;
  for (const auto& instruction : asked.instructions) bytes += instruction.size();
  for (const auto& message : asked.messages) bytes += message.content.size();
  return bytes;
}

}  // namespace

metered_model::metered_model(std::unique_ptr<chat_provider> provider, circuit_breaker& breaker, const metering& shared)
    : provider_{std::move(provider)},
      meter_{{provider_->name(), provider_->title(), provider_->model()}, breaker, shared} {}

result<chat_reply> metered_model::complete(const chat_request& asked, const call_limits& limits) {
  return stream(asked, limits, {});
}

result<chat_reply> metered_model::stream(const chat_request& asked, const call_limits& limits,
                                         const std::function<void(std::string_view piece)>& on_text) {
  const auto bytes = bytes_of(asked);
  auto admitted = meter_.admit(most_tokens(bytes), asked.max_tokens);
  if (!admitted) return tl::unexpected(admitted.error());

  auto reply = provider_->ask(asked, limits, on_text);
  const auto input = reply.tokens.input.value_or(likely_tokens(bytes));
  const auto output = reply.tokens.output.value_or(likely_tokens(reply.text.size()));
  meter_.settle(std::move(*admitted), {std::string{to_string(asked.use)}, asked.conversation_id, reply.ended,
                                       reply.tokens, input, output, reply.may_have_cost});
  if (!reply.ended) return tl::unexpected(std::move(reply.ended.error()));
  return chat_reply{std::move(reply.text), provider_->name(), provider_->model(), input, output};
}

}  // namespace secondbrain::llm
