#include "brain/vault/changes/debounce.hpp"

#include <algorithm>

namespace secondbrain::vault {

void change_debounce::add(const watch_event& event, time_point now) {
  if (event.outcome == watch_outcome::none) return;
  if (!first_) first_ = now;
  last_ = now;
  if (event.urgency == watch_urgency::saved) holds_a_save_ = true;
  batch_.add(event.outcome, event.reason);
  for (auto& path : event.paths) batch_.add_path(path, event.urgency);
}

std::optional<change_debounce::time_point> change_debounce::due() const {
  if (!first_) return std::nullopt;
  if (holds_a_save_) return first_;
  return std::min(last_ + limits_.quiet, *first_ + limits_.longest);
}

std::optional<watch_event> change_debounce::take(time_point now) {
  auto ripe = due();
  if (!ripe || now < *ripe) return std::nullopt;
  first_.reset();
  holds_a_save_ = false;
  return batch_.take();
}

}  // namespace secondbrain::vault
