#include "brain/vault/changes/debounce.hpp"

#include <algorithm>

namespace secondbrain::vault {

void change_debounce::add(const watch_event& event, time_point now) {
  if (event.outcome == watch_outcome::none) return;
  if (!first_) first_ = now;
  last_ = now;
  batch_.add(event.outcome, event.reason);
  for (auto& path : event.paths) batch_.add_path(path);
}

std::optional<change_debounce::time_point> change_debounce::due() const {
  if (!first_) return std::nullopt;
  return std::min(last_ + limits_.quiet, *first_ + limits_.longest);
}

std::optional<watch_event> change_debounce::take(time_point now) {
  auto ripe = due();
  if (!ripe || now < *ripe) return std::nullopt;
  first_.reset();
  return batch_.take();
}

}  // namespace secondbrain::vault
