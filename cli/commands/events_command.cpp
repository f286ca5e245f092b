#include <memory>

#include "base/error.hpp"
#include "base/record_json.hpp"
#include "base/time_text.hpp"
#include "brain/vault/planner/calendar.hpp"
#include "cli/client/parameters_of.hpp"
#include "cli/client/server_client.hpp"
#include "cli/commands/commands.hpp"
#include "cli/display/planner_text.hpp"

namespace secondbrain::cli {

namespace {

struct events_options {
  std::string from, to;  // ISO 8601 dates; empty: today, and a week from `from`
  output_format format = output_format::text;
};

constexpr auto events_footer =
    "Examples:\n"
    "  secondbrain events                                   today and the six days after it\n"
    "  secondbrain events --from 2026-05-01 --to 2026-05-31\n"
    "Exit codes: 0 answered, 1 no answer, 2 wrong command line.";

result<list_events> days_of(const events_options& options) {
  auto first = vault::local_day(std::chrono::system_clock::now());
  if (!options.from.empty()) {
    const auto given = vault::parse_iso_date(options.from);
    if (!given) return fail(errc::invalid_argument, "“" + options.from + "” is not a day; write it as YYYY-MM-DD");
    first = *given;
  }
  const auto last = options.to.empty() ? vault::format_day(first + std::chrono::days{6}) : options.to;
  return list_events{.start = vault::format_day(first), .end = last};
}

status events(const events_options& options, context& ctx) {
  auto server = server_client::configured(ctx);
  RETURN_IF_ERROR(server);
  auto days = days_of(options);
  RETURN_IF_ERROR(days);
  auto found = server->get_list("/api/v1/events", parameters_of(*days));
  RETURN_IF_ERROR(found);
  if (options.format == output_format::json)
    print_json(ctx, *found);
  else if (found->empty())
    ctx.out << "No events from " << days->start << " to " << printable(days->end) << ".\n";
  else
    print_events(from_json<calendar_event>(*found), ctx);
  return {};
}

}  // namespace

void add_events(command app, context& ctx) {
  auto options = std::make_shared<events_options>();
  auto command = app.add_subcommand("events", "Events of the daily notes");
  command.add_option("--from", options->from, "The first day (today)");
  command.add_option("--to", options->to, "The last day (six days later)");
  add_json_option(command, options->format);
  command.footer(events_footer);
  command.callback([options, &ctx] { conclude(ctx, events(*options, ctx)); });
}

}  // namespace secondbrain::cli
