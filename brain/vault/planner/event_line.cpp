#include "brain/vault/planner/event_line.hpp"

#include <utility>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/vault/planner/calendar.hpp"
#include "brain/vault/planner/daily_note.hpp"
#include "brain/vault/planner/task_fields.hpp"

namespace secondbrain::vault {
namespace {

/// `10:30 — Title`, be it in a box to be ticked
void split_time(event_line& event) {
  auto text = event.title;
  if (text.size() > 3 && text[0] == '[' && text[2] == ']') text = left_trimmed(text.substr(3));
  auto timed = read_timed_text(text);
  if (!timed) return;
  event.time = std::move(timed->time);
  event.title = timed->title;
}

/// `Title (through 2026-02-12)`
void split_end_date(event_line& event) {
  auto opening = event.title.rfind("(through");
  if (opening == event.title.npos || event.title.back() != ')') return;
  auto inside = event.title.substr(opening + std::string_view{"(through"}.size());
  inside.remove_suffix(1);
  auto date = left_trimmed(inside);
  if (date.size() == inside.size() || !parse_day(date)) return;
  event.end_date = date;
  event.title = right_trimmed(event.title.substr(0, opening));
}

/// `Title ^id`: links of other notes lead to it; it is no part of the title.
void leave_out_block_id(event_line& event) {
  if (auto id = block_id_at_end(event.title); id && id->begin > 0)
    event.title = right_trimmed(event.title.substr(0, id->begin));
}

}  // namespace

std::optional<event_line> read_event_line(std::string_view line) {
  auto rest = trimmed(line);
  if (!rest.starts_with("- ")) return std::nullopt;
  rest.remove_prefix(2);
  return read_event_text(rest);
}

std::optional<event_line> read_event_text(std::string_view text) {
  event_line event;
  event.title = trimmed(text);
  leave_out_block_id(event);
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
  if (line.end_date >= date) event.end_date = line.end_date;
  event.source_file = daily_note_path(date);
  return event;
}

}  // namespace secondbrain::vault
