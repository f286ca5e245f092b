// Which paid providers the owner allowed to be sent notes without a question: for extraction and for filing captures.
//
// Shared by the owner of that answer, who sets it, and by the models, who look before every call, so that a no counts
// at once. Thread-safe. Closed until it is opened.
#pragma once

#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace secondbrain::llm {

class sending_gate {
 public:
  bool allows(std::string_view provider) const {
    const std::lock_guard lock{mutex_};
    return allowed_.contains(provider);
  }

  /// Those, and no others.
  void set(const std::vector<std::string>& providers) {
    std::set<std::string, std::less<>> allowed{providers.begin(), providers.end()};
    const std::lock_guard lock{mutex_};
    allowed_ = std::move(allowed);
  }

 private:
  mutable std::mutex mutex_;
  std::set<std::string, std::less<>> allowed_;  // anthropic, openai, ollama
};

}  // namespace secondbrain::llm
