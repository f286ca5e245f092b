#include <boost/json/parse.hpp>

#include "tests/cli/command_test.hpp"
#include "tests/cli/fake_server.hpp"

namespace secondbrain::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

class sync_command : public command_test {
 protected:
  std::filesystem::path trigger() const { return data() / ".reindex_needed"; }
  std::filesystem::path completed() const { return data() / ".sync_completed"; }
  std::filesystem::path failed() const { return data() / ".sync_failed"; }

  /// What went to stderr as log lines while `words` ran.
  std::pair<outcome, std::string> run_logged(std::vector<const char*> words) {
    testing::internal::CaptureStderr();
    auto done = run(std::move(words));
    return {done, testing::internal::GetCapturedStderr()};
  }
};

TEST_F(sync_command, leaves_the_request_in_the_trigger_file_when_no_server_runs) {
  auto [done, log] = run_logged({"sync", "index"});
  EXPECT_EQ(done.exit_code, 0) << log;
  EXPECT_EQ(read_file(trigger()), vault().string());
  EXPECT_THAT(log, HasSubstr("a request is left"));
  EXPECT_FALSE(std::filesystem::exists(failed()));
}

TEST_F(sync_command, takes_the_trigger_back_when_the_server_has_indexed) {
  fake_server server;
  server.set("/api/v1/index", R"({"status":"success","message":"3 new"})");
  call_server_at(server.port());
  auto [done, log] = run_logged({"sync", "index", "--json"});
  EXPECT_EQ(done.exit_code, 0) << log;
  EXPECT_FALSE(std::filesystem::exists(trigger()));
  auto answer = boost::json::parse(done.out);
  EXPECT_EQ(answer.at("status"), boost::json::value("success"));
  EXPECT_EQ(answer.at("covered"), boost::json::value(true));
  EXPECT_THAT(std::string{answer.at("summary").as_string()}, HasSubstr("3 new"));
}

TEST_F(sync_command, a_failure_of_the_index_ends_when_it_goes_well) {
  fake_server server;
  server.set("/api/v1/index", R"({"detail":"the vault is missing"})", 400);
  call_server_at(server.port());
  run_logged({"sync", "index"});
  ASSERT_TRUE(std::filesystem::exists(failed()));
  server.set("/api/v1/index", R"({"status":"success","message":"3 new"})");
  run_logged({"sync", "index"});
  EXPECT_FALSE(std::filesystem::exists(failed()));
}

TEST_F(sync_command, a_busy_server_finds_the_request_later) {
  fake_server server;
  server.set("/api/v1/index", R"({"detail":"the queue is full; try again shortly"})", 503);
  call_server_at(server.port());
  auto [done, log] = run_logged({"sync", "index", "--json"});
  EXPECT_EQ(done.exit_code, 0) << log;
  EXPECT_TRUE(std::filesystem::exists(trigger()));
  EXPECT_EQ(boost::json::parse(done.out).at("covered"), boost::json::value(false));
}

TEST_F(sync_command, what_the_server_refuses_is_a_failure_and_is_marked) {
  fake_server server;
  server.set("/api/v1/index", R"({"detail":"the vault is missing"})", 400);
  call_server_at(server.port());
  auto [done, log] = run_logged({"sync", "index"});
  EXPECT_EQ(done.exit_code, 1);
  EXPECT_THAT(log, HasSubstr("the vault is missing"));
  EXPECT_THAT(read_file(failed()),
              testing::MatchesRegex("[0-9]+-[0-9]+-[0-9]+T[0-9:.]+: index: the vault is missing\n?"));
}

// contract: operations §10, W76
TEST_F(sync_command, one_step_does_not_pretend_that_the_whole_sync_ran) {
  fake_server server;
  server.set("/api/v1/index", R"({"status":"success","message":"ok"})");
  call_server_at(server.port());
  write_file(completed(), "2026-02-05T07:00:00");
  auto before = std::filesystem::last_write_time(completed());
  EXPECT_EQ(run_logged({"sync", "index"}).first.exit_code, 0);
  EXPECT_EQ(read_file(completed()), "2026-02-05T07:00:00");
  EXPECT_EQ(std::filesystem::last_write_time(completed()), before);
}

// contract: operations §2.2: without a vault no sync has failed, and the data directory may be a running server's
TEST_F(sync_command, a_missing_vault_is_exit_code_1_and_not_marked) {
  std::filesystem::remove(vault());
  auto [done, log] = run_logged({"sync", "index"});
  EXPECT_EQ(done.exit_code, 1);
  EXPECT_THAT(log, HasSubstr("[ERROR]"));
  EXPECT_THAT(log, HasSubstr("SECONDBRAIN_VAULT_PATH"));
  EXPECT_FALSE(std::filesystem::exists(trigger()));
  EXPECT_FALSE(std::filesystem::exists(failed()));
  EXPECT_FALSE(std::filesystem::exists(data()));
}

TEST_F(sync_command, an_unset_vault_is_exit_code_1) {
  unset("SECONDBRAIN_VAULT_PATH");
  auto [done, log] = run_logged({"sync", "index"});
  EXPECT_EQ(done.exit_code, 1);
  EXPECT_THAT(log, HasSubstr("no vault is configured"));
}

TEST_F(sync_command, the_option_wins_over_the_configuration) {
  auto other = home() / "other notes";
  std::filesystem::create_directories(other);
  auto path = other.string();
  EXPECT_EQ(run_logged({"sync", "--vault-path", path.c_str(), "index"}).first.exit_code, 0);
  EXPECT_EQ(read_file(trigger()), path);
}

// contract: operations §2.2 and §2.3
TEST_F(sync_command, logs_lines_and_events_in_the_agreed_form) {
  auto log = run_logged({"sync", "index"}).second;
  EXPECT_THAT(log,
              testing::ContainsRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2} \\[INFO\\] daily_sync: "));
  std::vector<std::string> events;
  std::istringstream lines{log};
  for (std::string line; std::getline(lines, line);) {
    auto begin = line.find(": {");
    if (begin == std::string::npos) continue;
    auto event = boost::json::parse(line.substr(begin + 2)).as_object();
    events.emplace_back(event.at("event").as_string());
    EXPECT_TRUE(event.at("duration_ms").is_int64()) << line;
  }
  EXPECT_EQ(events, (std::vector<std::string>{"reindex_complete", "sync_complete"}));
}

// OPS-11, OPS-15
TEST_F(sync_command, rotates_a_log_that_has_grown_too_large_and_no_other) {
  std::filesystem::create_directories(data());
  std::ofstream{data() / "ui.log"} << "small";
  std::ofstream{data() / "daily-sync.log"}.close();
  std::filesystem::resize_file(data() / "daily-sync.log", 11 * 1024 * 1024);
  EXPECT_EQ(run_logged({"sync", "index"}).first.exit_code, 0);
  EXPECT_TRUE(std::filesystem::exists(data() / "daily-sync.log.old"));
  EXPECT_EQ(read_file(data() / "ui.log"), "small");
  EXPECT_FALSE(std::filesystem::exists(data() / "ui.log.old"));
}

// ---- steps that the running server does ----

constexpr auto good_run = R"({"command":"all","trigger":"command_line","started_at":"2026-02-05T12:00:00+00:00",
  "duration_ms":1500,"status":"success","error":null,
  "steps":[{"step":"inbox","succeeded":true,"summary":"2 routed","actions":["a","b"],"duration_ms":900},
           {"step":"index","succeeded":true,"summary":"3 new","actions":[],"duration_ms":600}]})";
constexpr auto failed_run = R"({"command":"inbox","trigger":"command_line","started_at":"2026-02-05T12:00:00+00:00",
  "duration_ms":15,"status":"failed","error":"the model is down",
  "steps":[{"step":"inbox","succeeded":false,"summary":"the model is down","actions":[],"duration_ms":15}]})";

class sync_on_server : public sync_command {
 protected:
  sync_on_server() {
    server_.set("/livez", "ok");
    call_server_at(server_.port());
  }

  fake_server server_;
};

TEST_F(sync_on_server, everything_is_run_by_default) {
  server_.set("/api/v1/admin/sync", good_run);
  auto [done, log] = run_logged({"sync"});
  EXPECT_EQ(done.exit_code, 0) << log;
  EXPECT_EQ(done.out, "inbox: 2 routed\nindex: 3 new\n");
  EXPECT_EQ(server_.last("/api/v1/admin/sync").parameters,
            (httplib::Params{{"step", "all"}, {"trigger", "command_line"}}));
  for (const auto* event : {R"("event":"inbox_complete","processed":2)", R"("event":"reindex_complete")",
                            R"("event":"sync_complete","command":"all")"})
    EXPECT_THAT(log, HasSubstr(event));
}

TEST_F(sync_on_server, a_step_that_failed_is_exit_code_1) {
  server_.set("/api/v1/admin/sync", failed_run);
  auto [done, log] = run_logged({"sync", "inbox", "--json"});
  EXPECT_EQ(done.exit_code, 1);
  EXPECT_EQ(boost::json::parse(done.out), boost::json::parse(failed_run));
  EXPECT_THAT(log, HasSubstr(R"("event":"sync_failed","error":"the model is down")"));
  EXPECT_FALSE(std::filesystem::exists(failed()));  // the server has marked its own
}

TEST_F(sync_on_server, a_server_that_cannot_run_it_is_a_failure_and_marked) {
  server_.set("/api/v1/admin/sync", R"({"detail":"the queue is full"})", 503);
  auto [done, log] = run_logged({"sync", "tasks"});
  EXPECT_EQ(done.exit_code, 1);
  EXPECT_THAT(read_file(failed()), HasSubstr("the queue is full"));
}

TEST_F(sync_on_server, a_person_is_told_each_thing_once_and_in_words) {
  look_at_a_terminal();
  server_.set("/api/v1/admin/sync", good_run);
  auto [done, log] = run_logged({"sync"});
  EXPECT_EQ(done.exit_code, 0);
  EXPECT_EQ(done.out, "inbox: 2 routed\n  a\n  b\nindex: 3 new\n");
  EXPECT_EQ(done.err + log, "");
}

TEST_F(sync_on_server, a_person_is_told_once_what_failed) {
  look_at_a_terminal();
  server_.set("/api/v1/admin/sync", failed_run);
  auto [failing, log] = run_logged({"sync", "inbox"});
  EXPECT_EQ(failing.exit_code, 1);
  EXPECT_EQ(failing.out + failing.err + log, "inbox failed: the model is down\n");

  server_.set("/api/v1/admin/sync", R"({"detail":"the queue is full"})", 503);
  auto [refused, log_of_refusal] = run_logged({"sync"});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_EQ(refused.out + refused.err + log_of_refusal, "secondbrain: the queue is full\n");
}

TEST_F(sync_on_server, a_person_is_told_what_the_index_step_came_to) {
  look_at_a_terminal();
  server_.set("/api/v1/index", R"({"status":"success","message":"3 new"})");
  auto [done, log] = run_logged({"sync", "index"});
  EXPECT_EQ(done.out + done.err + log, "index: The server has read the notes: 3 new\n");
}

TEST_F(sync_on_server, a_person_who_wants_the_log_gets_it) {
  look_at_a_terminal();
  server_.set("/api/v1/admin/sync", good_run);
  EXPECT_THAT(run_logged({"sync", "--verbose"}).second, HasSubstr(R"("event":"sync_complete")"));
}

TEST_F(sync_on_server, json_is_one_document_whatever_happens) {
  for (const bool watched : {false, true}) {
    if (watched) look_at_a_terminal();
    server_.set("/api/v1/admin/sync", good_run);
    EXPECT_EQ(boost::json::parse(run_logged({"sync", "--json"}).first.out), boost::json::parse(good_run));
    server_.set("/api/v1/admin/sync", R"({"detail":"the queue is full"})", 503);
    auto refused = run_logged({"sync", "--json"}).first;
    EXPECT_EQ(refused.exit_code, 1);
    EXPECT_EQ(boost::json::parse(refused.out).at("error"), "the queue is full");
  }
}

TEST_F(sync_command, json_tells_also_that_there_is_no_vault) {
  unset("SECONDBRAIN_VAULT_PATH");
  auto done = run_logged({"sync", "--json"}).first;
  EXPECT_EQ(done.exit_code, 1);
  const auto printed = boost::json::parse(done.out);
  EXPECT_EQ(printed.at("status"), "failed");
  EXPECT_THAT(std::string{printed.at("error").as_string()}, HasSubstr("no vault is configured"));
}

TEST_F(sync_on_server, weekly_is_a_step_of_its_own) {
  server_.set("/api/v1/admin/sync", R"({"command":"weekly","trigger":"command_line","started_at":"","duration_ms":1,
    "status":"success","error":null,"steps":[{"step":"weekly","succeeded":true,"summary":"written","actions":[],
    "duration_ms":1}]})");
  EXPECT_EQ(run_logged({"weekly"}).first.out, "weekly: written\n");
  EXPECT_EQ(server_.last("/api/v1/admin/sync").parameters.find("step")->second, "weekly");
}

TEST_F(sync_on_server, a_step_nobody_knows_is_exit_code_2) {
  EXPECT_EQ(run({"sync", "yearly"}).exit_code, 2);
}

// The first hour: the server was given its vault by an option, and nothing is configured for the command line.
TEST_F(sync_on_server, is_asked_also_where_no_vault_is_configured) {
  unset("SECONDBRAIN_VAULT_PATH");
  server_.set("/api/v1/admin/sync", good_run);
  server_.set("/api/v1/index", R"({"status":"success","message":"3 new"})");
  for (const auto& words : {std::vector{"sync"}, {"sync", "tasks"}, {"sync", "index"}, {"weekly"}}) {
    auto [done, log] = run_logged(words);
    EXPECT_EQ(done.exit_code, 0) << log;
    EXPECT_FALSE(std::filesystem::exists(data()));
  }
  EXPECT_EQ(server_.last("/api/v1/admin/sync").parameters.find("step")->second, "weekly");
  EXPECT_EQ(server_.last("/api/v1/index").path, "/api/v1/index");
}

TEST_F(sync_on_server, is_asked_also_where_the_configured_vault_is_away) {
  std::filesystem::remove(vault());
  server_.set("/api/v1/admin/sync", good_run);
  EXPECT_EQ(run_logged({"sync"}).first.exit_code, 0);
  EXPECT_FALSE(std::filesystem::exists(failed()));
}

TEST_F(sync_on_server, without_a_vault_here_its_refusal_is_said_and_nothing_is_marked) {
  unset("SECONDBRAIN_VAULT_PATH");
  server_.set("/api/v1/admin/sync", R"({"detail":"the queue is full"})", 503);
  server_.set("/api/v1/index", R"({"detail":"the queue is full"})", 503);
  for (const auto* step : {"all", "index"}) {
    auto [done, log] = run_logged({"sync", step});
    EXPECT_EQ(done.exit_code, 1);
    EXPECT_THAT(log, HasSubstr("the queue is full"));
    EXPECT_FALSE(std::filesystem::exists(data()));
  }
}

}  // namespace
}  // namespace secondbrain::cli
