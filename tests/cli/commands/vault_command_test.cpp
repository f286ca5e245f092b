#include <boost/json/parse.hpp>

#include "tests/cli/command_test.hpp"
#include "tests/cli/fake_server.hpp"

namespace secondbrain::cli {
namespace {

using boost::json::parse;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class vault_command : public command_test {};

/// With a server that knows more than the folder.
class vault_on_server : public command_test {
 protected:
  vault_on_server() { call_server_at(server_.port()); }

  static std::string vault(const std::string& answer, const std::string& by, const std::string& message = "") {
    return R"({"path":"/notes","message":")" + message + R"(","upkeep":{"answer":")" + answer + R"(","by":")" + by +
           R"("}})";
  }

  fake_server server_;
};

TEST_F(vault_on_server, says_which_vault_it_is_and_what_is_allowed) {
  server_.set("/api/v1/vault", vault("unanswered", "nobody"));
  server_.set("/api/v1/vault/sending", R"({"answer":"unanswered","recipients":[]})");
  const auto shown = run({"vault"});
  EXPECT_EQ(shown.exit_code, 0) << shown.err;
  EXPECT_EQ(shown.out,
            "/notes\nSecondBrain does not write into this vault until you allow it: `secondbrain vault enable`.\n"
            "No paid language model is set up, so no note is sent to one without a question.\n");
}

TEST_F(vault_on_server, tells_what_was_found_and_from_where) {
  server_.set("/api/v1/vault", R"({"path":"/notes","message":"","upkeep":{"answer":"given","by":"setting"},"found":{
      "conventions":[{"name":"daily notes","value":"Daily, named YYYY-MM-DD","origin":".obsidian/daily-notes.json"}],
      "problems":[{"file":".obsidian/app.json","message":"It is not valid JSON."}],
      "notes":2,"daily_notes":1,"first_day":"2026-03-01","last_day":"2026-03-01","tasks":3,
      "tasks_by_format":[{"format":"tasks","tasks":2,"open":1},{"format":"plain","tasks":1,"open":1}],"tasks_message":"",
      "languages":[{"language":"","notes":48},{"language":"de","notes":20}],
      "events":0,"links_resolved":4,"links_unresolved":1,"tags":1,"aliases":0,"unread":1,
      "unread_lines":[{"path":"a.md","line":7,"kind":"task","text":"- [ ] x \u001b[2J","reason":"It is no day."}]}})");
  const auto shown = run({"vault"}).out;
  EXPECT_THAT(shown,
              HasSubstr("2 notes, 1 daily note (2026-03-01), 0 events, 4 links to notes and 1 to notes that do "
                        "not exist, 1 tag, 0 aliases.\n3 tasks: 2 with signs (📅) (1 open), 1 plain box (1 open).\n"));
  EXPECT_THAT(shown, HasSubstr("Languages: de 20; 48 notes are too short or too mixed to tell.\n"));
  EXPECT_THAT(shown, HasSubstr("  daily notes  Daily, named YYYY-MM-DD  (.obsidian/daily-notes.json)\n"));
  EXPECT_THAT(shown, HasSubstr(".obsidian/app.json: It is not valid JSON.\n"));
  EXPECT_THAT(shown, HasSubstr("  a.md:7: It is no day.\n    - [ ] x"));
  EXPECT_THAT(shown, Not(HasSubstr("\x1b[2J")));
}

TEST_F(vault_on_server, says_that_a_setting_has_decided) {
  server_.set("/api/v1/vault", vault("given", "setting"));
  EXPECT_THAT(run({"vault"}).out, HasSubstr("writes into this vault (SECONDBRAIN_VAULT_UPKEEP).\n"));
  server_.set("/api/v1/vault", vault("refused", "setting"));
  EXPECT_THAT(run({"vault"}).out, HasSubstr("does not write into this vault (SECONDBRAIN_VAULT_UPKEEP).\n"));
}

TEST_F(vault_on_server, trouble_with_the_vault_is_shown_and_so_is_that_sending_is_not_known) {
  server_.set("/api/v1/vault", vault("refused", "command_line", "This is another vault."));
  EXPECT_THAT(run({"vault"}).out,
              AllOf(HasSubstr("/notes\nThis is another vault.\nSecondBrain does not write into this vault.\n"),
                    HasSubstr("What may be sent is not known: ")));
}

TEST_F(vault_on_server, json_holds_what_may_be_sent_as_well) {
  server_.set("/api/v1/vault", vault("given", "command_line"));
  server_.set("/api/v1/vault/sending", R"({"answer":"refused"})");
  auto shown = parse(run({"vault", "--json"}).out).as_object();
  EXPECT_EQ(shown.at("sending"), parse(R"({"answer":"refused"})"));
  EXPECT_EQ(shown.at("path"), "/notes");
}

TEST_F(vault_on_server, an_answer_goes_to_the_server) {
  server_.set("/api/v1/vault/upkeep", vault("given", "command_line"));
  const auto enabled = run({"vault", "enable"});
  EXPECT_EQ(enabled.exit_code, 0) << enabled.err;
  EXPECT_EQ(enabled.out, "/notes\nSecondBrain writes into this vault.\n");
  EXPECT_EQ(parse(server_.last("/api/v1/vault/upkeep").body), parse(R"({"allowed":true,"by":"command_line"})"));
  run({"vault", "disable"});
  EXPECT_EQ(parse(server_.last("/api/v1/vault/upkeep").body), parse(R"({"allowed":false,"by":"command_line"})"));
}

TEST_F(vault_on_server, a_refusal_of_the_server_is_shown) {
  server_.set("/api/v1/vault/upkeep", R"({"detail":"The setting decides this."})", 409);
  const auto refused = run({"vault", "enable"});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.err, HasSubstr("The setting decides this."));
}

TEST_F(vault_on_server, a_preview_shows_lines_and_nothing_in_them_steers_the_terminal) {
  server_.set("/api/v1/vault/upkeep/preview", R"({"files":[
      {"path":"Tasks/All Tasks.md","change":"create","before":"","after":"# All Tasks\n"},
      {"path":"20_Projects/A\u001b[2J.md","change":"change","before":"one\ntwo\n","after":"one\nthree\n"}],
      "captures":["thought.md"],"remarks":["A file of yours stays as it is."],"inbox":"02. Inbox"})");
  const auto shown = run({"vault", "preview"});
  EXPECT_EQ(shown.exit_code, 0) << shown.err;
  EXPECT_THAT(shown.out, AllOf(HasSubstr("Would be created: Tasks/All Tasks.md\n    + # All Tasks\n"),
                               HasSubstr("Would be changed: 20_Projects/A [2J.md\n"), HasSubstr("    - two\n"),
                               HasSubstr("    + three\n"), HasSubstr("Would be filed: 02. Inbox/thought.md\n"),
                               HasSubstr("A file of yours stays as it is.\n"), Not(HasSubstr("\x1b[2J"))));
}

TEST_F(vault_on_server, a_preview_of_nothing_says_so) {
  server_.set("/api/v1/vault/upkeep/preview",
              R"({"files":[],"captures":[],"remarks":["Nothing is due."],"inbox":"Inbox"})");
  EXPECT_EQ(run({"vault", "preview"}).out, "Nothing is due.\nNothing would be written right now.\n");
}

TEST_F(vault_on_server, another_vault_is_taken_in_by_the_server) {
  server_.set("/api/v1/vault/adopt", vault("unanswered", "nobody"));
  const auto adopted = run({"vault", "adopt"});
  EXPECT_EQ(adopted.exit_code, 0) << adopted.err;
  EXPECT_THAT(adopted.out, HasSubstr("This data belongs to this vault now; it is being indexed.\n/notes\n"));
  EXPECT_EQ(server_.last("/api/v1/vault/adopt").method, "POST");
}

TEST_F(vault_command, adopting_needs_a_server) {
  const auto refused = run({"vault", "adopt"});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_NE(refused.err, "");
}

TEST_F(vault_command, without_a_server_the_record_itself_answers) {
  const auto before = run({"vault"});
  EXPECT_EQ(before.exit_code, 0) << before.err;
  EXPECT_THAT(before.out, AllOf(HasSubstr(vault().string() + "\n"), HasSubstr("until you allow it")));
  EXPECT_EQ(run({"vault", "enable"}).out, vault().string() + "\nSecondBrain writes into this vault.\n");
  EXPECT_THAT(run({"vault"}).out, HasSubstr("SecondBrain writes into this vault.\n"));
  EXPECT_EQ(run({"vault", "disable"}).exit_code, 0);
  EXPECT_EQ(parse(run({"vault", "--json"}).out).at("upkeep").at("answer"), "refused");
}

TEST_F(vault_command, a_setting_that_decides_cannot_be_overruled) {
  set("SECONDBRAIN_VAULT_UPKEEP", "off");
  const auto refused = run({"vault", "enable"});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.err, HasSubstr("SECONDBRAIN_VAULT_UPKEEP"));
  EXPECT_THAT(run({"vault"}).out, HasSubstr("does not write into this vault (SECONDBRAIN_VAULT_UPKEEP)."));
}

TEST_F(vault_command, a_preview_without_a_server_writes_nothing) {
  write_file(vault() / "00_Daily/2026-02-09.md", "## Tasks\n### Work\n- [ ] Call the bank\n");
  const auto shown = run({"vault", "preview"});
  EXPECT_EQ(shown.exit_code, 0) << shown.err;
  EXPECT_THAT(shown.out, AllOf(HasSubstr("Would be created: Tasks/All Tasks.md"), HasSubstr("Call the bank")));
  EXPECT_FALSE(std::filesystem::exists(vault() / "Tasks"));
}

TEST_F(vault_command, without_a_vault_there_is_nothing_to_allow) {
  unset("SECONDBRAIN_VAULT_PATH");
  const auto refused = run({"vault", "enable"});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.err, HasSubstr("SECONDBRAIN_VAULT_PATH"));
  EXPECT_EQ(run({"vault", "no-such-word"}).exit_code, 2);
}

}  // namespace
}  // namespace secondbrain::cli
