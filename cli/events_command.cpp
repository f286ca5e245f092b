#include <CLI/CLI.hpp>
#include <memory>

#include "brain/vault/planner/calendar.hpp"
#include "cli/commands.hpp"
#include "cli/planner_text.hpp"
#include "cli/server_client.hpp"

namespace secondbrain::cli {

namespace {

struct events_options {
  std::string from, to;  // ISO 8601 dates; empty: today, and a week from `from`
  output_format format = output_format::text;
};

constexpr auto footer =
    "Examples:\n"
    "  secondbrain events                                   today and the six days after it\n"
    "  secondbrain events --from 2026-05-01 --to 2026-05-31\n"
    "Exit codes: 0 answered, 1 no answer, 2 wrong command line.";

result<query_parameters> days_of(const events_options& asked) {
  auto first = vault::local_day(std::chrono::system_clock::now());
  if (!asked.from.empty()) {
    const auto given = vault::parse_iso_date(asked.from);
    if (!given) return fail(errc::invalid_argument, "“" + asked.from + "” is not a day; write it as YYYY-MM-DD");
    first = *given;
  }
  const auto last = asked.to.empty() ? vault::format_day(first + std::chrono::days{6}) : asked.to;
  return query_parameters{{"start", vault::format_day(first)}, {"end", last}};
}

status events(const events_options& asked, context& ctx) {
  auto server = server_client::configured(ctx);
  if (!server) return tl::unexpected(server.error());
  auto days = days_of(asked);
  if (!days) return tl::unexpected(days.error());
  auto found = server->get_list("/api/v1/events", *days);
  if (!found) return tl::unexpected(found.error());
  if (asked.format == output_format::json)
    print_json(ctx, *found);
  else if (found->empty())
    ctx.out << "No events from " << (*days)[0].second << " to " << printable((*days)[1].second) << ".\n";
  else
    print_events(*found, ctx);
  return {};
}

}  // namespace

void add_events(CLI::App& app, context& ctx) {
  auto asked = std::make_shared<events_options>();
  auto* command = app.add_subcommand("events", "Events of the daily notes");
  command->add_option("--from", asked->from, "The first day (today)");
  command->add_option("--to", asked->to, "The last day (six days later)");
  add_json_option(*command, asked->format);
  command->footer(footer);
  command->callback([asked, &ctx] { conclude(ctx, events(*asked, ctx)); });
}

}  // namespace secondbrain::cli
