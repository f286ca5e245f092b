#include "actors/vault_record_actor.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include "actors/tree.hpp"
#include "tests/ops/temporary_directory.hpp"

namespace secondbrain::actors {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

class vault_record_actor_test : public testing::Test {
 protected:
  vault_record_actor_test() { spdlog::set_level(spdlog::level::off); }

  ~vault_record_actor_test() override {
    EXPECT_TRUE(tree_.stop(10s));
    spdlog::set_level(spdlog::level::info);
  }

  void start(ops::upkeep_mode mode = ops::upkeep_mode::ask,
             std::optional<std::filesystem::path> vault = std::filesystem::path{"/somewhere/notes"}) {
    supervisor_spec root;
    root.children = {worker<vault_record_actor>(
        "record", front_, vault_record_parts{directory_ / "vault.json", std::move(vault), mode, {}})};
    tree_.start(std::move(root));
  }

  consent answer() { return record_.ask(get_vault{}, 10s)->upkeep.answer; }

  ops::temporary_directory directory_;
  tree tree_{{}};
  front_ptr front_ = tree_.make_front("root/record");
  address<vault_api> record_{front_};
};

TEST_F(vault_record_actor_test, nothing_is_allowed_until_somebody_says_so) {
  start();
  EXPECT_EQ(answer(), consent::unanswered);
  ASSERT_TRUE(record_.ask(set_upkeep{consent::given, consent_source::page}, 10s));
  EXPECT_EQ(answer(), consent::given);
  ASSERT_TRUE(tree_.restart("root/record"));
  EXPECT_EQ(answer(), consent::given) << "it outlives its worker";
  ASSERT_TRUE(record_.ask(set_upkeep{consent::refused, consent_source::command_line}, 10s));
  EXPECT_EQ(answer(), consent::refused);
}

TEST_F(vault_record_actor_test, a_setting_decides_over_what_was_said) {
  start(ops::upkeep_mode::on);
  EXPECT_EQ(answer(), consent::given);
  EXPECT_EQ(record_.ask(get_vault{}, 10s)->upkeep.by, consent_source::setting);
  const auto refused = record_.ask(set_upkeep{consent::refused, consent_source::page}, 10s);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::conflict);
  EXPECT_THAT(refused.error().message, HasSubstr("SECONDBRAIN_VAULT_UPKEEP"));
}

TEST_F(vault_record_actor_test, without_a_vault_there_is_nothing_to_allow) {
  start(ops::upkeep_mode::on, std::nullopt);
  EXPECT_EQ(answer(), consent::unanswered);
  const auto refused = record_.ask(set_upkeep{consent::given, consent_source::page}, 10s);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::vault_missing);
}

TEST_F(vault_record_actor_test, tells_on_its_record_that_the_file_made_no_sense) {
  ops::write_text(directory_ / "vault.json", "{ this is no JSON");
  start();
  EXPECT_EQ(answer(), consent::unanswered);
  EXPECT_THAT(tree_.registry().find("root/record")->read(std::chrono::steady_clock::now()).note,
              HasSubstr("vault.json"));
}

}  // namespace
}  // namespace secondbrain::actors
