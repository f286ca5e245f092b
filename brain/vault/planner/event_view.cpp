#include "brain/vault/planner/event_view.hpp"

#include <utility>

namespace secondbrain::vault {

void event_view::refresh(const vault_reading_ptr& reading, day today) {
  if (!source_) return;
  auto found = source_();
  trouble_ = found ? std::string{} : found.error().message;
  const bool is_known = found && !*found && reading == reading_ && today_ == today;
  if (is_known) return;
  if (!found)
    noted_.clear();
  else if (*found)
    noted_ = *std::move(*found);
  reading_ = reading;
  today_ = today;

  const auto& daily = reading ? reading->conventions.daily : std::nullopt;
  const auto paths = daily ? std::optional{daily->paths()} : std::nullopt;
  auto dated =
      dated_events(noted_, [&](std::string_view path) { return paths ? paths->day_of(path, today) : std::nullopt; });
  auto repeating = repeating_events(noted_);
  if (dated == events_ && repeating == repeating_) return;
  events_ = std::move(dated);
  repeating_ = std::move(repeating);
  ++revision_;
}

std::vector<calendar_event> event_view::events_with_repeating(day begin, day end) const {
  auto all = events_;
  for (auto& each : occurrences(repeating_, begin, end)) all.push_back(std::move(each));
  return all;
}

}  // namespace secondbrain::vault
