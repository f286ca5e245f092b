#include <boost/json/object.hpp>
#include <memory>

#include "base/error.hpp"
#include "base/human_text.hpp"
#include "base/record_json.hpp"
#include "cli/client/server_client.hpp"
#include "cli/commands/commands.hpp"
#include "cli/display/choices.hpp"
#include "cli/display/json_fields.hpp"
#include "messages/usage.hpp"

namespace secondbrain::cli {

namespace {

namespace json = boost::json;

struct costs_options {
  std::string period{to_string(cost_period::week)};
  output_format format = output_format::text;
};

constexpr auto costs_footer =
    "Examples:\n"
    "  secondbrain costs                    the last seven days\n"
    "  secondbrain costs --period month --json\n"
    "Days and months are UTC. The budgets are SECONDBRAIN_DAILY_BUDGET and SECONDBRAIN_MONTHLY_BUDGET.\n"
    "Exit codes: 0 answered, 1 no answer, 2 wrong command line.";

/// A use of a model as a person would say it.
std::string_view in_words(std::string_view use) {
  if (use == "chat_answer") return "answers";
  if (use == "chat_rerank") return "ranking";
  if (use == "chat_rewrite") return "understanding follow-up questions";
  if (use == "inbox") return "filing of captures";
  if (use == "extraction") return "extraction from notes";
  if (use == "embedding") return "search by meaning";
  return use;
}

void print_parts(const char* heading, const std::map<std::string, usage_breakdown>& parts, context& ctx) {
  if (parts.empty()) return;
  ctx.out << '\n' << ctx.out_terminal.paint(tone::strong, heading) << '\n';
  for (const auto& [name, part] : parts)
    ctx.out << "  " << printable(in_words(name)) << "  " << dollars(part.cost) << "  "
            << ctx.out_terminal.paint(tone::muted, counted(part.calls, "call", "calls") + ", " +
                                                       grouped(part.input_tokens) + " tokens in, " +
                                                       grouped(part.output_tokens) + " out")
            << '\n';
}

/// "Today $0.42 of $2.00"
std::string spent(const char* when, double cost, double budget) {
  auto words = std::string{when} + " " + dollars(cost);
  return budget > 0 ? words + " of " + dollars(budget) : words;
}

const char* in_words(cost_period period) {
  switch (period) {
    case cost_period::week: return "Last seven days";
    case cost_period::month: return "Thirty days";
    case cost_period::all: break;
  }
  return "Altogether";
}

void print_costs(const usage_summary& costs, cost_period period, const json::object& stats, context& ctx) {
  ctx.out << spent(in_words(period), costs.total_cost, 0) << ", " << counted(costs.total_calls, "call", "calls") << '\n'
          << spent("Today", number_at(stats, "today_cost"), number_at(stats, "daily_budget")) << '\n'
          << spent("This month", number_at(stats, "month_cost"), number_at(stats, "monthly_budget")) << '\n';
  if (const auto alert = text_at(stats, "cost_alert"); !alert.empty())
    ctx.out << ctx.out_terminal.paint(tone::caution, alert) << '\n';
  print_parts("By provider", costs.by_provider, ctx);
  print_parts("By use", costs.by_usage_type, ctx);
}

status costs(const costs_options& options, context& ctx) {
  auto server = server_client::configured(ctx);
  RETURN_IF_ERROR(server);
  auto sums = server->get("/api/v1/admin/costs", {{"period", options.period}});
  RETURN_IF_ERROR(sums);
  if (options.format == output_format::json) {
    print_json(ctx, *sums);
    return {};
  }
  auto stats = server->get("/api/v1/admin/stats");
  RETURN_IF_ERROR(stats);
  print_costs(from_json<usage_summary>(*sums), value_named<cost_period>(options.period).value_or(cost_period::all),
              *stats, ctx);
  return {};
}

}  // namespace

void add_costs(command app, context& ctx) {
  auto options = std::make_shared<costs_options>();
  auto command = app.add_subcommand("costs", "What language models cost");
  command.add_option("--period", options->period, "week, month or all")
      .check(one_of_names<cost_period>())
      .show_default();
  add_json_option(command, options->format);
  command.footer(costs_footer);
  command.callback([options, &ctx] { conclude(ctx, costs(*options, ctx)); });
}

}  // namespace secondbrain::cli
