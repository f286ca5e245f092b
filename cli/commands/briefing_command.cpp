#include <memory>

#include "base/error.hpp"
#include "base/human_text.hpp"
#include "base/record_json.hpp"
#include "cli/client/server_client.hpp"
#include "cli/commands/commands.hpp"
#include "cli/display/planner_text.hpp"

namespace secondbrain::cli {

namespace {

constexpr auto briefing_footer =
    "Examples:\n"
    "  secondbrain briefing\n"
    "  secondbrain briefing --json | jq '.overdue_tasks | length'\n"
    "Exit codes: 0 answered, 1 no answer, 2 wrong command line.";

void print_heading(const char* heading, context& ctx) {
  ctx.out << '\n' << ctx.out_terminal.paint(tone::strong, heading) << '\n';
}

void print_section(const char* heading, const std::vector<task>& tasks, context& ctx) {
  if (tasks.empty()) return;
  print_heading(heading, ctx);
  print_tasks(tasks, ctx);
}

void print_context(const char* heading, const std::optional<daily_context>& day, context& ctx) {
  if (!day) return;
  print_heading(heading, ctx);
  for (const auto* list : {&day->focus_items, &day->notes_items})
    for (const auto& item : *list) ctx.out << "- " << printable(item) << '\n';
}

void print_briefing(const briefing& day, context& ctx) {
  ctx.out << ctx.out_terminal.paint(tone::strong, day.today_display) << "  "
          << ctx.out_terminal.paint(tone::muted, counted(day.total_open, "open task", "open tasks")) << '\n';
  if (!day.today_events.empty()) {
    print_heading("Events", ctx);
    print_events(day.today_events, ctx);
  }
  print_section("Overdue", day.overdue_tasks, ctx);
  print_section("Due today", day.due_today_tasks, ctx);
  print_section("Open for a long time", day.aging_followups, ctx);
  print_context("Today", day.today_context, ctx);
  print_context("Yesterday", day.yesterday_context, ctx);
}

status show_briefing(output_format format, context& ctx) {
  auto server = server_client::configured(ctx);
  RETURN_IF_ERROR(server);
  auto day = server->get("/api/v1/briefing");
  RETURN_IF_ERROR(day);
  if (format == output_format::json)
    print_json(ctx, *day);
  else
    print_briefing(from_json<briefing>(*day), ctx);
  return {};
}

}  // namespace

void add_briefing(command app, context& ctx) {
  auto format = std::make_shared<output_format>(output_format::text);
  auto command = app.add_subcommand("briefing", "What matters today");
  add_json_option(command, *format);
  command.footer(briefing_footer);
  command.callback([format, &ctx] { conclude(ctx, show_briefing(*format, ctx)); });
}

}  // namespace secondbrain::cli
