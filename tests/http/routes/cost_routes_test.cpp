// Costs and statistics over HTTP (contract: http_api §9; acceptance A5). The fakes' clock says 2026-02-05 12:00 UTC.
#include <gmock/gmock.h>

#include "tests/http/routes/resource_test.hpp"

namespace secondbrain::http {
namespace {

using boost::json::parse;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

class cost_routes_test : public resource_test {
 protected:
  cost_routes_test() {
    fakes.front->on<summarize_usage>([this](const summarize_usage& request) {
      periods.push_back(request.since.value_or("ever"));
      usage_summary sum{.total_cost = 1.5, .total_calls = 4};
      sum.by_provider["anthropic"] = {1.5, 4, 1000, 200};
      sum.by_usage_type["chat_answer"] = {1.25, 3, 900, 190};
      return sum;
    });
    fakes.front->on<list_daily_usage>([this](const list_daily_usage& request) {
      requested_days = request.days;
      return days;
    });
    fakes.front->on<count_conversations>([](const auto&) { return 6; });
    fakes.front->on<get_tracker_stats>([](const auto&) { return tracker_stats{.file_count = 42}; });
  }

  static daily_usage day(std::string date, double cost, int calls) {
    return {.date = std::move(date), .cost_usd = cost, .calls = calls, .by_provider = {{"anthropic", cost}}};
  }

  std::vector<std::string> periods;
  std::vector<daily_usage> days;
  int requested_days = 0;
};

// ADM-1
TEST_F(cost_routes_test, costs_of_the_last_seven_days_are_the_default) {
  EXPECT_EQ(get_json("/api/v1/admin/costs"), parse(R"({"total_cost":1.5,"total_calls":4,
    "by_provider":{"anthropic":{"cost":1.5,"calls":4,"input_tokens":1000,"output_tokens":200}},
    "by_usage_type":{"chat_answer":{"cost":1.25,"calls":3,"input_tokens":900,"output_tokens":190}},
    "period":"week"})"));
  EXPECT_THAT(periods, ElementsAre("2026-01-29T12:00:00+00:00"));  // W67: UTC, as it is stored
}

// ADM-2, ADM-3, ADM-4
TEST_F(cost_routes_test, other_periods_can_be_asked_for) {
  EXPECT_EQ(get_json("/api/v1/admin/costs?period=month").at("period"), "month");
  EXPECT_EQ(get_json("/api/v1/admin/costs?period=all").at("period"), "all");
  EXPECT_THAT(periods, ElementsAre("2026-01-06T12:00:00+00:00", "ever"));
  EXPECT_THAT(problems_of(served().get("/api/v1/admin/costs?period=year")),
              ElementsAre("string_pattern_mismatch query.period"));
}

// ADM-5, ADM-6
TEST_F(cost_routes_test, days_are_shown_as_stored) {
  days = {day("2026-02-04", 0.5, 2), day("2026-02-05", 0, 1)};
  EXPECT_EQ(served().get("/api/v1/admin/costs/daily").body,
            R"({"days":30,"daily":[{"date":"2026-02-04","cost_usd":0.5,"calls":2,"by_provider":{"anthropic":0.5}},)"
            R"({"date":"2026-02-05","cost_usd":0.0,"calls":1,"by_provider":{"anthropic":0.0}}]})");
  EXPECT_EQ(get_json("/api/v1/admin/costs/daily?days=7").at("days"), 7);
  EXPECT_EQ(requested_days, 7);
  EXPECT_EQ(served().get("/api/v1/admin/costs/daily?days=366").status, 422);
  EXPECT_EQ(served().get("/api/v1/admin/costs/daily?days=0").status, 422);
}

// ADM-7, ADM-10
TEST_F(cost_routes_test, statistics_are_gathered_from_everywhere) {
  fakes.queries.total_queries = 9;
  fakes.queries.avg_latency_ms = 123.456;
  fakes.spending = {.daily_alert = 1, .daily_budget = 2, .monthly_budget = 30};
  EXPECT_EQ(get_json("/api/v1/admin/stats"), parse(R"({"total_queries":9,"avg_latency_ms":123.46,
    "total_conversations":6,"index_file_count":42,"total_llm_calls":4,"total_llm_cost":1.5,"today_cost":0.0,
    "today_calls":0,"month_cost":1.5,"daily_budget":2.0,"monthly_budget":30.0,"cost_alert":null})"));
  EXPECT_THAT(periods, ElementsAre("ever", "2026-02"));
}

// ADM-8, ADM-9, ADM-12
TEST_F(cost_routes_test, only_the_day_it_is_counts_as_today) {
  days = {day("2026-02-04", 9.0, 90), day("2026-02-05", 0.25, 3)};
  auto shown = get_json("/api/v1/admin/stats");
  EXPECT_EQ(shown.at("today_cost"), 0.25);
  EXPECT_EQ(shown.at("today_calls"), 3);
  EXPECT_TRUE(shown.at("cost_alert").is_null());
  days = {day("2026-02-04", 9.0, 90)};
  shown = get_json("/api/v1/admin/stats");
  EXPECT_EQ(shown.at("today_cost"), 0.0);
  EXPECT_EQ(shown.at("today_calls"), 0);
  EXPECT_TRUE(shown.at("cost_alert").is_null());
}

// ADM-11, ADM-13
TEST_F(cost_routes_test, an_expensive_day_is_told_with_both_amounts) {
  days = {day("2026-02-05", 2.5, 3)};
  const auto shown = get_json("/api/v1/admin/stats");
  EXPECT_EQ(shown.at("today_calls"), 3);
  EXPECT_THAT(boost::json::value_to<std::string>(shown.at("cost_alert")),
              AllOf(HasSubstr("$2.50"), HasSubstr("$1.00")));
  days = {day("2026-02-05", 1.0, 3)};
  EXPECT_TRUE(get_json("/api/v1/admin/stats").at("cost_alert").is_string());
  days = {day("2026-02-05", 0.99, 3)};
  EXPECT_TRUE(get_json("/api/v1/admin/stats").at("cost_alert").is_null());
}

}  // namespace
}  // namespace secondbrain::http
