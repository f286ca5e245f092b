#include <chrono>
#include <memory>
#include <thread>

#include "base/error.hpp"
#include "base/human_text.hpp"
#include "base/record_json.hpp"
#include "cli/client/server_client.hpp"
#include "cli/commands/commands.hpp"
#include "cli/display/planner_text.hpp"
#include "messages/alarms.hpp"

namespace secondbrain::cli {

namespace {

constexpr auto briefing_footer =
    "Examples:\n"
    "  secondbrain briefing\n"
    "  secondbrain briefing --json | jq '.overdue_tasks | length'\n"
    "  secondbrain briefing --send         send it now, through the channel of the daily one\n"
    "  secondbrain briefing --send ntfy    through this one\n"
    "The daily one (SECONDBRAIN_BRIEFING_AT) comes all the same. docs/alarm-channels.md shows how to set up a "
    "channel.\n"
    "Exit codes: 0 answered or sent, 1 no answer or not sent (stderr says why), 2 wrong command line.";

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
  print_section("For today", day.due_today_tasks, ctx);
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

/// The channel once it has tried, or when that has taken too long.
result<channel_state> channel_after(const briefing_on_its_way& sent, const server_client& server) {
  constexpr std::chrono::seconds longest_sending{45};
  constexpr std::chrono::milliseconds pause{200};
  const auto deadline = std::chrono::steady_clock::now() + longest_sending;
  for (;;) {
    const auto answer = server.get("/api/v1/alarms");
    RETURN_IF_ERROR(answer);
    const bool is_late = std::chrono::steady_clock::now() >= deadline;
    for (auto& channel : from_json<alarms_report>(*answer).channels) {
      const bool is_it = channel.name == sent.channel && channel.briefing_id == sent.id;
      if (is_it && (is_late || channel.briefing != test_outcome::waiting)) return channel;
    }
    if (is_late)
      return fail(errc::timeout, "what became of the briefing is not known; `secondbrain alarms` shows the channel");
    std::this_thread::sleep_for(pause);
  }
}

status send_today(const std::string& channel, output_format format, context& ctx) {
  constexpr std::chrono::seconds longest_request{45};
  auto server = server_client::configured(ctx);
  RETURN_IF_ERROR(server);
  boost::json::object wanted;
  if (!channel.empty()) wanted["channel"] = channel;
  const auto begun = server->post("/api/v1/briefing/send", longest_request, {}, wanted);
  RETURN_IF_ERROR(begun);
  const auto sent = from_json<briefing_on_its_way>(*begun);
  const auto after = channel_after(sent, *server);
  RETURN_IF_ERROR(after);
  const bool is_delivered = after->briefing == test_outcome::delivered;
  const auto why = after->briefing == test_outcome::waiting ? std::string{"it is still being sent"} : after->trouble;
  if (format == output_format::json) {
    if (!is_delivered) ctx.outcome = exit_code::failure;
    print_json(ctx, {{"id", sent.id},
                     {"channel", sent.channel},
                     {"outcome", to_string(after->briefing)},
                     {"error", is_delivered ? boost::json::value{} : boost::json::value(why)}});
    return {};
  }
  if (!is_delivered) return fail(errc::unavailable, sent.channel + " has not taken the briefing: " + why);
  ctx.out << "Sent through " << sent.channel << ".\n";
  return {};
}

struct briefing_options {
  bool send = false;
  std::string channel;
  output_format format = output_format::text;
};

}  // namespace

void add_briefing(command app, context& ctx) {
  auto options = std::make_shared<briefing_options>();
  auto command = app.add_subcommand("briefing", "What matters today");
  const auto send = command.add_flag("--send", options->send, "Send it through a channel, instead of showing it");
  command.add_option("channel", options->channel, "Through which: ntfy, webhook, email, desktop or command")
      .needs(send);
  add_json_option(command, options->format);
  command.footer(briefing_footer);
  command.callback([options, &ctx] {
    conclude(ctx,
             options->send ? send_today(options->channel, options->format, ctx) : show_briefing(options->format, ctx));
  });
}

}  // namespace secondbrain::cli
