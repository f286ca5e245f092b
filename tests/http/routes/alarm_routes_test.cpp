#include <gmock/gmock.h>

#include "tests/http/routes/resource_test.hpp"

namespace secondbrain::http {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class alarm_routes_test : public resource_test {
 protected:
  http_response silence(const std::string& body) { return served().send("POST", "/api/v1/alarms/silence", body); }
};

TEST_F(alarm_routes_test, say_how_rules_and_channels_stand) {
  alarms_report report;
  auto& rule = report.rules.emplace_back();
  rule.rule = "disk-low";
  rule.grace_seconds = 300;
  rule.phase = alarm_phase::firing;
  rule.text = "Only 0.1 GiB are free.";
  report.rules.emplace_back().rule = "sync-late";
  auto& channel = report.channels.emplace_back();
  channel.name = "ntfy";
  channel.delivered_at = "2026-02-05T12:00:00+00:00";
  fakes.alarms->publish(report);
  const auto shown = get_json("/api/v1/alarms");
  const auto& first = shown.at("rules").at(0);
  EXPECT_EQ(first.at("state"), "firing");
  EXPECT_EQ(first.at("message"), "Only 0.1 GiB are free.");
  EXPECT_EQ(first.at("grace_seconds"), 300);
  EXPECT_TRUE(shown.at("rules").at(1).at("grace_seconds").is_null()) << "it is off";
  EXPECT_EQ(shown.at("channels").at(0).at("delivered_at"), "2026-02-05T12:00:00+00:00");
  EXPECT_TRUE(shown.at("channels").at(0).at("error").is_null());
  EXPECT_TRUE(shown.at("briefing_at").is_null());
}

TEST_F(alarm_routes_test, a_test_is_accepted) {
  fakes.front->on<send_alarm_test>([](const auto&) { return alarm_test_started{"id-1", {"ntfy", "email"}}; });
  const auto answer = served().post("/api/v1/alarms/test");
  EXPECT_EQ(answer.status, 202);
  EXPECT_EQ(json_of(answer).at("id"), "id-1");
}

TEST_F(alarm_routes_test, a_test_without_a_channel_is_refused) {
  fails<send_alarm_test>(errc::conflict, "No channel is set up");
  const auto answer = served().post("/api/v1/alarms/test");
  EXPECT_EQ(answer.status, 409);
  EXPECT_THAT(detail_of(answer), HasSubstr("No channel"));
}

TEST_F(alarm_routes_test, a_briefing_is_sent) {
  fakes.front->on<send_briefing>([](const send_briefing& request) {
    return briefing_on_its_way{"id-1", request.channel.empty() ? "email" : request.channel};
  });
  const auto send = [&](const std::string& body) { return served().send("POST", "/api/v1/briefing/send", body); };
  EXPECT_EQ(send("{}").status, 202);
  EXPECT_EQ(json_of(send("{}")).at("channel"), "email");
  EXPECT_EQ(json_of(send(R"({"channel":"ntfy"})")).at("channel"), "ntfy");
  fails<send_briefing>(errc::not_found, "there is no channel pigeon; set up: ntfy");
  EXPECT_EQ(send(R"({"channel":"pigeon"})").status, 404);
  fails<send_briefing>(errc::conflict, "No channel is set up");
  EXPECT_EQ(send("{}").status, 409);
}

TEST_F(alarm_routes_test, a_rule_is_silenced) {
  fakes.front->on<silence_alarm>([](const silence_alarm& request) {
    alarm_state state;
    state.rule = request.rule;
    state.silenced_until = std::to_string(request.seconds);
    return state;
  });
  const auto answer = silence(R"({"rule":"disk-low","seconds":7200})");
  EXPECT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(json_of(answer).at("silenced_until"), "7200");
  EXPECT_THAT(problems_of(silence(R"({"rule":"disk-low","seconds":-1})")),
              ElementsAre("greater_than_equal body.seconds"));
  fails<silence_alarm>(errc::not_found, "there is no rule nonsense");
  EXPECT_EQ(silence(R"({"rule":"nonsense","seconds":60})").status, 404);
}

}  // namespace
}  // namespace secondbrain::http
