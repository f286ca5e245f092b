// What language models cost, and the numbers at a glance (contract: http_api §9).
#include <cstdio>

#include "base/error.hpp"
#include "base/time_text.hpp"
#include "http/routes/routes.hpp"
#include "http/wire/answers.hpp"

namespace secondbrain::http {

namespace {

using std::chrono::hours;

constexpr std::size_t length_of_day = 10;   // YYYY-MM-DD
constexpr std::size_t length_of_month = 7;  // YYYY-MM

/// From when on a period counts, in UTC; nothing: from the beginning.
std::optional<std::string> beginning_of(const std::string& period, std::chrono::system_clock::time_point now) {
  constexpr hours day{24};
  if (period == "week") return utc_text(now - 7 * day);
  if (period == "month") return utc_text(now - 30 * day);
  return std::nullopt;
}

json::object breakdown_json(const std::map<std::string, usage_breakdown>& parts) {
  json::object out;
  for (const auto& [name, part] : parts)
    out[name] = json::object{{"cost", part.cost},
                             {"calls", part.calls},
                             {"input_tokens", part.input_tokens},
                             {"output_tokens", part.output_tokens}};
  return out;
}

result<http_response> summarize(const services& offered, const call& request) {
  const auto period = request.text("period");
  const auto found =
      request.ask(offered.addresses.usage, summarize_usage{beginning_of(period, offered.now()), std::nullopt});
  RETURN_IF_ERROR(found);
  return json_answer({{"total_cost", found->total_cost},
                      {"total_calls", found->total_calls},
                      {"by_provider", breakdown_json(found->by_provider)},
                      {"by_usage_type", breakdown_json(found->by_usage_type)},
                      {"period", period}});
}

result<http_response> list_days(const services& offered, const call& request) {
  const auto days = static_cast<int>(request.integer("days"));
  const auto found = request.ask(offered.addresses.usage, list_daily_usage{days});
  RETURN_IF_ERROR(found);
  json::array daily;
  for (const auto& day : *found) {
    json::object by_provider;
    for (const auto& [name, cost] : day.by_provider) by_provider[name] = cost;
    daily.push_back({{"date", day.date},
                     {"cost_usd", day.cost_usd},
                     {"calls", day.calls},
                     {"by_provider", std::move(by_provider)}});
  }
  return json_answer({{"days", days}, {"daily", std::move(daily)}});
}

std::string dollars(double amount) {
  char text[64];
  std::snprintf(text, sizeof text, "$%.2f", amount);
  return text;
}

json::value alert(double today, const spending_limits& spending) {
  if (today < spending.daily_alert) return nullptr;
  return json::value("Language models cost " + dollars(today) + " today; the alert is set at " +
                     dollars(spending.daily_alert) + ".");
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
  return json_answer({{"total_queries", queries.total_queries},
                      {"avg_latency_ms", rounded(queries.avg_latency_ms, 2)},
                      {"total_conversations", *conversations},
                      {"index_file_count", files->file_count},
                      {"total_llm_calls", ever->total_calls},
                      {"total_llm_cost", ever->total_cost},
                      {"today_cost", today.cost_usd},
                      {"today_calls", today.calls},
                      {"month_cost", month->total_cost},
                      {"daily_budget", offered.spending.daily_budget},
                      {"monthly_budget", offered.spending.monthly_budget},
                      {"cost_alert", alert(today.cost_usd, offered.spending)}});
}

schema costs_schema() {
  const auto parts = map_of(object({required("cost", number()), required("calls", integer()),
                                    required("input_tokens", integer()), required("output_tokens", integer())}));
  return object({required("total_cost", number(), "USD"), required("total_calls", integer()),
                 required("by_provider", parts), required("by_usage_type", parts), required("period", text())});
}

schema days_schema() {
  const auto day = object({required("date", text(), "UTC"), required("cost_usd", number()),
                           required("calls", integer()), required("by_provider", map_of(number()))});
  return object({required("days", integer()), required("daily", list_of(day), "Days without calls are left out")});
}

schema statistics_schema() {
  return object({required("total_queries", integer()), required("avg_latency_ms", number()),
                 required("total_conversations", integer()), required("index_file_count", integer()),
                 required("total_llm_calls", integer()), required("total_llm_cost", number(), "USD"),
                 required("today_cost", number(), "UTC day"), required("today_calls", integer()),
                 required("month_cost", number(), "UTC month"), required("daily_budget", number(), "0: no limit"),
                 required("monthly_budget", number(), "0: no limit"),
                 required("cost_alert", nullable(text()), "A sentence when today cost too much")});
}

}  // namespace

std::vector<route> cost_routes(const services& offered) {
  return {
      {.verb = method::get,
       .path = "/api/v1/admin/costs",
       .summary = "What language models cost, by provider and by use",
       .query = {optional("period", matching({"week", "month", "all"}), "week", "The last 7 days, 30 days, or all")},
       .replies = {{200, "Sums", costs_schema()}},
       .handler = [&offered](const call& request) { return summarize(offered, request); }},
      {.verb = method::get,
       .path = "/api/v1/admin/costs/daily",
       .summary = "The same day by day",
       .query = {optional("days", integer(1, 365), 30)},
       .replies = {{200, "The oldest first", days_schema()}},
       .handler = [&offered](const call& request) { return list_days(offered, request); }},
      {.verb = method::get,
       .path = "/api/v1/admin/stats",
       .summary = "Questions, conversations, files and costs at a glance",
       .replies = {{200, "Numbers", statistics_schema()}},
       .handler = [&offered](const call& request) { return show_statistics(offered, request); }}};
}

}  // namespace secondbrain::http
