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

}  // namespace
}  // namespace secondbrain::cli
