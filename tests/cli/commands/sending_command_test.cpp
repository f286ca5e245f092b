#include <gmock/gmock.h>

#include "tests/cli/command_test.hpp"
#include "tests/cli/fake_server.hpp"

namespace secondbrain::cli {
namespace {

using ::testing::HasSubstr;

constexpr auto sending_path = "/api/v1/vault/sending";

std::string sending_answer(const std::string& decision, const std::string& allowed) {
  return R"({"answer":")" + decision + R"(","by":"nobody","since":null,"allowed":)" + allowed +
         R"(,"recipients":[{"provider":"anthropic","title":"Anthropic","model":"claude-sonnet-4-5"}],"set_up":false,)"
         R"("notes":2557,"captures":3,"input_tokens":1,"output_tokens":1,"cost_usd":27.1,"daily_budget":2.0,)"
         R"("monthly_budget":0.0})";
}

TEST_F(command_test, what_would_be_sent_is_told_with_its_cost) {
  fake_server server;
  server.set(sending_path, sending_answer("unanswered", "[]"));
  call_server_at(server.port());
  EXPECT_EQ(run({"vault", "sending"}).out,
            "Nothing is sent to Anthropic (claude-sonnet-4-5) without a question: you have not allowed it.\n"
            "Waiting: 2,557 notes and 3 captures. To have them read costs about $27.10.\n"
            "No more is spent than the budgets allow: $2.00 a day, no limit for a month.\n");
}

TEST_F(command_test, a_yes_takes_a_second_word_after_the_cost_was_shown) {
  fake_server server;
  server.set(sending_path, sending_answer("unanswered", "[]"));
  call_server_at(server.port());
  const auto refused = run({"vault", "allow-sending"});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.out, HasSubstr("about $27.10"));
  EXPECT_THAT(refused.err, HasSubstr("secondbrain vault allow-sending --yes"));

  server.set(sending_path, sending_answer("given", R"(["anthropic"])"));
  const auto allowed = run({"vault", "allow-sending", "--yes"});
  EXPECT_EQ(allowed.exit_code, 0);
  EXPECT_THAT(allowed.out, HasSubstr("Allowed: notes and captures go to Anthropic (claude-sonnet-4-5)"));
  EXPECT_THAT(server.last(sending_path).body, HasSubstr(R"("allowed":true)"));
  EXPECT_EQ(run({"vault", "stop-sending"}).exit_code, 0);
  EXPECT_THAT(server.last(sending_path).body, HasSubstr(R"("allowed":false)"));
}

}  // namespace
}  // namespace secondbrain::cli
