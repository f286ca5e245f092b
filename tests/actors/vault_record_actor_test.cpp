#include "actors/vault_record_actor.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <memory>

#include "actors/tree.hpp"
#include "tests/base/temporary_directory.hpp"

namespace secondbrain::actors {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

class vault_record_actor_test : public testing::Test {
 protected:
  vault_record_actor_test() { spdlog::set_level(spdlog::level::off); }

  ~vault_record_actor_test() override {
    EXPECT_TRUE(tree_.stop(60s));
    spdlog::set_level(spdlog::level::info);
  }

  void start(ops::upkeep_mode mode = ops::upkeep_mode::ask,
             std::optional<std::filesystem::path> vault = std::filesystem::path{"/somewhere/notes"}) {
    vault_record_parts parts;
    parts.file = directory_ / "vault.json";
    parts.vault = std::move(vault);
    parts.upkeep = mode;
    supervisor_spec root;
    root.children = {worker<vault_record_actor>("record", front_, parts)};
    tree_.start(std::move(root));
  }

  consent answer() { return record_.ask(get_vault{}, 60s)->upkeep.answer; }

  temporary_directory directory_;
  tree tree_{{}};
  front_ptr front_ = tree_.make_front("root/record");
  address<vault_api> record_{front_};
};

TEST_F(vault_record_actor_test, a_folder_that_is_not_the_vault_gets_no_yes) {
  vault_record_parts parts;
  parts.file = directory_ / "vault.json";
  parts.vault = "/somewhere/notes";
  parts.describe = [](vault_status& vault) { vault.message = "The notes are gone."; };
  parts.preview = [] { return result<upkeep_preview>{upkeep_preview{}}; };
  supervisor_spec root;
  root.children = {worker<vault_record_actor>("record", front_, parts)};
  tree_.start(std::move(root));
  auto refused = record_.ask(set_upkeep{consent::given, consent_source::page}, 60s);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::vault_missing);
  EXPECT_EQ(refused.error().message, "The notes are gone.");
  EXPECT_EQ(answer(), consent::unanswered);
  EXPECT_FALSE(record_.ask(preview_upkeep{}, 60s));
  EXPECT_TRUE(record_.ask(set_upkeep{consent::refused, consent_source::page}, 60s)) << "a no is always taken";
}

// ---- sending notes away ----

class sending_test : public vault_record_actor_test {
 protected:
  void start(std::vector<std::string> providers, ops::upkeep_mode mode = ops::upkeep_mode::ask) {
    vault_record_parts parts;
    parts.file = directory_ / "vault.json";
    parts.vault = "/somewhere/notes";
    for (auto& name : providers) parts.sending.recipients.push_back({std::move(name), "Title", "model"});
    parts.sending.setting = mode;
    parts.sending.gate = gate_;
    parts.sending.estimate = [] { return result<sending_estimate>{sending_estimate{}}; };
    supervisor_spec root;
    root.children = {worker<vault_record_actor>("record", front_, parts)};
    tree_.start(std::move(root));
    ASSERT_TRUE(record_.ask(get_vault{}, 60s));
  }

  bool decide(consent answer) { return record_.ask(set_sending{answer, consent_source::page}, 60s).has_value(); }

  std::shared_ptr<llm::sending_gate> gate_ = std::make_shared<llm::sending_gate>();
};

TEST_F(sending_test, the_gate_opens_with_a_yes_for_those_who_were_named_and_closes_with_a_no) {
  start({"anthropic"});
  EXPECT_FALSE(gate_->allows("anthropic"));
  ASSERT_TRUE(decide(consent::given));
  EXPECT_TRUE(gate_->allows("anthropic"));
  EXPECT_FALSE(gate_->allows("openai"));
  const auto now = record_.ask(get_sending{}, 60s).value();
  EXPECT_EQ(now.sending.answer, consent::given);
  EXPECT_EQ(now.allowed, std::vector<std::string>{"anthropic"});
  ASSERT_TRUE(decide(consent::refused));
  EXPECT_FALSE(gate_->allows("anthropic"));
  EXPECT_EQ(record_.ask(get_vault{}, 60s)->upkeep.answer, consent::unanswered);
}

TEST_F(sending_test, a_setting_decides_over_what_was_said) {
  start({"anthropic", "openai"}, ops::upkeep_mode::on);
  EXPECT_TRUE(gate_->allows("anthropic"));
  EXPECT_TRUE(gate_->allows("openai"));
  EXPECT_FALSE(decide(consent::refused));
}

TEST_F(sending_test, what_was_said_for_other_providers_or_vaults_is_no_yes) {
  stores::vault_record record;
  record.sending = {consent::given, consent_source::page, "2026-02-05T12:00:00+00:00", "/somewhere/notes"};
  record.sending_to = {"openai"};
  const std::vector<recipient> both{{"anthropic", "Anthropic", "m"}, {"openai", "OpenAI", "m"}};
  using ops::upkeep_mode;
  EXPECT_EQ(sending_in_force(upkeep_mode::ask, record, "/somewhere/notes", both).allowed,
            std::vector<std::string>{"openai"});
  EXPECT_TRUE(sending_in_force(upkeep_mode::ask, record, "/somewhere/else", both).allowed.empty());
  EXPECT_TRUE(sending_in_force(upkeep_mode::ask, record, {}, both).allowed.empty());
  EXPECT_TRUE(sending_in_force(upkeep_mode::off, record, "/somewhere/notes", both).allowed.empty());
  record.sending.answer = consent::refused;
  EXPECT_TRUE(sending_in_force(upkeep_mode::ask, record, "/somewhere/notes", both).allowed.empty());
}

TEST_F(vault_record_actor_test, nothing_is_allowed_until_somebody_says_so) {
  start();
  EXPECT_EQ(answer(), consent::unanswered);
  ASSERT_TRUE(record_.ask(set_upkeep{consent::given, consent_source::page}, 60s));
  EXPECT_EQ(answer(), consent::given);
  ASSERT_TRUE(tree_.restart("root/record"));
  EXPECT_EQ(answer(), consent::given) << "it outlives its worker";
  ASSERT_TRUE(record_.ask(set_upkeep{consent::refused, consent_source::command_line}, 60s));
  EXPECT_EQ(answer(), consent::refused);
}

TEST_F(vault_record_actor_test, a_setting_decides_over_what_was_said) {
  start(ops::upkeep_mode::on);
  EXPECT_EQ(answer(), consent::given);
  EXPECT_EQ(record_.ask(get_vault{}, 60s)->upkeep.by, consent_source::setting);
  const auto refused = record_.ask(set_upkeep{consent::refused, consent_source::page}, 60s);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::conflict);
  EXPECT_THAT(refused.error().message, HasSubstr("SECONDBRAIN_VAULT_UPKEEP"));
}

TEST_F(vault_record_actor_test, without_a_vault_there_is_nothing_to_allow) {
  start(ops::upkeep_mode::on, std::nullopt);
  EXPECT_EQ(answer(), consent::unanswered);
  const auto refused = record_.ask(set_upkeep{consent::given, consent_source::page}, 60s);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::vault_missing);
}

TEST_F(vault_record_actor_test, tells_on_its_record_that_the_file_made_no_sense) {
  write_text(directory_ / "vault.json", "{ this is no JSON");
  start();
  EXPECT_EQ(answer(), consent::unanswered);
  const auto recovery = tree_.registry().find("root/record")->read().recovery;
  ASSERT_TRUE(recovery);
  EXPECT_THAT(recovery->message, HasSubstr("vault.json"));
}

}  // namespace
}  // namespace secondbrain::actors
