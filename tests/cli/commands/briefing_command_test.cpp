#include <boost/json/parse.hpp>

#include "tests/cli/command_test.hpp"
#include "tests/cli/fake_server.hpp"

namespace secondbrain::cli {
namespace {

using boost::json::parse;

class briefing_command : public command_test {
 protected:
  briefing_command() { call_server_at(server_.port()); }

  fake_server server_;
};

TEST_F(briefing_command, the_briefing_shows_what_there_is) {
  constexpr auto briefing = R"({"today":"2026-02-05","today_display":"Thursday, February 5, 2026","overdue_tasks":[
      {"text":"Pay","category":"Home","sub_project":"","due_date":"2026-02-01","days_open":9,"first_date":"2026-01-27"}],
      "due_today_tasks":[],"aging_followups":[],"yesterday_context":null,
      "today_context":{"date":"2026-02-05","focus_items":["Write"],"notes_items":["Rain"]},
      "today_events":[{"title":"Call","date":"2026-02-05","time":"9:00","end_date":""}],"total_open":12})";
  server_.set("/api/v1/briefing", briefing);
  auto shown = run({"briefing"});
  EXPECT_EQ(shown.out,
            "Thursday, February 5, 2026  12 open tasks\n"
            "\nEvents\n2026-02-05  9:00  Call\n"
            "\nOverdue\n[ ] Pay  Home  due 2026-02-01  open for 9 days\n"
            "\nToday\n- Write\n- Rain\n");
  EXPECT_EQ(parse(run({"briefing", "--json"}).out), parse(briefing));
}

TEST_F(briefing_command, it_is_sent_on_request_and_what_came_of_it_is_told) {
  server_.set("/api/v1/briefing/send", R"({"id":"id-1","channel":"ntfy"})", 202);
  const auto report = [&](const char* outcome, const char* error) {
    server_.set("/api/v1/alarms", std::string{R"({"rules":[],"channels":[{"name":"email","briefing_id":"id-0",)"} +
                                      R"("briefing":"waiting"},{"name":"ntfy","briefing_id":"id-1","briefing":")" +
                                      outcome + R"(","error":)" + error + "}]}");
  };
  report("delivered", "null");
  auto sent = run({"briefing", "--send"});
  EXPECT_EQ(sent.exit_code, 0) << sent.err;
  EXPECT_EQ(sent.out, "Sent through ntfy.\n");
  EXPECT_EQ(parse(server_.last("/api/v1/briefing/send").body), parse("{}"));
  EXPECT_EQ(run({"briefing", "--send", "ntfy"}).exit_code, 0);
  EXPECT_EQ(parse(server_.last("/api/v1/briefing/send").body), parse(R"({"channel":"ntfy"})"));
  EXPECT_EQ(parse(run({"briefing", "--send", "--json"}).out),
            parse(R"({"id":"id-1","channel":"ntfy","outcome":"delivered","error":null})"));
  report("failed", R"("ntfy answers 500")");
  sent = run({"briefing", "--send"});
  EXPECT_EQ(sent.exit_code, 1);
  EXPECT_NE(sent.err.find("ntfy has not taken the briefing: ntfy answers 500"), std::string::npos) << sent.err;
  sent = run({"briefing", "--send", "--json"});
  EXPECT_EQ(sent.exit_code, 1);
  EXPECT_EQ(parse(sent.out).at("error").as_string(), "ntfy answers 500");
  EXPECT_EQ(run({"briefing", "ntfy"}).exit_code, 2) << "a channel is for sending";
}

}  // namespace
}  // namespace secondbrain::cli
