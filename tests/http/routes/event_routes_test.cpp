// Events over HTTP (contract: http_api §6.3; acceptance A9).
#include <gmock/gmock.h>

#include "tests/http/routes/resource_test.hpp"

namespace secondbrain::http {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class event_routes_test : public resource_test {};

// EAPI-1
TEST_F(event_routes_test, events_keep_their_order_times_and_end) {
  list_events received;
  fakes.front->on<list_events>([&received](const list_events& request) {
    received = request;
    return std::vector<calendar_event>{{"Fair", "2026-02-02", "", "2026-02-04", "00_Daily/2026-02-02.md"},
                                       {"Dentist", "2026-02-03", "9:00", "", "00_Daily/2026-02-03.md"},
                                       {"Call", "2026-02-03", "14:30", "", "00_Daily/2026-02-03.md"}};
  });
  EXPECT_EQ(served().get("/api/v1/events?start=2026-02-02&end=2026-02-08").body,
            R"([{"title":"Fair","date":"2026-02-02","time":"","end_date":"2026-02-04",)"
            R"("source_file":"00_Daily/2026-02-02.md"},{"title":"Dentist","date":"2026-02-03","time":"9:00",)"
            R"("end_date":"","source_file":"00_Daily/2026-02-03.md"},{"title":"Call","date":"2026-02-03",)"
            R"("time":"14:30","end_date":"","source_file":"00_Daily/2026-02-03.md"}])");
  EXPECT_EQ(received.start, "2026-02-02");
  EXPECT_EQ(received.end, "2026-02-08");
}

// EAPI-2
TEST_F(event_routes_test, nothing_in_range_is_an_empty_list) {
  fakes.front->on<list_events>([](const auto&) { return std::vector<calendar_event>{}; });
  EXPECT_EQ(served().get("/api/v1/events?start=2026-02-02&end=2026-02-08").body, "[]");
}

// EAPI-3
TEST_F(event_routes_test, without_a_vault_it_is_503) {
  fails<get_planner_version>(errc::vault_missing, "it is not there");
  fails<list_events>(errc::vault_missing, "it is not there");
  const auto answer = served().get("/api/v1/events?start=2026-02-02&end=2026-02-08");
  EXPECT_EQ(answer.status, 503);
  EXPECT_THAT(detail_of(answer), HasSubstr("Vault path"));
}

// EAPI-4
TEST_F(event_routes_test, both_days_are_required) {
  EXPECT_THAT(problems_of(served().get("/api/v1/events")), ElementsAre("missing query.start", "missing query.end"));
}

TEST_F(event_routes_test, what_is_not_a_day_is_422) {  // W55
  fails<list_events>(errc::invalid_argument, "`soon` is not a day");
  EXPECT_THAT(problems_of(served().get("/api/v1/events?start=soon&end=2026-02-08")), ElementsAre("value_error query"));
  fails<get_planner_version>(errc::vault_missing, "it is not there");  // of two mistakes the caller's own is told
  EXPECT_THAT(problems_of(served().get("/api/v1/events?start=soon&end=2026-02-08")), ElementsAre("value_error query"));
}

}  // namespace
}  // namespace secondbrain::http
