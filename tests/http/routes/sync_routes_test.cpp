// The daily sync over HTTP (contract: operations §2).
#include <gmock/gmock.h>

#include "http/server/event_stream.hpp"
#include "tests/http/routes/resource_test.hpp"

namespace secondbrain::http {
namespace {

using boost::json::parse;
using testing::ElementsAre;
using testing::HasSubstr;

sync_report failed_run() {
  return {.command = "all",
          .trigger = sync_trigger::api,
          .started_at = "2026-02-05T12:00:00+00:00",
          .duration_ms = 1500,
          .succeeded = false,
          .error = "the model is down",
          .steps = {{sync_step::inbox, true, "2 routed", {"a.md: task"}, 900},
                    {sync_step::tasks, false, "the model is down", {}, 600}}};
}

constexpr auto failed_run_json = R"({"command":"all","trigger":"api","started_at":"2026-02-05T12:00:00+00:00",
  "duration_ms":1500,"status":"failed","error":"the model is down",
  "steps":[{"step":"inbox","succeeded":true,"summary":"2 routed","actions":["a.md: task"],"duration_ms":900},
           {"step":"tasks","succeeded":false,"summary":"the model is down","actions":[],"duration_ms":600}]})";

class sync_routes_test : public resource_test {
 protected:
  sync_routes_test() {
    fakes.front->on<run_sync>([this](const run_sync& request) {
      received = request;
      return failed_run();
    });
  }

  std::optional<run_sync> received;
};

TEST_F(sync_routes_test, a_run_that_failed_is_told_not_an_error) {
  const auto answer = served().post("/api/v1/admin/sync");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(json_of(answer), parse(failed_run_json));
  EXPECT_EQ(received->only, std::nullopt);
  EXPECT_EQ(received->trigger, sync_trigger::api);
}

TEST_F(sync_routes_test, one_step_can_be_run_and_the_command_line_is_known) {
  served().post("/api/v1/admin/sync?step=weekly&trigger=command_line");
  EXPECT_EQ(received->only, sync_step::weekly);
  EXPECT_EQ(received->trigger, sync_trigger::command_line);
  EXPECT_THAT(problems_of(served().post("/api/v1/admin/sync?step=yearly&trigger=schedule")),
              ElementsAre("literal_error query.step", "literal_error query.trigger"));
}

TEST_F(sync_routes_test, a_run_need_not_be_awaited) {
  const auto answer = served().post("/api/v1/admin/sync?step=inbox&wait=false");
  EXPECT_EQ(answer.status, 202);
  EXPECT_EQ(answer.body, R"({"status":"accepted","command":"inbox"})");
  EXPECT_EQ(received->only, sync_step::inbox);
}

TEST_F(sync_routes_test, earlier_runs_are_listed_the_newest_first) {
  fakes.sync_runs = {failed_run(), {.command = "weekly", .succeeded = true}};
  const auto runs = get_json("/api/v1/admin/sync/runs").at("runs").as_array();
  ASSERT_EQ(runs.size(), 2u);
  EXPECT_EQ(runs.at(0), parse(failed_run_json));
  EXPECT_EQ(runs.at(1).at("status"), "success");
  EXPECT_TRUE(runs.at(1).at("error").is_null());
  EXPECT_EQ(get_json("/api/v1/admin/sync/runs?limit=1").at("runs").as_array().size(), 1u);
}

TEST_F(sync_routes_test, a_history_that_cannot_be_read_is_an_error) {
  auto offered = fakes.offered();
  offered.sync_history = [](std::size_t) { return fail(errc::io_failure, "the disk does not answer"); };
  EXPECT_EQ(in_process_server{offered}.get("/api/v1/admin/sync/runs").status, 503);
}

TEST_F(sync_routes_test, progress_tells_of_the_step_under_way) {
  EXPECT_EQ(served().get("/api/v1/admin/sync/progress").body,
            R"({"running":false,"command":"","step":null,"done":0,"total":0,"current":""})");
  fakes.sync_progress->publish({true, "all", sync_step::extract, 3, 10, "a.md"});
  EXPECT_EQ(served().get("/api/v1/admin/sync/progress").body,
            R"({"running":true,"command":"all","step":"extract","done":3,"total":10,"current":"a.md"})");
}

TEST_F(sync_routes_test, progress_is_streamed_until_the_feed_is_closed) {
  fakes.sync_progress->publish({true, "inbox", sync_step::inbox, 1, 2, "a.md"});
  fakes.sync_progress->close();
  const auto server = served();  // the stream is read from its services
  const auto answer = server.get("/api/v1/admin/sync/progress/stream");
  EXPECT_EQ(answer.content_type, "text/event-stream; charset=utf-8");
  std::string sent;
  event_stream events{[&sent](std::string_view bytes) {
                        sent += bytes;
                        return true;
                      },
                      [] { return false; }, std::chrono::seconds{15}};
  answer.stream(events);
  EXPECT_THAT(sent, HasSubstr("event: sync\r\ndata: {\"running\":true,\"command\":\"inbox\""));
}

}  // namespace
}  // namespace secondbrain::http
