#include <algorithm>
#include <boost/json/parse.hpp>
#include <thread>

#include "base/text.hpp"
#include "ops/backup/manifest.hpp"
#include "tests/cli/command_test.hpp"
#include "tests/cli/fake_server.hpp"

namespace secondbrain::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class backup_commands : public command_test {
 protected:
  backup_commands() {
    std::filesystem::create_directories(data());
    write_settings("first");
  }

  void write_settings(const std::string& value) { write_file(data() / "settings.json", "{\"v\":\"" + value + "\"}"); }
  std::string settings() const { return read_file(data() / "settings.json"); }

  std::string back_up() {
    auto result = run({"backup", "--json"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    return std::string{boost::json::parse(result.out).at("id").as_string()};
  }
};

TEST_F(backup_commands, are_made_by_the_server_when_one_runs) {
  fake_server server;
  server.set("/api/v1/admin/backups", R"({"id":"data-1","path":"/b/data-1","bytes":96300000,"verified":true})");
  call_server_at(server.port());
  auto result = run({"backup"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(result.out, "Backed up and verified: /b/data-1 (96.3 MB)\n");
}

constexpr auto progress_path = "/api/v1/admin/backups/progress";

/// A server that has begun a backup and goes on making it.
void begin_at(fake_server& server, bool joined) {
  server.set("/api/v1/admin/backups",
             std::string{R"({"status":"accepted","run_id":"r1","joined":)"} + (joined ? "true" : "false") +
                 R"(,"progress":"…"})",
             202);
  server.set(progress_path, R"({"phase":"running","run_id":"r1","bytes_done":1,"bytes_total":2,"backup":null})");
}

/// Once the command has looked at the progress twice, that is this.
std::thread after_two_looks(fake_server& server, const std::string& progress, int status = 200) {
  return std::thread{[&server, progress, status] {
    const auto looks = [&server] {
      const auto seen = server.seen();
      return std::count_if(seen.begin(), seen.end(), [](const auto& one) { return one.path == progress_path; });
    };
    while (looks() < 2) std::this_thread::sleep_for(std::chrono::milliseconds{5});
    server.set(progress_path, progress, status);
  }};
}

TEST_F(backup_commands, one_that_takes_longer_is_followed_to_its_end) {
  fake_server server;
  begin_at(server, false);
  call_server_at(server.port());
  auto ending = after_two_looks(server, R"({"phase":"finished","run_id":"r1",
    "backup":{"id":"data-1","path":"/b/data-1","bytes":96300000,"verified":true}})");
  auto result = run({"backup"});
  ending.join();
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(result.out, "Backed up and verified: /b/data-1 (96.3 MB)\n");
  EXPECT_EQ(result.err, "");
  auto as_json = run({"backup", "--json"});
  EXPECT_EQ(boost::json::parse(as_json.out).at("id"), "data-1");
}

TEST_F(backup_commands, one_that_is_not_waited_for_is_only_begun) {
  fake_server server;
  begin_at(server, false);
  call_server_at(server.port());
  auto begun = run({"backup", "--no-wait"});
  EXPECT_EQ(begun.exit_code, 0) << begun.err;
  EXPECT_THAT(begun.out, HasSubstr("under way"));
  EXPECT_THAT(begun.out, HasSubstr("`secondbrain backups` lists it"));
  EXPECT_EQ(server.last("/api/v1/admin/backups").parameters, (httplib::Params{{"wait", "false"}}));
  auto as_json = run({"backup", "--no-wait", "--json"});
  EXPECT_EQ(boost::json::parse(as_json.out).at("run_id"), "r1");
  for (const auto& request : server.seen()) EXPECT_NE(request.path, progress_path) << "nobody follows it";
  begin_at(server, true);
  EXPECT_THAT(run({"backup", "--no-wait"}).out, HasSubstr("already under way"));
}

TEST_F(backup_commands, one_that_is_not_waited_for_needs_a_server) {
  auto begun = run({"backup", "--no-wait"});
  EXPECT_EQ(begun.exit_code, 1);
  EXPECT_THAT(begun.err, HasSubstr("without --no-wait"));
  EXPECT_FALSE(std::filesystem::exists(home() / "backups"));
}

TEST_F(backup_commands, whoever_joins_one_is_told_what_may_be_missing) {
  fake_server server;
  begin_at(server, true);
  call_server_at(server.port());
  auto ending = after_two_looks(server, R"({"phase":"finished","run_id":"r1","backup":{"id":"data-1"}})");
  auto result = run({"backup", "--json"});
  ending.join();
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.err, HasSubstr("already under way"));
}

TEST_F(backup_commands, one_that_fails_after_a_while_says_why) {
  fake_server server;
  begin_at(server, false);
  call_server_at(server.port());
  auto ending = after_two_looks(server, R"({"phase":"failed","run_id":"r1","backup":null,"error":"the disk is full"})");
  auto result = run({"backup"});
  ending.join();
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.err, HasSubstr("the disk is full"));
  EXPECT_EQ(result.out, "");
}

TEST_F(backup_commands, a_server_that_says_why_it_cannot_is_believed) {
  for (const auto status : {503, 507}) {
    fake_server server;
    server.set("/api/v1/admin/backups", R"({"detail":"cannot write the backup; do this"})", status);
    call_server_at(server.port());
    auto result = run({"backup"});
    EXPECT_EQ(result.exit_code, 1) << status;
    EXPECT_THAT(result.err, HasSubstr("cannot write the backup; do this")) << status;
    EXPECT_EQ(result.out, "") << status;
  }
}

TEST_F(backup_commands, a_server_that_stops_or_begins_anew_meanwhile_has_made_none) {
  for (const auto* after : {R"({"phase":"idle","run_id":null,"backup":null})",
                            R"({"phase":"finished","run_id":"r2","backup":{"id":"data-2"}})", "gone"}) {
    fake_server server;
    begin_at(server, false);
    call_server_at(server.port());
    auto ending = after_two_looks(server, after, after[0] == 'g' ? 503 : 200);
    auto result = run({"backup"});
    ending.join();
    EXPECT_EQ(result.exit_code, 1) << after;
    EXPECT_THAT(result.err, HasSubstr("the server stopped in the meantime")) << after;
  }
}

TEST_F(backup_commands, are_made_directly_when_none_runs_and_are_listed) {
  auto id = back_up();
  auto listed = run({"backups", "--verify", "--json"});
  EXPECT_EQ(listed.exit_code, 0) << listed.err;
  const auto parsed = boost::json::parse(listed.out);
  EXPECT_EQ(parsed.at("backups").at(0).at("id"), boost::json::value(id));
  EXPECT_EQ(parsed.at("backups").at(0).at("verified"), boost::json::value(true));
  EXPECT_THAT(run({"backups"}).out, HasSubstr(id));
}

TEST_F(backup_commands, the_list_can_be_empty) {
  auto listed = run({"backups"});
  EXPECT_EQ(listed.exit_code, 0) << listed.err;
  EXPECT_THAT(listed.out, HasSubstr("make one with `secondbrain backup`"));
}

TEST_F(backup_commands, a_damaged_one_is_found_out_and_not_restored) {
  auto id = back_up();
  write_file(home() / "backups" / id / "settings.json", "{\"v\":\"FIRST\"}");
  auto listed = run({"backups", "--verify"});
  EXPECT_EQ(listed.exit_code, 1);
  EXPECT_THAT(listed.out, HasSubstr("unusable"));
  write_settings("second");
  EXPECT_EQ(run({"restore", id.c_str(), "--yes"}).exit_code, 1);
  EXPECT_THAT(settings(), HasSubstr("second"));
}

TEST_F(backup_commands, restoring_brings_the_old_state_back_and_can_be_undone) {
  back_up();
  write_settings("second");
  auto restored = run({"restore", "--latest", "--yes"});
  EXPECT_EQ(restored.exit_code, 0) << restored.err;
  EXPECT_THAT(settings(), HasSubstr("first"));
  EXPECT_THAT(restored.out, HasSubstr("secondbrain restore --undo"));
  EXPECT_EQ(run({"restore", "--undo", "--yes"}).exit_code, 0);
  EXPECT_THAT(settings(), HasSubstr("second"));
}

TEST_F(backup_commands, restoring_asks_first) {
  back_up();
  write_settings("second");
  auto nobody = run({"restore", "--latest"});
  EXPECT_EQ(nobody.exit_code, 1);
  EXPECT_THAT(nobody.err, HasSubstr("--yes"));
  answer_questions_with("n\n");
  EXPECT_EQ(run({"restore", "--latest"}).exit_code, 1);
  EXPECT_THAT(settings(), HasSubstr("second"));
  answer_questions_with("y\n");
  EXPECT_EQ(run({"restore", "--latest"}).exit_code, 0);
  EXPECT_THAT(settings(), HasSubstr("first"));
}

TEST_F(backup_commands, one_of_another_data_directory_is_marked_and_restored_only_on_a_clear_word) {
  auto id = back_up();
  std::filesystem::rename(data(), home() / "elsewhere");
  std::filesystem::create_directories(data());
  write_file(home() / "elsewhere/vault.json", R"({"id":"5f0c3b1e-9b1d-4c43-9d5a-0d8a1f1b2c3d"})");
  const auto manifest = home() / "backups" / id / "manifest.json";
  auto changed = ops::parse_manifest(read_file(manifest));
  ASSERT_TRUE(changed);
  changed->origin->data_path = home() / "elsewhere";
  write_file(manifest, ops::to_json(*changed));
  write_settings("own");

  EXPECT_THAT(run({"backups"}).out, HasSubstr("of another data directory"));
  EXPECT_EQ(boost::json::parse(run({"backups", "--json"}).out).at("backups").at(0).at("own"),
            boost::json::value(false));
  auto latest = run({"restore", "--latest", "--yes"});
  EXPECT_EQ(latest.exit_code, 1);
  EXPECT_THAT(latest.err, HasSubstr("--from-another"));
  auto named = run({"restore", id.c_str(), "--yes"});
  EXPECT_EQ(named.exit_code, 1);
  EXPECT_THAT(named.err, HasSubstr("--from-another"));
  EXPECT_THAT(settings(), HasSubstr("own"));
  EXPECT_EQ(run({"restore", "--latest", "--from-another", "--yes"}).exit_code, 0);
  EXPECT_THAT(settings(), HasSubstr("first"));
}

TEST_F(backup_commands, an_unknown_backup_changes_nothing) {
  auto restored = run({"restore", "data-19700101-000000", "--yes"});
  EXPECT_EQ(restored.exit_code, 1);
  EXPECT_THAT(settings(), HasSubstr("first"));
}

TEST_F(backup_commands, without_a_data_directory_there_is_nothing_to_back_up) {
  std::filesystem::remove_all(data());
  auto result = run({"backup"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.err, HasSubstr("nothing to back up"));
  EXPECT_FALSE(std::filesystem::exists(data()));
}

TEST_F(backup_commands, one_that_is_not_there_is_said_before_anybody_is_asked) {
  back_up();
  for (const auto* id : {"data-19700101-000000", "nonsense"}) {
    const auto restored = run({"restore", id});
    EXPECT_EQ(restored.exit_code, 1);
    EXPECT_THAT(restored.err, AllOf(HasSubstr("there is no backup "), Not(HasSubstr("nobody to ask"))));
  }
}

TEST_F(backup_commands, a_lost_data_directory_that_was_begun_anew_is_shown_and_brought_back) {
  const auto id = back_up();
  std::filesystem::remove_all(data());
  write_settings("new");
  back_up();
  const auto listed = run({"backups"});
  EXPECT_THAT(listed.out, AllOf(HasSubstr("was begun anew"), HasSubstr("in the same place"), HasSubstr(id)));
  auto restored = run({"restore", "--latest", "--from-another", "--yes"});
  EXPECT_EQ(restored.exit_code, 0) << restored.err;
  EXPECT_THAT(settings(), HasSubstr("first"));
  EXPECT_THAT(run({"backups"}).out, Not(HasSubstr("was begun anew")));
}

TEST_F(backup_commands, a_new_data_directory_that_is_meant_is_told_of_no_more) {
  back_up();
  std::filesystem::remove_all(data());
  write_settings("new");
  back_up();
  const auto settled = run({"backups", "begin-anew"});
  EXPECT_EQ(settled.exit_code, 0) << settled.err;
  EXPECT_THAT(settled.out, HasSubstr("stays in use as it is"));
  EXPECT_THAT(run({"backups"}).out, Not(HasSubstr("was begun anew")));
  EXPECT_EQ(boost::json::parse(run({"backups", "begin-anew", "--json"}).out).at("settled"), boost::json::value(false));
}

TEST_F(backup_commands, without_one_here_the_places_elsewhere_are_named) {
  set("SECONDBRAIN_BACKUP_COPY_PATH", (home() / "disk").string());
  std::filesystem::create_directories(home() / "disk");
  back_up();
  ASSERT_EQ(run({"elsewhere", "copy"}).exit_code, 0);
  std::filesystem::remove_all(data());
  std::filesystem::remove_all(home() / "backups");
  const auto listed = run({"backups"});
  EXPECT_THAT(listed.out, AllOf(HasSubstr("`secondbrain restore --from directory`"), Not(HasSubstr("make one with")),
                                HasSubstr("`secondbrain elsewhere` looks"), Not(HasSubstr("no copy of this"))));
  const auto latest = run({"restore", "--latest", "--yes"});
  EXPECT_THAT(latest.err, HasSubstr("`secondbrain restore --from directory`"));
  EXPECT_THAT(run({"restore", "--from", "directory", "--preview"}).out, HasSubstr("There is no data directory now"));
  EXPECT_EQ(run({"restore", "--from", "directory", "--yes"}).exit_code, 0);
  EXPECT_THAT(settings(), HasSubstr("first"));
}

TEST_F(backup_commands, a_place_is_made_ready_alone_and_another_one_in_its_place_only_on_a_clear_word) {
  const auto disk = home() / "disk";
  set("SECONDBRAIN_BACKUP_COPY_PATH", disk.string());
  EXPECT_EQ(run({"elsewhere", "init", "directory"}).exit_code, 1) << "there is no such folder";
  std::filesystem::create_directories(disk);
  back_up();
  ASSERT_EQ(run({"elsewhere", "copy"}).exit_code, 0);
  EXPECT_EQ(run({"elsewhere", "init", "restic"}).exit_code, 1) << "no repository is set";
  const auto left = run({"elsewhere", "init"});
  EXPECT_EQ(left.exit_code, 0) << left.err;
  EXPECT_THAT(left.out, AllOf(HasSubstr("1 copy"), HasSubstr("verified there")));

  std::filesystem::rename(disk, home() / "away");
  std::filesystem::create_directories(disk);  // the bare mount point
  const auto nobody = run({"elsewhere", "init"});
  EXPECT_EQ(nobody.exit_code, 1);
  EXPECT_THAT(nobody.err, AllOf(HasSubstr("not the folder that was copied to before"), HasSubstr("--yes")));
  answer_questions_with("n\n");
  EXPECT_EQ(run({"elsewhere", "init", "directory"}).exit_code, 1);
  EXPECT_TRUE(std::filesystem::is_empty(disk));
  EXPECT_EQ(run({"elsewhere", "init", "directory", "--yes"}).exit_code, 0);
  EXPECT_FALSE(std::filesystem::is_empty(disk));
}

TEST_F(backup_commands, making_a_place_ready_creates_no_data_directory) {
  std::filesystem::remove_all(data());
  set("SECONDBRAIN_BACKUP_COPY_PATH", (home() / "disk").string());
  EXPECT_EQ(run({"elsewhere", "init"}).exit_code, 1);
  std::filesystem::create_directories(home() / "disk");
  EXPECT_EQ(run({"elsewhere", "init"}).exit_code, 0);
  EXPECT_FALSE(std::filesystem::exists(data()));
}

}  // namespace
}  // namespace secondbrain::cli
