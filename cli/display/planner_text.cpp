#include "cli/display/planner_text.hpp"

#include "base/human_text.hpp"

namespace secondbrain::cli {

namespace {

std::string_view box_of(task_status status) {
  switch (status) {
    case task_status::open: break;
    case task_status::in_progress: return "[/] ";
    case task_status::done: return "[x] ";
  }
  return "[ ] ";
}

std::string place_of(const task& one) {
  auto place = one.category;
  if (!one.sub_project.empty()) place += (place.empty() ? "" : " › ") + one.sub_project;
  return place;
}

/// "high priority  due 2026-02-06  open for 3 days"
std::string details_of(const task& one) {
  std::string details;
  const auto add = [&](std::string_view what, const std::string& date, const std::string& time) {
    if (date.empty()) return;
    details.append(details.empty() ? "" : "  ").append(what).append(" ").append(date);
    if (!time.empty()) details.append(" ").append(time);
  };
  if (one.priority != "none") details = one.priority + " priority";
  add("due", one.due_date, one.due_time);
  add("scheduled", one.scheduled, one.scheduled_time);
  add("from", one.start, one.start_time);
  if (one.days_open > 0)
    details += (details.empty() ? "" : "  ") + ("open for " + counted(one.days_open, "day", "days"));
  return details;
}

/// A column that follows others, when there is something in it.
std::string column(const terminal& screen, tone shade, const std::string& text) {
  return text.empty() ? std::string{} : "  " + screen.paint(shade, text);
}

void print_task(const task& one, context& ctx, shown_ids ids) {
  const auto& screen = ctx.out_terminal;
  if (ids == shown_ids::yes) ctx.out << screen.paint(tone::muted, printable(one.id)) << "  ";
  ctx.out << box_of(one.status) << printable(one.text) << column(screen, tone::accent, place_of(one))
          << column(screen, tone::muted, details_of(one)) << '\n';
}

/// "2026-02-05 – 2026-02-07"
std::string days_of(const calendar_event& event) {
  return event.end_date.empty() ? event.date : event.date + " – " + event.end_date;
}

void print_event(const calendar_event& event, context& ctx) {
  ctx.out << ctx.out_terminal.paint(tone::muted, days_of(event)) << "  "
          << (event.time.empty() ? "all day" : printable(event.time)) << "  " << printable(event.title) << '\n';
}

}  // namespace

void print_tasks(const std::vector<task>& tasks, context& ctx, shown_ids ids) {
  for (const auto& one : tasks) print_task(one, ctx, ids);
}

void print_events(const std::vector<calendar_event>& events, context& ctx) {
  for (const auto& event : events) print_event(event, ctx);
}

}  // namespace secondbrain::cli
