// The events of all notes as the index holds them, with the days of the daily notes they stand in.
//
// Owned by one thread. A refresh costs microseconds unless something has changed. Nothing fails: without an index there
// are no events, and `trouble` says so.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "brain/vault/conventions/known_conventions.hpp"
#include "brain/vault/planner/noted_events.hpp"
#include "messages/noted_event.hpp"
#include "messages/planner.hpp"

namespace secondbrain::vault {

/// All events by note and line, where they are others than the last time; nothing otherwise.
using event_source = std::function<result<std::optional<std::vector<noted_event>>>()>;

class event_view {
 public:
  /// Without a source there are no events.
  explicit event_view(event_source source) : source_{std::move(source)} {}

  /// `reading` says which notes are daily ones; null: none is known to be.
  void refresh(const vault_reading_ptr& reading, day today);

  /// Those that are on one day or several that follow each other.
  const std::vector<calendar_event>& events() const noexcept { return events_; }
  /// These, and each time that another one comes from `begin` to `end`, both included.
  std::vector<calendar_event> events_with_repeating(day begin, day end) const;
  /// Grows whenever they become others.
  std::uint64_t revision() const noexcept { return revision_; }
  /// Why the events are not known; empty: they are.
  const std::string& trouble() const noexcept { return trouble_; }

 private:
  event_source source_;
  std::vector<noted_event> noted_;
  vault_reading_ptr reading_;
  std::optional<day> today_;
  std::vector<calendar_event> events_;
  std::vector<repeating_event> repeating_;
  std::uint64_t revision_ = 0;
  std::string trouble_;
};

}  // namespace secondbrain::vault
