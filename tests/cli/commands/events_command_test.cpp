#include "tests/cli/command_test.hpp"
#include "tests/cli/fake_server.hpp"

namespace secondbrain::cli {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Pair;

class events_command : public command_test {
 protected:
  events_command() { call_server_at(server_.port()); }

  fake_server server_;
};

TEST_F(events_command, events_are_requested_by_day) {
  server_.set("/api/v1/events", R"([{"title":"Fair","date":"2026-02-02","time":"","end_date":"2026-02-04"},
                                    {"title":"Call","date":"2026-02-03","time":"9:00","end_date":""}])");
  auto shown = run({"events", "--from", "2026-02-02"});
  EXPECT_EQ(shown.out, "2026-02-02 – 2026-02-04  all day  Fair\n2026-02-03  9:00  Call\n") << shown.err;
  EXPECT_EQ(server_.last("/api/v1/events").parameters,
            (httplib::Params{{"start", "2026-02-02"}, {"end", "2026-02-08"}}));
  run({"events", "--from", "2026-02-02", "--to", "2026-03-01"});
  EXPECT_THAT(server_.last("/api/v1/events").parameters, Contains(Pair("end", "2026-03-01")));
}

TEST_F(events_command, a_day_that_is_none_is_refused) {
  auto shown = run({"events", "--from", "soon"});
  EXPECT_EQ(shown.exit_code, 1);
  EXPECT_THAT(shown.err, HasSubstr("“soon” is not a day"));
}

TEST_F(events_command, no_events_are_a_sentence) {
  server_.set("/api/v1/events", "[]");
  EXPECT_EQ(run({"events", "--from", "2026-02-02"}).out, "No events from 2026-02-02 to 2026-02-08.\n");
}

}  // namespace
}  // namespace secondbrain::cli
