#include "brain/llm/fallback_model.hpp"

#include <algorithm>
#include <utility>

namespace secondbrain::llm {

namespace {

using std::chrono::steady_clock;

/// For a model after which another can be asked.
call_limits shortened(call_limits limits) {
  constexpr steady_clock::duration longest = std::chrono::seconds{60};
  const auto now = limits.time->steady();
  const auto share = (limits.deadline - now) / 3 * 2;
  limits.first_text_by = std::min(limits.first_text_by, now + std::min(share, longest));
  return limits;
}

bool ends_the_chain(errc code) {
  return code == errc::cancelled || code == errc::over_budget;
}

/// The first failure decides what kind it is: that model was the choice.
error combined(const std::vector<error>& failures) {
  if (failures.size() == 1) return failures.front();
  std::string all;
  for (const auto& failure : failures) all += (all.empty() ? "" : "; ") + failure.message;
  return {failures.front().code, "no provider answered: " + all};
}

}  // namespace

result<chat_reply> fallback_model::complete(const chat_request& request, const call_limits& limits) {
  return first_success(
      limits, [&](language_model& model, const call_limits& own) { return model.complete(request, own); },
      [] { return true; });
}

result<chat_reply> fallback_model::stream(const chat_request& request, const call_limits& limits,
                                          const std::function<void(std::string_view piece)>& on_text) {
  bool any_text = false;
  const auto pass_on = [&](std::string_view piece) {
    any_text = true;
    on_text(piece);
  };
  return first_success(
      limits, [&](language_model& model, const call_limits& own) { return model.stream(request, own, pass_on); },
      [&] { return !any_text; });
}

result<chat_reply> fallback_model::first_success(const call_limits& limits, const attempt& ask,
                                                 const std::function<bool()>& may_go_on) {
  std::vector<error> failures;
  for (auto* model : chain_) {
    auto reply = ask(*model, model == chain_.back() ? limits : shortened(limits));
    if (reply) return reply;
    if (ends_the_chain(reply.error().code)) return reply;
    failures.push_back(std::move(reply.error()));
    if (!may_go_on() || limits.time->steady() >= limits.deadline) break;
  }
  return fail(combined(failures));
}

}  // namespace secondbrain::llm
