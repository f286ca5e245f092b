#include "brain/vault/planner/event_view.hpp"

#include "brain/vault/planner/noted_events.hpp"

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
  if (dated == events_) return;
  events_ = std::move(dated);
  ++revision_;
}

}  // namespace secondbrain::vault
