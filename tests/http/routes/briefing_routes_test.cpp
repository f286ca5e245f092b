// The briefing over HTTP (contract: http_api §6.4; acceptance A10).
#include <gmock/gmock.h>

#include "tests/http/routes/resource_test.hpp"

namespace secondbrain::http {
namespace {

using boost::json::parse;
using testing::HasSubstr;

class briefing_routes_test : public resource_test {};

TEST_F(briefing_routes_test, the_day_is_shown_whole) {
  const task overdue{.text = "Pay",
                     .category = "Home",
                     .sub_project = "Rent",
                     .due_date = "2026-02-01",
                     .status = task_status::in_progress,
                     .days_open = 9,
                     .first_date = "2026-01-27"};
  fakes.front->on<get_briefing>([&overdue](const auto&) {
    return briefing{.today = "2026-02-05",
                    .today_display = "Thursday, February 5, 2026",
                    .overdue_tasks = {overdue},
                    .today_context = daily_context{"2026-02-05", {"Write"}, {}},
                    .today_events = {{"Call", "2026-02-05", "9:00", "", "00_Daily/2026-02-05.md"}},
                    .total_open = 12};
  });
  EXPECT_EQ(get_json("/api/v1/briefing"), parse(R"({"today":"2026-02-05","today_display":"Thursday, February 5, 2026",
              "overdue_tasks":[{"text":"Pay","category":"Home","sub_project":"Rent","due_date":"2026-02-01",
              "days_open":9,"first_date":"2026-01-27","id":"","path":"","line":0,"scheduled":"","start":"",
              "priority":"none","due_time":"","scheduled_time":"","start_time":""}],"due_today_tasks":[],"aging_followups":[],
              "yesterday_context":null,
              "today_context":{"date":"2026-02-05","focus_items":["Write"],"notes_items":[]},
              "today_events":[{"title":"Call","date":"2026-02-05","time":"9:00","end_date":"",
              "source_file":"00_Daily/2026-02-05.md"}],"total_open":12,"tasks_message":""})"));
}

// BAPI-1, BAPI-2
TEST_F(briefing_routes_test, without_a_vault_it_is_503) {
  fails<get_planner_version>(errc::vault_missing, "it is not there");
  fails<get_briefing>(errc::vault_missing, "it is not there");
  const auto answer = served().get("/api/v1/briefing");
  EXPECT_EQ(answer.status, 503);
  EXPECT_THAT(detail_of(answer), HasSubstr("Vault path"));
}

}  // namespace
}  // namespace secondbrain::http
