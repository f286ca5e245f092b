#include "brain/vault/changes/event_collector.hpp"

#include <algorithm>
#include <utility>

namespace secondbrain::vault {

void event_collector::add_path(std::string path, watch_urgency urgency) {
  add(watch_outcome::changed, "");
  urgency_ = std::max(urgency_, urgency);
  paths_.insert(std::move(path));
}

void event_collector::add(watch_outcome outcome, std::string reason) {
  if (outcome <= outcome_) return;
  outcome_ = outcome;
  reason_ = std::move(reason);
}

watch_event event_collector::take() {
  auto gathered = std::exchange(*this, {});
  watch_event event{gathered.outcome_, {}, std::move(gathered.reason_), gathered.urgency_};
  if (event.outcome == watch_outcome::changed) event.paths.assign(gathered.paths_.begin(), gathered.paths_.end());
  return event;
}

}  // namespace secondbrain::vault
