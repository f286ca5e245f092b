#include "brain/vault/planner/vouched_view.hpp"

#include <utility>

#include "base/error.hpp"

namespace secondbrain::vault {

status vouched_view::look(day today) {
  if (holds(today)) return {};
  is_known_ = false;
  // First, like the watch: what changes while the files are read has to be looked at again.
  const auto stock_before = std::exchange(stock_seen_, stock());
  if (stock_before != stock_seen_) view_.doubt_recent();
  if (watch_) watch_->begin();
  RETURN_IF_ERROR(view_.refresh(today));
  is_known_ = true;
  return {};
}

bool vouched_view::holds(day today) {
  const auto& notes = view_.source();
  return is_known_ && watch_ && today == view_.today() && stock() == stock_seen_ && !notes.is_doubtful() &&
         watch_->vouches();
}

}  // namespace secondbrain::vault
