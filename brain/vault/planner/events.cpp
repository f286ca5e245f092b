#include "brain/vault/planner/events.hpp"

#include <algorithm>

#include "brain/vault/planner/event_time.hpp"

namespace secondbrain::vault {
namespace {

bool overlaps(const calendar_event& event, std::string_view start, std::string_view end) {
  auto& last_day = std::max(event.date, event.end_date);  // none, or one before the first, means one day
  return event.date <= end && last_day >= start;
}

constexpr int all_day = -1;

bool comes_before(const calendar_event& left, const calendar_event& right) {
  if (left.date != right.date) return left.date < right.date;
  return minutes_of(left.time).value_or(all_day) < minutes_of(right.time).value_or(all_day);
}

}  // namespace

std::vector<calendar_event> events_between(const daily_note_map& notes, std::string_view start, std::string_view end) {
  return events_between(notes, {}, start, end);
}

std::vector<calendar_event> events_between(const daily_note_map& notes, std::span<const calendar_event> others,
                                           std::string_view start, std::string_view end) {
  std::vector<calendar_event> found;
  for (auto& [date, note] : notes) {
    std::copy_if(note.events.begin(), note.events.end(), std::back_inserter(found),
                 [&](auto& event) { return overlaps(event, start, end); });
  }
  std::copy_if(others.begin(), others.end(), std::back_inserter(found),
               [&](const calendar_event& event) { return overlaps(event, start, end); });
  std::stable_sort(found.begin(), found.end(), comes_before);
  return found;
}

}  // namespace secondbrain::vault
