// Hands on at once what was saved, and gathers the rest until it pauses: what goes may be about to come back, and what
// appears is still being written.
//
// Pure: time comes in with every call. Owned by one thread, cannot fail.
#pragma once

#include <chrono>
#include <optional>

#include "brain/vault/changes/event_collector.hpp"

namespace secondbrain::vault {

class change_debounce {
 public:
  using time_point = std::chrono::steady_clock::time_point;

  struct limits {
    std::chrono::milliseconds quiet{300};     // a batch without a save is ripe after so long without a change …
    std::chrono::milliseconds longest{2000};  // … or so long after its first change
  };

  change_debounce() = default;
  explicit change_debounce(limits times) : limits_{times} {}

  void add(const watch_event& event, time_point now);

  /// When the batch becomes ripe; nothing while there is none.
  std::optional<time_point> due() const;

  /// The gathered changes as one event, when they are ripe. A rescan covers every path.
  std::optional<watch_event> take(time_point now);

 private:
  limits limits_;
  std::optional<time_point> first_;  // of the batch; nothing while there is none
  time_point last_{};
  bool holds_a_save_ = false;
  event_collector batch_;
};

}  // namespace secondbrain::vault
