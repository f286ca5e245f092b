// Many watch events as one: the outcome that needs most looking at wins, every path is named once.
//
// Owned by one thread, cannot fail.
#pragma once

#include <set>
#include <string>

#include "brain/vault/changes/file_selection.hpp"
#include "brain/vault/changes/watcher.hpp"

namespace secondbrain::vault {

class event_collector {
 public:
  void add_path(std::string path, watch_urgency urgency);
  /// `reason` is kept when the outcome outweighs those before.
  void add(watch_outcome outcome, std::string reason);

  bool empty() const noexcept { return outcome_ == watch_outcome::none; }

  /// What was gathered, and starts afresh. Only `changed` names paths: anything stronger covers them.
  watch_event take();

 private:
  watch_outcome outcome_ = watch_outcome::none;
  std::string reason_;
  watch_urgency urgency_ = watch_urgency::none;
  std::set<std::string, path_order> paths_;
};

}  // namespace secondbrain::vault
