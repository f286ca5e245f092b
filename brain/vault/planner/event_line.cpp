#include "brain/vault/planner/event_line.hpp"

#include <algorithm>

#include "brain/vault/planner/calendar.hpp"
#include "brain/vault/planner/daily_note.hpp"
#include "brain/vault/utf8.hpp"

namespace secondbrain::vault {
namespace {

bool take(std::string_view& text, std::string_view mark) noexcept {
  if (text.substr(0, mark.size()) != mark) return false;
  text.remove_prefix(mark.size());
  return true;
}

bool take_dash(std::string_view& text) noexcept {
  return take(text, "—") || take(text, "–") || take(text, "-");
}

/// `10:30 — Title`
void split_time(event_line& event) {
  auto rest = event.title;
  auto length = std::min(rest.find_first_not_of("0123456789:"), rest.size());
  auto time = rest.substr(0, length);
  rest = trim_left(rest.substr(length));
  if (!minutes_of(time) || !take_dash(rest)) return;
  rest = trim(rest);
  if (rest.empty()) return;
  event.time = time;
  event.title = rest;
}

/// `Title (through 2026-02-12)`
void split_end_date(event_line& event) {
  auto opening = event.title.rfind("(through");
  if (opening == event.title.npos || event.title.back() != ')') return;
  auto inside = event.title.substr(opening + std::string_view{"(through"}.size());
  inside.remove_suffix(1);
  auto date = trim_left(inside);
  if (date.size() == inside.size() || !parse_day(date)) return;
  event.title = trim_right(event.title.substr(0, opening));
  event.end_date = date;
}

}  // namespace

std::optional<event_line> read_event_line(std::string_view line) {
  auto rest = trim(line);
  if (!take(rest, "- ")) return std::nullopt;
  event_line event;
  event.title = trim_left(rest);
  split_time(event);
  split_end_date(event);
  if (event.title.empty()) return std::nullopt;
  return event;
}

calendar_event event_of(const event_line& line, std::string_view date) {
  calendar_event event;
  event.title = decode_text(line.title);
  event.date = date;
  event.time = line.time;
  event.end_date = line.end_date;
  event.source_file = daily_note_path(date);
  return event;
}

std::optional<int> minutes_of(std::string_view time) {
  auto colon = time.find(':');
  if (colon == time.npos || colon < 1 || colon > 2 || time.size() != colon + 3) return std::nullopt;
  int parts[] = {0, 0};  // hours, minutes
  for (std::size_t at = 0; at < time.size(); ++at) {
    if (at == colon) continue;
    if (time[at] < '0' || time[at] > '9') return std::nullopt;
    auto& part = parts[at < colon ? 0 : 1];
    part = part * 10 + (time[at] - '0');
  }
  if (parts[0] > 23 || parts[1] > 59) return std::nullopt;
  return parts[0] * 60 + parts[1];
}

}  // namespace secondbrain::vault
