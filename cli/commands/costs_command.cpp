#include <CLI/CLI.hpp>
#include <boost/json/object.hpp>
#include <memory>

#include "base/error.hpp"
#include "base/human_text.hpp"
#include "cli/client/server_client.hpp"
#include "cli/commands/commands.hpp"
#include "cli/display/json_fields.hpp"

namespace secondbrain::cli {

namespace {

namespace json = boost::json;

struct costs_options {
  std::string period = "week";
  output_format format = output_format::text;
};

constexpr auto footer =
    "Examples:\n"
    "  secondbrain costs                    the last seven days\n"
    "  secondbrain costs --period month --json\n"
    "Days and months are UTC. The budgets are SECONDBRAIN_DAILY_BUDGET and SECONDBRAIN_MONTHLY_BUDGET.\n"
    "Exit codes: 0 answered, 1 no answer, 2 wrong command line.";

/// A use of a model as a person would say it.
std::string_view in_words(std::string_view use) {
  if (use == "chat_answer") return "answers";
  if (use == "chat_rerank") return "ranking";
  if (use == "inbox") return "filing of captures";
  if (use == "extraction") return "extraction from notes";
  if (use == "embedding") return "search by meaning";
  return use;
}

void print_parts(const char* heading, const json::object* parts, context& ctx) {
  if (!parts || parts->empty()) return;
  ctx.out << '\n' << ctx.out_terminal.paint(tone::strong, heading) << '\n';
  for (const auto& [name, value] : *parts) {
    if (!value.is_object()) continue;
    const auto& part = value.get_object();
    ctx.out << "  " << printable(in_words(name)) << "  " << dollars(number_at(part, "cost")) << "  "
            << ctx.out_terminal.paint(tone::muted, counted(integer_at(part, "calls"), "call", "calls") + ", " +
                                                       grouped(integer_at(part, "input_tokens")) + " tokens in, " +
                                                       grouped(integer_at(part, "output_tokens")) + " out")
            << '\n';
  }
}

/// "Today $0.42 of $2.00"
std::string spent(const char* when, double cost, double budget) {
  auto words = std::string{when} + " " + dollars(cost);
  return budget > 0 ? words + " of " + dollars(budget) : words;
}

void print_costs(const json::object& costs, const json::object& stats, context& ctx) {
  const auto period = text_at(costs, "period");
  const auto* span = period == "week" ? "Seven days" : period == "month" ? "Thirty days" : "Altogether";
  ctx.out << spent(span, number_at(costs, "total_cost"), 0) << ", "
          << counted(integer_at(costs, "total_calls"), "call", "calls") << '\n'
          << spent("Today", number_at(stats, "today_cost"), number_at(stats, "daily_budget")) << '\n'
          << spent("This month", number_at(stats, "month_cost"), number_at(stats, "monthly_budget")) << '\n';
  if (const auto alert = text_at(stats, "cost_alert"); !alert.empty())
    ctx.out << ctx.out_terminal.paint(tone::caution, alert) << '\n';
  print_parts("By provider", object_at(costs, "by_provider"), ctx);
  print_parts("By use", object_at(costs, "by_usage_type"), ctx);
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
  print_costs(*sums, *stats, ctx);
  return {};
}

}  // namespace

void add_costs(CLI::App& app, context& ctx) {
  auto options = std::make_shared<costs_options>();
  auto* command = app.add_subcommand("costs", "What language models cost");
  command->add_option("--period", options->period, "week, month or all")
      ->check(CLI::IsMember({"week", "month", "all"}))
      ->capture_default_str();
  add_json_option(*command, options->format);
  command->footer(footer);
  command->callback([options, &ctx] { conclude(ctx, costs(*options, ctx)); });
}

}  // namespace secondbrain::cli
