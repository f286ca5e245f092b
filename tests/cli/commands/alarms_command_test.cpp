#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cstdlib>
#include <ctime>

#include "tests/cli/command_test.hpp"
#include "tests/cli/fake_server.hpp"

namespace secondbrain::cli {
namespace {

using boost::json::parse;
using testing::HasSubstr;

constexpr auto alarms_report = R"({"rules":[
  {"rule":"vault-missing","title":"","severity":"critical","grace_seconds":60,"state":"calm"},
  {"rule":"disk-low","title":"","severity":"critical","grace_seconds":300,"state":"firing",
   "since":"2026-02-05T12:00:00+00:00","message":"Only 0.1 GiB are free.","told_at":"2026-02-05T12:05:00+00:00",
   "silenced_until":"2026-02-05T14:00:00+00:00"},
  {"rule":"index-frozen","title":"","severity":"warning","grace_seconds":300,"state":"pending",
   "since":"2026-02-05T12:00:00+00:00"},
  {"rule":"sync-late","title":"","severity":"warning","grace_seconds":null,"setting":"SECONDBRAIN_ALARM_SYNC_LATE",
   "state":"calm"}],
 "channels":[
  {"name":"ntfy","waiting":0,"delivered_at":"2026-02-05T12:05:01+00:00","error":null,"test_id":"id-1","test":"delivered"},
  {"name":"email","waiting":2,"delivered_at":null,"failed_at":"2026-02-05T12:06:00+00:00",
   "next_attempt_at":"2026-02-05T12:10:00+00:00","error":"The mail server refuses.","test_id":"id-1","test":"failed"}],
 "quiet_hours":"22:00-07:00","quiet_now":true,"next_test_at":"2026-02-12T12:00:00+00:00",
 "briefing_at":"07:30","briefing_channel":"ntfy","briefing_day":"2026-02-05",
 "briefing":"delivered"})";

class alarms_command : public command_test {
 protected:
  alarms_command() {
    ::setenv("TZ", "Europe/Berlin", 1);
    ::tzset();
    call_server_at(server_.port());
    server_.set("/api/v1/alarms", alarms_report);
    server_.set("/api/v1/alarms/test", R"({"id":"id-1","channels":["ntfy","email"]})", 202);
    server_.set("/api/v1/alarms/silence",
                R"({"rule":"disk-low","silenced_until":"2026-02-05T14:00:00+00:00","state":"calm"})");
  }

  ~alarms_command() override {
    ::setenv("TZ", "UTC", 1);
    ::tzset();
  }

  fake_server server_;
};

TEST_F(alarms_command, shows_rules_and_channels) {
  const auto shown = run({"alarms"});
  EXPECT_EQ(shown.exit_code, 0) << shown.err;
  EXPECT_EQ(shown.out,
            "Rules\n"
            "  vault-missing     well\n"
            "  disk-low          alarm since 2026-02-05 13:00 CET, silenced until 2026-02-05 15:00 CET\n"
            "    Only 0.1 GiB are free.\n"
            "  index-frozen      in trouble since 2026-02-05 13:00 CET; you are told once it has lasted 5 min\n"
            "  sync-late         off (SECONDBRAIN_ALARM_SYNC_LATE)\n"
            "Channels\n"
            "  ntfy              last delivered 2026-02-05 13:05 CET\n"
            "  email             nothing delivered yet, 2 notices wait\n"
            "    failed 2026-02-05 13:06 CET: The mail server refuses.\n"
            "    tried again 2026-02-05 13:10 CET, or now with `secondbrain alarms test`\n"
            "Quiet hours: 22:00-07:00 (now)\n"
            "Briefing: daily at 07:30 through ntfy; the one of 2026-02-05 was delivered\n"
            "Next test: 2026-02-12 13:00 CET\n");
  EXPECT_EQ(parse(run({"alarms", "--json"}).out), parse(alarms_report));
}

TEST_F(alarms_command, a_test_tells_of_channels_that_wait_for_a_restart) {
  EXPECT_THAT(run({"alarms", "test"}).err, testing::Not(HasSubstr("restart")));
  set("SECONDBRAIN_ALARM_WEBHOOK", "http://127.0.0.1:9/hook");
  EXPECT_THAT(run({"alarms", "test"}).err,
              HasSubstr("webhook was set up after the service started: restart the service to use it"));
  server_.set("/api/v1/alarms/test", R"({"detail":"No channel is set up, so nothing can be sent."})", 409);
  const auto none = run({"alarms", "test"});
  EXPECT_EQ(none.exit_code, 1);
  EXPECT_THAT(none.err, HasSubstr("so nothing can be sent. webhook was set up after the service started"));
}

TEST_F(alarms_command, says_what_became_of_the_briefing) {
  for (const auto& [outcome, words] : {std::pair{"waiting", "waits to be sent"},
                                       {"delivered", "was delivered"},
                                       {"may_have_arrived", "may have arrived"}}) {
    auto changed = parse(alarms_report).as_object();
    changed["briefing"] = outcome;
    server_.set("/api/v1/alarms", boost::json::serialize(changed));
    EXPECT_THAT(run({"alarms"}).out, HasSubstr(words));
  }
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
    EXPECT_EQ(shown.out, "disk-low is silenced until 2026-02-05 15:00 CET.\n");
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
  EXPECT_EQ(run({"alarms", "unsilence", "disk-low"}).out, "You are told of disk-low again.\n");
  EXPECT_EQ(parse(server_.last("/api/v1/alarms/silence").body).at("seconds"), 0);
}

}  // namespace
}  // namespace secondbrain::cli
