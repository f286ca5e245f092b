#include <boost/json/parse.hpp>

#include "tests/cli/command_test.hpp"
#include "tests/cli/fake_server.hpp"

namespace secondbrain::cli {
namespace {

constexpr auto costs = R"({"total_cost":1.5,"total_calls":4,
  "by_provider":{"anthropic":{"cost":1.5,"calls":4,"input_tokens":12000,"output_tokens":200}},
  "by_usage_type":{"chat_rerank":{"cost":0.0042,"calls":1,"input_tokens":900,"output_tokens":10}},"period":"week"})";

TEST_F(command_test, costs_are_told_with_budgets_and_parts) {
  fake_server server;
  server.set("/api/v1/admin/costs", costs);
  server.set("/api/v1/admin/stats", R"({"today_cost":0.25,"month_cost":1.25,"daily_budget":2.0,"monthly_budget":0.0,
                                        "cost_alert":"Too much."})");
  call_server_at(server.port());
  EXPECT_EQ(run({"costs"}).out,
            "Last seven days $1.50, 4 calls\nToday $0.25 of $2.00\nThis month $1.25\nToo much.\n"
            "\nBy provider\n  anthropic  $1.50  4 calls, 12,000 tokens in, 200 out\n"
            "\nBy use\n  ranking  $0.0042  1 call, 900 tokens in, 10 out\n");
  EXPECT_EQ(boost::json::parse(run({"costs", "--period", "month", "--json"}).out), boost::json::parse(costs));
  EXPECT_EQ(server.last("/api/v1/admin/costs").parameters, (httplib::Params{{"period", "month"}}));
  EXPECT_EQ(run({"costs", "--period", "year"}).exit_code, 2);
}

}  // namespace
}  // namespace secondbrain::cli
