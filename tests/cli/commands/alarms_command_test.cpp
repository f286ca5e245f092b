#include <boost/json/parse.hpp>

#include "tests/cli/command_test.hpp"
#include "tests/cli/fake_server.hpp"

namespace secondbrain::cli {
namespace {

using boost::json::parse;
using testing::HasSubstr;

constexpr auto report = R"({"rules":[
  {"rule":"vault-missing","title":"","severity":"critical","grace_seconds":60,"state":"calm"},
  {"rule":"disk-low","title":"","severity":"critical","grace_seconds":300,"state":"firing",
   "since":"2026-02-05T12:00:00+00:00","message":"Only 0.1 GiB are free.","told_at":"2026-02-05T12:05:00+00:00",
   "silenced_until":"2026-02-05T14:00:00+00:00"},
  {"rule":"sync-late","title":"","severity":"warning","grace_seconds":null,"state":"calm"}],
 "channels":[
  {"name":"ntfy","waiting":0,"delivered_at":"2026-02-05T12:05:01+00:00","error":null,"test_id":"id-1","test":"delivered"},
  {"name":"email","waiting":2,"delivered_at":null,"failed_at":"2026-02-05T12:06:00+00:00",
   "next_attempt_at":"2026-02-05T12:10:00+00:00","error":"The mail server refuses.","test_id":"id-1","test":"failed"}],
 "quiet_hours":"22:00-07:00","quiet_now":true,"next_test_at":"2026-02-12T12:00:00+00:00",
 "briefing_at":"07:30","briefing_channel":"ntfy","briefing_day":"2026-02-05"})";

class alarms_command : public command_test {
 protected:
  alarms_command() {
    call_server_at(server_.port());
    server_.set("/api/v1/alarms", report);
    server_.set("/api/v1/alarms/test", R"({"id":"id-1","channels":["ntfy","email"]})", 202);
    server_.set("/api/v1/alarms/silence",
                R"({"rule":"disk-low","silenced_until":"2026-02-05T14:00:00+00:00","state":"calm"})");
  }

  fake_server server_;
};

TEST_F(alarms_command, shows_rules_and_channels) {
  const auto shown = run({"alarms"});
  EXPECT_EQ(shown.exit_code, 0) << shown.err;
  EXPECT_EQ(shown.out,
            "Rules\n"
            "  vault-missing     calm\n"
            "  disk-low          firing since 2026-02-05 12:00 UTC, silenced until 2026-02-05 14:00 UTC\n"
            "    Only 0.1 GiB are free.\n"
            "  sync-late         off\n"
            "Channels\n"
            "  ntfy              last delivery 2026-02-05 12:05 UTC\n"
            "  email             nothing delivered yet, 2 notices wait\n"
            "    failed 2026-02-05 12:06 UTC: The mail server refuses.\n"
            "    next attempt 2026-02-05 12:10 UTC\n"
            "Quiet hours: 22:00-07:00 (now)\n"
            "Briefing: daily at 07:30 through ntfy, last sent for 2026-02-05\n"
            "Next test: 2026-02-12 12:00 UTC\n");
  EXPECT_EQ(parse(run({"alarms", "--json"}).out), parse(report));
}

TEST_F(alarms_command, says_when_nobody_would_be_told) {
  server_.set("/api/v1/alarms", R"({"rules":[],"channels":[]})");
  EXPECT_THAT(run({"alarms"}).out, HasSubstr("nobody is told"));
}

TEST_F(alarms_command, a_test_ends_with_what_became_of_it) {
  const auto shown = run({"alarms", "test"});
  EXPECT_EQ(shown.exit_code, 1) << "one channel failed";
  EXPECT_EQ(shown.out, "ntfy: delivered\nemail: failed: The mail server refuses.\n");
  EXPECT_EQ(server_.last("/api/v1/alarms/test").method, "POST");
}

TEST_F(alarms_command, a_test_that_arrives_everywhere_is_a_success) {
  server_.set("/api/v1/alarms", R"({"channels":[{"name":"ntfy","test_id":"id-1","test":"delivered"}]})");
  const auto shown = run({"alarms", "test"});
  EXPECT_EQ(shown.exit_code, 0);
  EXPECT_EQ(shown.out, "ntfy: delivered\n");
}

TEST_F(alarms_command, a_test_without_a_channel_says_so) {
  server_.set("/api/v1/alarms/test", R"({"detail":"No channel is set up."})", 409);
  const auto shown = run({"alarms", "test"});
  EXPECT_EQ(shown.exit_code, 1);
  EXPECT_THAT(shown.err, HasSubstr("No channel is set up."));
}

TEST_F(alarms_command, silences_a_rule_for_a_time_as_people_write_it) {
  for (const auto& [written, seconds] :
       {std::pair{"90s", 90}, std::pair{"30m", 1800}, std::pair{"2h", 7200}, std::pair{"1d", 86'400}}) {
    const auto shown = run({"alarms", "silence", written, "disk-low"});
    EXPECT_EQ(shown.exit_code, 0) << shown.err;
    EXPECT_EQ(shown.out, "disk-low is silenced until 2026-02-05 14:00 UTC.\n");
    const auto body = parse(server_.last("/api/v1/alarms/silence").body);
    EXPECT_EQ(body.at("seconds"), seconds);
    EXPECT_EQ(body.at("rule"), "disk-low");
  }
  for (const auto* wrong : {"2", "h", "0h", "-2h", "2 h", "2weeks", "9999999d"}) {
    const auto refused = run({"alarms", "silence", "--", wrong, "disk-low"});
    EXPECT_EQ(refused.exit_code, 1) << wrong;
    EXPECT_THAT(refused.err, HasSubstr("say 90s, 30m, 2h or 1d")) << wrong;
  }
}

TEST_F(alarms_command, ends_a_silence) {
  server_.set("/api/v1/alarms/silence", R"({"rule":"disk-low","silenced_until":null,"state":"calm"})");
  EXPECT_EQ(run({"alarms", "unsilence", "disk-low"}).out, "disk-low is told of again.\n");
  EXPECT_EQ(parse(server_.last("/api/v1/alarms/silence").body).at("seconds"), 0);
}

}  // namespace
}  // namespace secondbrain::cli
