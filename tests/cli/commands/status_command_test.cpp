#include <boost/json/parse.hpp>

#include "tests/cli/command_test.hpp"
#include "tests/cli/fake_server.hpp"

namespace secondbrain::cli {
namespace {

using testing::HasSubstr;

class status_command : public command_test {
 protected:
  status_command() {
    call_server_at(server_.port());
    set_health("ok");
    server_.set("/api/v1/admin/sync-status",
                R"({"last_sync":"2026-02-05T07:00:00","status":"stale","hours_ago":26.5})");
    server_.set("/api/v1/index/progress", R"({"phase":"indexing","files_done":1200,"files_total":14142,"message":""})");
    server_.set("/api/v1/admin/actors", R"({"taken_at":"t","actors":[
        {"name":"root","state":"running","restarts":0},
        {"name":"root/stores/lexical","title":"index by words","state":"backing_off","restarts":3,"next_retry":"2026-02-05T07:00:09Z",
         "note":"it is damaged"}]})");
  }

  void set_health(const std::string& verdict) {
    server_.set("/api/v1/health",
                R"({"status":")" + verdict + R"(","vault":"ok","summary":"All is well.","version":"0.1.0",
        "uptime_seconds":11520,"checks":[{"name":"space","title":"disk","status":"ok","message":"81 GB free"}]})");
  }

  fake_server server_;
};

TEST_F(status_command, says_how_the_service_is) {
  auto shown = run({"status"});
  EXPECT_EQ(shown.exit_code, 0) << shown.err;
  EXPECT_THAT(shown.out, HasSubstr("ok  All is well.\n"));
  EXPECT_THAT(shown.out, HasSubstr("version 0.1.0, up 3 h 12 min"));
  EXPECT_THAT(shown.out, testing::ContainsRegex("ok +disk +81 GB free"));
  EXPECT_THAT(shown.out, HasSubstr("Sync    stale, completed 26 hours ago\n"));
  EXPECT_THAT(shown.out, HasSubstr("Index   is being brought up to date, 1,200 of 14,142 notes\n"));
  EXPECT_THAT(shown.out, HasSubstr("Parts   1 of 2 running, 3 restarts\n"));
  EXPECT_THAT(shown.out,
              HasSubstr("index by words  about to start again, next try 2026-02-05T07:00:09Z: it is damaged\n"));
}

TEST_F(status_command, says_what_a_sync_that_went_well_could_not_do) {
  server_.set("/api/v1/admin/sync-status",
              R"({"last_sync":"2026-02-05T07:00:00","status":"ok","hours_ago":1.0,"trouble":"No note can be read."})");
  EXPECT_THAT(run({"status"}).out, HasSubstr("Sync    ok, completed 1 hour ago, but: No note can be read.\n"));
}

TEST_F(status_command, a_sync_of_a_moment_ago_was_just_now) {
  server_.set("/api/v1/admin/sync-status", R"({"last_sync":"2026-02-05T07:00:00","status":"ok","hours_ago":0.0})");
  EXPECT_THAT(run({"status"}).out, HasSubstr("Sync    ok, completed just now\n"));
}

TEST_F(status_command, a_sync_that_never_ran_is_told_in_words) {
  server_.set("/api/v1/admin/sync-status", R"({"last_sync":null,"status":"unknown"})");
  EXPECT_THAT(run({"status"}).out, HasSubstr("Sync    has not run yet\n"));
}

TEST_F(status_command, json_holds_all_four_answers) {
  auto parsed = boost::json::parse(run({"status", "--json"}).out);
  EXPECT_EQ(parsed.at("health").at("status"), boost::json::value("ok"));
  EXPECT_EQ(parsed.at("sync").at("status"), boost::json::value("stale"));
  EXPECT_EQ(parsed.at("index").at("files_done"), boost::json::value(1200));
  EXPECT_EQ(parsed.at("actors").at(1).at("restarts"), boost::json::value(3));
  EXPECT_EQ(parsed.at("url"), boost::json::value("http://127.0.0.1:" + std::to_string(server_.port())));
}

TEST_F(status_command, the_exit_code_is_the_verdict) {
  set_health("warning");
  EXPECT_EQ(run({"status"}).exit_code, 0);
  set_health("error");
  EXPECT_EQ(run({"status"}).exit_code, 1);
  EXPECT_EQ(run({"status", "--json"}).exit_code, 1);
}

TEST_F(status_command, fails_when_no_server_runs) {
  call_server_at(1);
  auto shown = run({"status"});
  EXPECT_EQ(shown.exit_code, 1);
  EXPECT_THAT(shown.err, HasSubstr("not running"));
}

}  // namespace
}  // namespace secondbrain::cli
