// What language models cost, and the numbers at a glance (contract: http_api §9).
#include <cstdio>

#include "base/error.hpp"
#include "base/time_text.hpp"
#include "http/routes/routes.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/record_schema.hpp"

namespace secondbrain::http {

namespace {

using std::chrono::hours;

constexpr std::size_t length_of_day = 10;   // YYYY-MM-DD
constexpr std::size_t length_of_month = 7;  // YYYY-MM

struct shown_costs {
  usage_summary sums;
  cost_period period = cost_period::week;
};

constexpr auto fields_of(const shown_costs*) {
  return record<shown_costs>(field_list{
      inlined(&shown_costs::sums),
      field("period", &shown_costs::period),
  });
}

struct shown_days {
  int days = 0;
  std::vector<daily_usage> daily;
};

constexpr auto fields_of(const shown_days*) {
  return record<shown_days>(field_list{
      field("days", &shown_days::days),
      field("daily", &shown_days::daily, "Days without calls are left out"),
  });
}

struct statistics {
  std::int64_t total_queries = 0;
  double avg_latency_ms = 0;
  int total_conversations = 0;
  std::int64_t index_file_count = 0;
  std::int64_t total_llm_calls = 0;
  double total_llm_cost = 0;
  double today_cost = 0;
  std::int64_t today_calls = 0;
  double month_cost = 0;
  double daily_budget = 0;
  double monthly_budget = 0;
  std::optional<std::string> cost_alert;
};

constexpr auto fields_of(const statistics*) {
  return record<statistics>(field_list{
      field("total_queries", &statistics::total_queries),
      field("avg_latency_ms", &statistics::avg_latency_ms, "", {.decimals = 2}),
      field("total_conversations", &statistics::total_conversations),
      field("index_file_count", &statistics::index_file_count),
      field("total_llm_calls", &statistics::total_llm_calls),
      field("total_llm_cost", &statistics::total_llm_cost, "USD"),
      field("today_cost", &statistics::today_cost, "UTC day"),
      field("today_calls", &statistics::today_calls),
      field("month_cost", &statistics::month_cost, "UTC month"),
      field("daily_budget", &statistics::daily_budget, "0: no limit"),
      field("monthly_budget", &statistics::monthly_budget, "0: no limit"),
      field("cost_alert", &statistics::cost_alert, "A sentence when today cost too much"),
  });
}

/// From when on a period counts, in UTC; nothing: from the beginning.
std::optional<std::string> beginning_of(cost_period period, std::chrono::system_clock::time_point now) {
  constexpr hours day{24};
  switch (period) {
    case cost_period::week: return utc_text(now - 7 * day);
    case cost_period::month: return utc_text(now - 30 * day);
    case cost_period::all: break;
  }
  return std::nullopt;
}

result<http_response> summarize(const services& offered, const call& request) {
  const auto period = value_named<cost_period>(request.text("period")).value_or(cost_period::week);
  auto found = request.ask(offered.addresses.usage, summarize_usage{beginning_of(period, offered.now()), std::nullopt});
  RETURN_IF_ERROR(found);
  return json_answer(to_json(shown_costs{*std::move(found), period}));
}

result<http_response> list_days(const services& offered, const call& request) {
  const auto wanted = from_json<list_daily_usage>(request.parameters);
  auto found = request.ask(offered.addresses.usage, wanted);
  RETURN_IF_ERROR(found);
  return json_answer(to_json(shown_days{wanted.days, *std::move(found)}));
}

std::string dollars(double amount) {
  char text[64];
  std::snprintf(text, sizeof text, "$%.2f", amount);
  return text;
}

std::optional<std::string> alert(double today, const spending_limits& spending) {
  if (today < spending.daily_alert) return std::nullopt;
  return "Language models cost " + dollars(today) + " today; the alert is set at " + dollars(spending.daily_alert) +
         ".";
}

daily_usage day_in(const std::vector<daily_usage>& days, const std::string& wanted) {
  for (const auto& day : days)
    if (day.date == wanted) return day;
  return {};
}

result<http_response> show_statistics(const services& offered, const call& request) {
  const auto now = utc_text(offered.now());
  const auto conversations = request.ask(offered.addresses.conversations, count_conversations{});
  RETURN_IF_ERROR(conversations);
  const auto files = request.ask(offered.addresses.tracker, get_tracker_stats{});
  RETURN_IF_ERROR(files);
  const auto ever = request.ask(offered.addresses.usage, summarize_usage{});
  RETURN_IF_ERROR(ever);
  const auto month =
      request.ask(offered.addresses.usage, summarize_usage{now.substr(0, length_of_month), std::nullopt});
  RETURN_IF_ERROR(month);
  const auto days = request.ask(offered.addresses.usage, list_daily_usage{1});
  RETURN_IF_ERROR(days);
  const auto today = day_in(*days, now.substr(0, length_of_day));
  const auto queries = offered.query_statistics();
  return json_answer(to_json(statistics{.total_queries = queries.total_queries,
                                        .avg_latency_ms = queries.avg_latency_ms,
                                        .total_conversations = *conversations,
                                        .index_file_count = files->file_count,
                                        .total_llm_calls = ever->total_calls,
                                        .total_llm_cost = ever->total_cost,
                                        .today_cost = today.cost_usd,
                                        .today_calls = today.calls,
                                        .month_cost = month->total_cost,
                                        .daily_budget = offered.spending.daily_budget,
                                        .monthly_budget = offered.spending.monthly_budget,
                                        .cost_alert = alert(today.cost_usd, offered.spending)}));
}

}  // namespace

std::vector<route> cost_routes(const services& offered) {
  return {{.verb = method::get,
           .path = "/api/v1/admin/costs",
           .summary = "What language models cost, by provider and by use",
           .query = {optional("period", matching(names_of_all<cost_period>()),
                              json::value(to_string(cost_period::week)), "The last 7 days, 30 days, or all")},
           .replies = {{200, "Sums", schema_of<shown_costs>()}},
           .handler = [&offered](const call& request) { return summarize(offered, request); }},
          {.verb = method::get,
           .path = "/api/v1/admin/costs/daily",
           .summary = "The same day by day",
           .query = query_of<list_daily_usage>(),
           .replies = {{200, "The oldest first", schema_of<shown_days>()}},
           .handler = [&offered](const call& request) { return list_days(offered, request); }},
          {.verb = method::get,
           .path = "/api/v1/admin/stats",
           .summary = "Questions, conversations, files and costs at a glance",
           .replies = {{200, "Numbers", schema_of<statistics>()}},
           .handler = [&offered](const call& request) { return show_statistics(offered, request); }}};
}

}  // namespace secondbrain::http
