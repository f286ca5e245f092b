#include "brain/vault/planner/daily_view.hpp"

#include "brain/vault/planner/tasks.hpp"

namespace secondbrain::vault {

status daily_view::refresh(day today) {
  if (auto refreshed = source_.refresh(); !refreshed) return refreshed;
  if (today == today_ && source_.revision() == revision_) return {};
  tasks_ = aggregate_tasks(source_.notes(), today);
  revision_ = source_.revision();
  today_ = today;
  return {};
}

}  // namespace secondbrain::vault
