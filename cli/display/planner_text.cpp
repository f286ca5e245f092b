#include "cli/display/planner_text.hpp"

#include "cli/display/json_fields.hpp"

namespace secondbrain::cli {

namespace {

namespace json = boost::json;

std::string box_of(const json::object& task) {
  const auto status = text_at(task, "status");
  if (status == "done") return "[x] ";
  if (status == "in_progress") return "[/] ";
  return "[ ] ";
}

std::string place_of(const json::object& task) {
  auto place = text_at(task, "category");
  if (const auto part = text_at(task, "sub_project"); !part.empty()) place += (place.empty() ? "" : " › ") + part;
  return place;
}

/// "due 2026-02-06  3 d"
std::string times_of(const json::object& task) {
  std::string times;
  if (const auto due = text_at(task, "due_date"); !due.empty()) times = "due " + due;
  if (const auto days = integer_at(task, "days_open"); days > 0)
    times += (times.empty() ? "" : "  ") + std::to_string(days) + " d";
  return times;
}

/// A column that follows others, when there is something in it.
std::string column(const terminal& screen, tone shade, const std::string& text) {
  return text.empty() ? std::string{} : "  " + screen.paint(shade, text);
}

void print_task(const json::object& task, context& ctx) {
  const auto& screen = ctx.out_terminal;
  ctx.out << box_of(task) << printable(text_at(task, "text")) << column(screen, tone::accent, place_of(task))
          << column(screen, tone::muted, times_of(task)) << '\n';
}

/// "2026-02-05 – 2026-02-07"
std::string days_of(const json::object& event) {
  auto days = text_at(event, "date");
  if (const auto last = text_at(event, "end_date"); !last.empty()) days += " – " + last;
  return days;
}

void print_event(const json::object& event, context& ctx) {
  const auto time = text_at(event, "time");
  ctx.out << ctx.out_terminal.paint(tone::muted, days_of(event)) << "  " << (time.empty() ? "all day" : printable(time))
          << "  " << printable(text_at(event, "title")) << '\n';
}

}  // namespace

void print_tasks(const json::array& tasks, context& ctx) {
  for (const auto& task : tasks)
    if (task.is_object()) print_task(task.get_object(), ctx);
}

void print_events(const json::array& events, context& ctx) {
  for (const auto& event : events)
    if (event.is_object()) print_event(event.get_object(), ctx);
}

}  // namespace secondbrain::cli
