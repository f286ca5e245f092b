#include "brain/llm/batch_model.hpp"

#include <utility>

#include "base/error.hpp"
#include "brain/llm/fallback_model.hpp"

namespace secondbrain::llm {

batch_model::batch_model(std::vector<batch_candidate> candidates, const sending_gate& gate)
    : candidates_{std::move(candidates)}, gate_{gate} {
  std::erase_if(candidates_, [](const batch_candidate& one) { return one.model == nullptr; });
}

result<chat_reply> batch_model::complete(const chat_request& request, const call_limits& limits) {
  auto chain = allowed();
  RETURN_IF_ERROR(chain);
  return fallback_model{std::move(*chain)}.complete(request, limits);
}

result<chat_reply> batch_model::stream(const chat_request& request, const call_limits& limits,
                                       const std::function<void(std::string_view piece)>& on_text) {
  auto chain = allowed();
  RETURN_IF_ERROR(chain);
  return fallback_model{std::move(*chain)}.stream(request, limits, on_text);
}

result<std::vector<language_model*>> batch_model::allowed() const {
  std::vector<language_model*> chain;
  for (const auto& one : candidates_)
    if (one.consent == needs_consent::no || gate_.allows(one.provider)) chain.push_back(one.model);
  if (chain.empty())
    return fail(errc::unavailable, "no language model may be sent notes; see `secondbrain vault sending`");
  return chain;
}

}  // namespace secondbrain::llm
