#include "brain/llm/metered_model.hpp"

#include <algorithm>
#include <utility>

#include "brain/llm/thinking.hpp"
#include "brain/llm/token_estimate.hpp"

namespace secondbrain::llm {

namespace {

constexpr int room_to_think = 4000;  // tokens, beside what the answer may have

std::size_t bytes_of(const chat_request& request) {
  std::size_t bytes = 0;
  for (const auto& instruction : request.instructions) bytes += instruction.size();
  for (const auto& message : request.messages) bytes += message.content.size();
  return bytes;
}

}  // namespace

metered_model::metered_model(std::unique_ptr<chat_provider> provider, circuit_breaker& breaker, const metering& shared)
    : provider_{std::move(provider)},
      meter_{{provider_->name(), provider_->title(), provider_->model()}, breaker, shared} {}

result<chat_reply> metered_model::complete(const chat_request& request, const call_limits& limits) {
  return stream(request, limits, {});
}

result<chat_reply> metered_model::stream(const chat_request& request, const call_limits& limits,
                                         const receiver& on_text) {
  const bool had_room = thinks_;
  auto answer = ask(request, limits, on_text);
  // What it was allowed to say was all spent on thinking; now that this is known, it is given room to answer as well.
  if (answer.is_all_thinking && !had_room && meter_.is_free()) answer = ask(request, limits, on_text);
  return std::move(answer.reply);
}

metered_model::outcome metered_model::ask(chat_request request, const call_limits& limits, const receiver& on_text) {
  if (thinks_ && meter_.is_free()) request.max_tokens += room_to_think;
  const auto bytes = bytes_of(request);
  auto admitted = meter_.admit(most_tokens(bytes), request.max_tokens);
  if (!admitted) return {fail(admitted.error())};

  thinking_filter filter{starts_with_thinking_ ? answer_start::thinking : answer_start::text};
  receiver pass_on;
  if (on_text)
    pass_on = [&](std::string_view piece) {
      if (const auto text = filter.feed(piece); !text.empty()) on_text(text);
    };
  auto reply = provider_->ask(request, limits, pass_on);
  const auto most_output = std::max(reply.text.size(), static_cast<std::size_t>(std::max(request.max_tokens, 0)));
  reply.tokens = {believable(reply.tokens.input, bytes), believable(reply.tokens.output, most_output)};
  const auto input = reply.tokens.input.value_or(likely_tokens(bytes));
  const auto output = reply.tokens.output.value_or(likely_tokens(reply.text.size()));
  meter_.settle(std::move(*admitted),
                {std::string{to_string(request.use)}, request.conversation_id, reply.ended, reply.tokens, input, output,
                 reply.may_have_cost, reply.for_log, reply.nobody_listens});
  if (!reply.ended) return {fail(std::move(reply.ended.error()))};

  auto answer = without_thinking(reply.text);
  if (answer.thought || reply.thought) thinks_ = true;
  if (answer.started == answer_start::thinking) starts_with_thinking_ = true;
  if (const auto rest = on_text ? filter.finish() : std::string{}; !rest.empty()) on_text(rest);
  const bool is_all_thinking = answer.text.empty() && (answer.thought || reply.thought);
  return {chat_reply{std::move(answer.text), provider_->name(), provider_->model(), input, output}, is_all_thinking};
}

}  // namespace secondbrain::llm
