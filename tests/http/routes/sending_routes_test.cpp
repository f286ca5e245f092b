// What may be sent to a paid language model without a question, over HTTP.
#include <gmock/gmock.h>

#include "tests/http/routes/resource_test.hpp"

namespace secondbrain::http {
namespace {

class sending_routes_test : public resource_test {
 protected:
  sending_routes_test() {
    now.estimate = {{{"anthropic", "Anthropic", "claude-sonnet-4-5"}}, false, 2557, 3, 1000, 500, 27.1};
    now.daily_budget = 2;
    fakes.front->on<get_sending>([this](const auto&) { return now; });
    fakes.front->on<set_sending>([this](const set_sending& request) {
      now.sending = {request.answer, request.by, "2026-02-05T12:00:00+00:00", "/notes"};
      if (request.answer == consent::given) now.allowed = {"anthropic"};
      return nothing{};
    });
  }

  http_response decide(const std::string& body) { return served().send("POST", "/api/v1/vault/sending", body); }

  sending_status now;
};

TEST_F(sending_routes_test, what_waits_for_whom_and_at_what_cost_is_told) {
  EXPECT_EQ(served().get("/api/v1/vault/sending").body,
            R"({"answer":"unanswered","by":"nobody","since":null,"allowed":[],)"
            R"("recipients":[{"provider":"anthropic","title":"Anthropic","model":"claude-sonnet-4-5"}],)"
            R"("set_up":false,"notes":2557,"captures":3,"input_tokens":1000,"output_tokens":500,"cost_usd":27.1,)"
            R"("daily_budget":2.0,"monthly_budget":0.0})");
  now.estimate.cost_usd.reset();
  EXPECT_TRUE(get_json("/api/v1/vault/sending").at("cost_usd").is_null());
}

TEST_F(sending_routes_test, a_yes_and_a_no_are_passed_on_with_who_said_it) {
  const auto allowed = decide(R"({"allowed":true,"by":"page"})");
  EXPECT_EQ(allowed.status, 200);
  EXPECT_THAT(allowed.body, testing::HasSubstr(R"("answer":"given","by":"page")"));
  EXPECT_THAT(allowed.body, testing::HasSubstr(R"("allowed":["anthropic"])"));
  EXPECT_EQ(decide(R"({"allowed":false})").status, 200);
  EXPECT_EQ(now.sending.answer, consent::refused);
  EXPECT_EQ(now.sending.by, consent_source::api);
  EXPECT_THAT(problems_of(decide("{}")), testing::ElementsAre("missing body.allowed"));
}

TEST_F(sending_routes_test, where_a_setting_decides_it_is_409) {
  fails<set_sending>(errc::conflict, "The setting decides.");
  EXPECT_EQ(decide(R"({"allowed":true})").status, 409);
}

}  // namespace
}  // namespace secondbrain::http
