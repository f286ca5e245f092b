// Several models as one: the next is asked when one fails (contract: retrieval §7).
//
// A cancelled call and a spent budget end the chain; a stream moves on only while nothing was told. Every model but the
// last has a minute, and no more than two thirds of what is left, to tell its first text, so that the next has time.
// Thread-safe; the models must outlive it.
#pragma once

#include <vector>

#include "brain/llm/chat.hpp"

namespace secondbrain::llm {

class fallback_model final : public language_model {
 public:
  /// At least one, first choice first.
  explicit fallback_model(std::vector<language_model*> chain) : chain_{std::move(chain)} {}

  result<chat_reply> complete(const chat_request& request, const call_limits& limits) override;
  result<chat_reply> stream(const chat_request& request, const call_limits& limits,
                            const std::function<void(std::string_view piece)>& on_text) override;

 private:
  using attempt = std::function<result<chat_reply>(language_model& model, const call_limits& limits)>;

  /// `may_go_on` says whether another model may still answer.
  result<chat_reply> first_success(const call_limits& limits, const attempt& ask,
                                   const std::function<bool()>& may_go_on);

  std::vector<language_model*> chain_;
};

}  // namespace secondbrain::llm
