// What the owner of the vault allows, over HTTP.
#include <gmock/gmock.h>

#include "tests/http/routes/resource_test.hpp"

namespace secondbrain::http {
namespace {

class vault_routes_test : public resource_test {
 protected:
  vault_routes_test() {
    fakes.front->on<get_vault>([this](const auto&) { return vault; });
    fakes.front->on<get_vault_report>(
        [](const auto&) -> result<vault_finding> { return fail(errc::vault_missing, "It is not there."); });
    fakes.front->on<set_upkeep>([this](const set_upkeep& request) {
      vault.upkeep = {request.answer, request.by, "2026-02-05T12:00:00+00:00", "/notes"};
      return vault;
    });
  }

  http_response decide(const std::string& body) { return served().send("POST", "/api/v1/vault/upkeep", body); }

  vault_status vault{.data_id = "7", .path = "/notes"};
};

TEST_F(vault_routes_test, the_vault_and_what_is_allowed_are_told) {
  EXPECT_EQ(
      served().get("/api/v1/vault").body,
      R"({"data_id":"7","path":"/notes","state":"itself","belongs_to":null,"message":"",)"
      R"("upkeep":{"answer":"unanswered","by":"nobody","since":null},"found":null,"found_error":"It is not there."})");
  vault.path.clear();
  EXPECT_TRUE(get_json("/api/v1/vault").at("path").is_null());
}

TEST_F(vault_routes_test, what_was_found_in_it_is_told) {
  fakes.front->on<get_vault_report>([](const auto&) {
    vault_report found;
    found.conventions = {{"daily notes", "Daily, named YYYY-MM-DD", ".obsidian/daily-notes.json"}};
    found.notes = 3;
    found.tasks_message = "No task was found; I looked for boxes.";
    found.unread_lines = {{"a.md", 2, unread_kind::task, "- [ ] x", "It is no day."}};
    return vault_finding{found, "The notes are still being looked at."};
  });
  const auto all = get_json("/api/v1/vault");
  EXPECT_EQ(all.at("found_error"), "The notes are still being looked at.");
  const auto& found = all.at("found");
  EXPECT_EQ(found.at("conventions").at(0).at("origin"), ".obsidian/daily-notes.json");
  EXPECT_EQ(found.at("notes"), 3);
  EXPECT_TRUE(found.at("first_day").is_null());
  EXPECT_EQ(found.at("tasks_message"), "No task was found; I looked for boxes.");
  EXPECT_EQ(found.at("unread_lines").at(0).at("kind"), "task");
}

TEST_F(vault_routes_test, another_vault_is_told_and_can_be_taken_in) {
  vault.state = vault_state::another;
  vault.belongs_to = "/former";
  vault.message = "This data belongs to the vault /former.";
  EXPECT_EQ(get_json("/api/v1/vault").at("belongs_to"), "/former");
  fakes.front->on<adopt_vault>([this](const auto&) {
    vault.state = vault_state::itself;
    return vault;
  });
  EXPECT_EQ(served().send("POST", "/api/v1/vault/adopt", "{}").status, 200);
  EXPECT_EQ(vault.state, vault_state::itself);
  fails<adopt_vault>(errc::vault_missing, "There is no folder /nots.");
  EXPECT_EQ(served().send("POST", "/api/v1/vault/adopt", "{}").status, 503);
}

TEST_F(vault_routes_test, a_yes_and_a_no_are_passed_on_with_who_said_it) {
  EXPECT_EQ(decide(R"({"allowed":true,"by":"page"})").status, 200);
  EXPECT_EQ(vault.upkeep.answer, consent::given);
  EXPECT_EQ(vault.upkeep.by, consent_source::page);
  EXPECT_EQ(decide(R"({"allowed":false})").status, 200);
  EXPECT_EQ(vault.upkeep.answer, consent::refused);
  EXPECT_EQ(vault.upkeep.by, consent_source::api);
  EXPECT_THAT(problems_of(decide("{}")), testing::ElementsAre("missing body.allowed"));
}

TEST_F(vault_routes_test, where_a_setting_decides_it_is_409) {
  fails<set_upkeep>(errc::conflict, "The setting decides.");
  EXPECT_EQ(decide(R"({"allowed":true})").status, 409);
}

TEST_F(vault_routes_test, what_would_be_written_is_told_with_the_texts) {
  fakes.front->on<preview_upkeep>([](const auto&) {
    return upkeep_preview{
        {{"Tasks/All Tasks.md", file_change::create, "", "# All Tasks\n"}}, {"thought.md"}, {"Mind."}};
  });
  EXPECT_EQ(served().get("/api/v1/vault/upkeep/preview").body,
            R"({"files":[{"path":"Tasks/All Tasks.md","change":"create","before":"","after":"# All Tasks\n"}],)"
            R"("captures":["thought.md"],"remarks":["Mind."],"inbox":"Inbox"})");
}

}  // namespace
}  // namespace secondbrain::http
