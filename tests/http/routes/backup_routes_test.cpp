// Backups over HTTP: the list, one that ends at once, and one that is followed.
#include <gmock/gmock.h>

#include "http/server/event_stream.hpp"
#include "tests/http/routes/resource_test.hpp"

namespace secondbrain::http {
namespace {

using boost::json::parse;
using testing::HasSubstr;

constexpr auto path = "/api/v1/admin/backups";
constexpr auto progress_path = "/api/v1/admin/backups/progress";

class backup_routes_test : public resource_test {
 protected:
  /// A service that begins a backup, which then stands as `now` says.
  void begins(backup_progress now, backup_start start = backup_start::begun) {
    now.run_id = "run-1";
    now.started_at = "2026-02-05T12:00:00+00:00";
    fakes.front->on<start_backup>([this, now, start](const start_backup&) {
      fakes.backup_progress->publish(now);
      return backup_started{now.run_id, start};
    });
  }

  static backup_progress finished() {
    backup_progress now;
    now.phase = backup_phase::finished;
    now.backup = example_backup();
    return now;
  }

  static backup_progress running() {
    backup_progress now;
    now.phase = backup_phase::running;
    now.files_done = 3;
    now.files_total = 11;
    now.bytes_done = 1'000;
    now.bytes_total = 9'000;
    now.current = "lexical.db";
    return now;
  }

  static backup_info example_backup() {
    backup_info one;
    one.id = "data-20260205-120000";
    one.path = "/b/data-20260205-120000";
    one.created_at = "2026-02-05T12:00:00+00:00";
    one.bytes = 4096;
    one.verified = true;
    return one;
  }
};

TEST_F(backup_routes_test, they_are_listed) {
  fakes.front->on<list_backups>([](const auto&) { return std::vector{example_backup()}; });
  const auto listed = get_json(path).at("backups").at(0);
  EXPECT_EQ(listed.at("id"), "data-20260205-120000");
  EXPECT_EQ(listed.at("verified"), true);
}

TEST_F(backup_routes_test, one_that_ends_within_a_moment_is_answered_as_a_whole) {
  begins(finished());
  const auto answer = served().post(path);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(json_of(answer).at("id"), "data-20260205-120000");
  EXPECT_EQ(json_of(answer).at("path"), "/b/data-20260205-120000");
}

TEST_F(backup_routes_test, one_that_fails_within_a_moment_is_an_error) {
  backup_progress failed;
  failed.phase = backup_phase::failed;
  failed.problem = error{errc::unavailable, "usage.db is not open"};
  begins(failed);
  const auto answer = served().post(path);
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(detail_of(answer), "usage.db is not open");
}

TEST_F(backup_routes_test, one_that_takes_longer_is_answered_with_the_place_where_it_can_be_followed) {
  begins(running());
  for (const auto* target : {"/api/v1/admin/backups", "/api/v1/admin/backups?wait=false"}) {
    const auto answer = served().post(target);
    EXPECT_EQ(answer.status, 202) << target;
    EXPECT_EQ(value_of(answer, "Location"), progress_path);
    EXPECT_EQ(json_of(answer), parse(R"({"status":"accepted","run_id":"run-1","joined":false,
      "progress":"/api/v1/admin/backups/progress"})"));
  }
}

TEST_F(backup_routes_test, a_request_during_one_is_told_that_it_joined) {
  begins(running(), backup_start::joined);
  EXPECT_EQ(json_of(served().post(path)).at("joined"), true);
  begins(finished(), backup_start::joined);
  EXPECT_EQ(served().post(path).status, 202) << "it began before what was written since";
}

TEST_F(backup_routes_test, the_outcome_of_another_run_is_not_taken_for_ones_own) {
  begins(running());
  auto earlier = finished();
  earlier.run_id = "run-0";
  fakes.front->on<start_backup>([this, earlier](const start_backup&) {
    fakes.backup_progress->publish(earlier);
    return backup_started{"run-1", backup_start::begun};
  });
  EXPECT_EQ(served().post(path).status, 202);
}

TEST_F(backup_routes_test, a_server_that_stops_does_not_promise_one) {
  begins(running());
  fakes.backup_progress->close();
  EXPECT_EQ(served().post(path).status, 503);
}

TEST_F(backup_routes_test, the_progress_is_told_from_the_first_to_the_last) {
  EXPECT_EQ(get_json(progress_path), parse(R"({"phase":"idle","run_id":null,"started_at":null,"files_done":0,
    "files_total":0,"bytes_done":0,"bytes_total":0,"current":"","backup":null,"error":null,"work":"making"})"));
  begins(running());
  served().post("/api/v1/admin/backups?wait=false");
  EXPECT_EQ(get_json(progress_path), parse(R"({"phase":"running","run_id":"run-1",
    "started_at":"2026-02-05T12:00:00+00:00","files_done":3,"files_total":11,"bytes_done":1000,"bytes_total":9000,
    "current":"lexical.db","backup":null,"error":null,"work":"making"})"));
  fakes.backup_progress->publish(finished());
  EXPECT_EQ(get_json(progress_path).at("phase"), "finished");
  EXPECT_EQ(get_json(progress_path).at("backup").at("id"), "data-20260205-120000");
  backup_progress failed;
  failed.phase = backup_phase::failed;
  failed.problem = error{errc::unavailable, "usage.db is not open"};
  fakes.backup_progress->publish(failed);
  EXPECT_EQ(get_json(progress_path).at("error"), "usage.db is not open");
}

TEST_F(backup_routes_test, the_progress_is_streamed) {
  fakes.backup_progress->publish(running());
  fakes.backup_progress->close();
  const auto server = served();  // the stream is read from its services
  const auto answer = server.get("/api/v1/admin/backups/progress/stream");
  ASSERT_TRUE(answer.stream);
  std::string sent;
  event_stream events{[&sent](std::string_view bytes) {
                        sent += bytes;
                        return true;
                      },
                      [] { return false; }, std::chrono::hours{1}};
  answer.stream(events);
  EXPECT_THAT(sent, HasSubstr("event: backup\r\ndata: {\"phase\":\"running\""));
}

TEST_F(backup_routes_test, a_trial_is_begun_and_can_be_followed) {
  std::string tried;
  fakes.front->on<try_backup>([&](const try_backup& request) {
    tried = request.id;
    return backup_started{"run-7", backup_start::begun};
  });
  const auto answer = served().post("/api/v1/admin/backups/trial?id=data-20260205-120000");
  EXPECT_EQ(answer.status, 202);
  EXPECT_EQ(tried, "data-20260205-120000");
  EXPECT_EQ(parse(answer.body).at("run_id"), "run-7");
  EXPECT_EQ(parse(answer.body).at("progress"), progress_path);
}

TEST_F(backup_routes_test, a_restore_is_begun_and_told_of) {
  constexpr auto restore_path = "/api/v1/admin/restore";
  EXPECT_EQ(served().post(restore_path).status, 400) << "of what?";
  EXPECT_EQ(served().post(std::string{restore_path} + "?id=data-20260205-120000").status, 202);
  EXPECT_EQ(served().post(std::string{restore_path} + "?undo=true").status, 202);
  ASSERT_EQ(fakes.restore_orders.size(), 2U);
  EXPECT_EQ(fakes.restore_orders[0].id, "data-20260205-120000");
  EXPECT_EQ(fakes.restore_orders[1].kind, restore_kind::undo);
  fakes.restoring.phase = restore_phase::finished;
  fakes.restoring.replaced = "/data.replaced-1";
  EXPECT_EQ(get_json(restore_path).at("phase"), "finished");
  EXPECT_EQ(get_json(restore_path).at("replaced"), "/data.replaced-1");
}

}  // namespace
}  // namespace secondbrain::http
