// A language model for tests that answers what it is told to, and remembers its requests.
#pragma once

#include <deque>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "brain/llm/chat.hpp"

namespace secondbrain::sync {

class scripted_model final : public llm::language_model {
 public:
  /// Answers in turn; the last one again and again.
  void answer(std::string text) {
    answers_.emplace_back(llm::chat_reply{std::move(text), "openai", "model-that-answered", 1, 1});
  }
  void answer(errc failure) { answers_.emplace_back(fail(failure, "scripted: " + std::string{to_string(failure)})); }
  /// Forgets what was still to be answered.
  void forget() { answers_.clear(); }
  /// Called for every question before it is answered.
  std::function<void()> before;

  std::vector<llm::chat_request> requests;

  result<llm::chat_reply> complete(const llm::chat_request& request, const llm::call_limits&) override {
    requests.push_back(request);
    if (before) before();
    if (answers_.empty()) return fail(errc::unavailable, "scripted: nothing to answer");
    auto next = answers_.front();
    if (answers_.size() > 1) answers_.pop_front();
    return next;
  }

  result<llm::chat_reply> stream(const llm::chat_request& request, const llm::call_limits& limits,
                                 const std::function<void(std::string_view)>&) override {
    return complete(request, limits);
  }

 private:
  std::deque<result<llm::chat_reply>> answers_;
};

}  // namespace secondbrain::sync
