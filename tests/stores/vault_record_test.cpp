#include "stores/vault_record.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <boost/json.hpp>

#include "tests/base/no_file.hpp"
#include "tests/base/temporary_directory.hpp"

namespace secondbrain::stores {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class vault_record_test : public testing::Test {
 protected:
  vault_record_test() { fs::create_directories(vault); }

  permission decision_for(const fs::path& which) {
    return {consent::given, consent_source::page, "2026-02-05T12:00:00+00:00", vault_name(which)};
  }

  temporary_directory folder;
  fs::path file = folder / "vault.json";
  fs::path vault = folder / "notes";
};

TEST_F(vault_record_test, a_new_directory_gets_an_id_and_nothing_is_allowed) {
  const auto opened = open_vault_record(file, vault).value();
  EXPECT_EQ(opened.record.id.size(), 36U);
  EXPECT_EQ(permission_for(opened.record.upkeep, vault).answer, consent::unanswered);
  EXPECT_EQ(read_vault_record(file)->id, opened.record.id) << "it stays the same";
  struct stat facts {};
  ASSERT_EQ(::stat(file.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600U);
}

TEST_F(vault_record_test, an_answer_about_sending_is_kept_with_those_it_was_said_for) {
  auto record = open_vault_record(file, vault)->record;
  EXPECT_EQ(record.sending.answer, consent::unanswered);
  record.sending = decision_for(vault);
  record.sending_to = {"anthropic", "openai"};
  ASSERT_TRUE(write_vault_record(file, record));
  const auto kept = read_vault_record(file).value();
  EXPECT_EQ(kept.sending.answer, consent::given);
  EXPECT_EQ(kept.sending.by, consent_source::page);
  EXPECT_EQ(kept.sending_to, record.sending_to);
  EXPECT_EQ(kept.upkeep.answer, consent::unanswered) << "each is an answer of its own";
}

TEST_F(vault_record_test, an_answer_is_kept_with_what_is_not_known_here) {
  write_text(file, R"({"later": {"x": 1}, "id": "a"})");
  auto record = read_vault_record(file).value();
  record.upkeep = decision_for(vault);
  ASSERT_TRUE(write_vault_record(file, record));
  const auto kept = read_vault_record(file).value();
  EXPECT_EQ(kept.upkeep.answer, consent::given);
  EXPECT_EQ(kept.upkeep.by, consent_source::page);
  EXPECT_EQ(kept.id, "a");
  EXPECT_THAT(read_text(file), HasSubstr("later"));
}

TEST_F(vault_record_test, an_answer_holds_for_its_vault_and_for_no_other) {
  const auto decision = decision_for(vault);
  EXPECT_EQ(permission_for(decision, vault).answer, consent::given);
  EXPECT_EQ(permission_for(decision, folder / "notes/../notes").answer, consent::given);
  EXPECT_EQ(permission_for(decision, folder / "others").answer, consent::unanswered);
  EXPECT_EQ(permission_for(decision, {}).answer, consent::unanswered);
}

TEST_F(vault_record_test, a_link_that_leads_elsewhere_later_is_another_vault) {
  fs::create_directories(folder / "others");
  fs::create_directory_symlink(vault, folder / "link");
  const auto decision = decision_for(folder / "link");
  EXPECT_EQ(permission_for(decision, vault).answer, consent::given);
  fs::remove(folder / "link");
  fs::create_directory_symlink(folder / "others", folder / "link");
  EXPECT_EQ(permission_for(decision, folder / "link").answer, consent::unanswered);
}

TEST_F(vault_record_test, the_predecessors_data_counts_as_yes_for_the_vault_it_is_begun_with) {
  fs::create_directories(folder / "chroma");
  const auto decision = open_vault_record(file, vault)->record.upkeep;
  EXPECT_EQ(permission_for(decision, vault).answer, consent::given);
  EXPECT_EQ(decision.by, consent_source::predecessor);
  const auto again = open_vault_record(file, folder / "others")->record.upkeep;
  EXPECT_EQ(permission_for(again, folder / "others").answer, consent::unanswered);
}

TEST_F(vault_record_test, a_no_stays_a_no_beside_the_predecessors_data) {
  fs::create_directories(folder / "chroma");
  auto record = open_vault_record(file, vault)->record;
  record.upkeep.answer = consent::refused;
  ASSERT_TRUE(write_vault_record(file, record));
  EXPECT_EQ(permission_for(open_vault_record(file, vault)->record.upkeep, vault).answer, consent::refused);
}

TEST_F(vault_record_test, a_damaged_file_allows_nothing_is_kept_and_is_told_of) {
  fs::create_directories(folder / "chroma");
  for (const std::string damaged :
       {"", "{", "[]", R"({"upkeep": {"answer": "perhaps", "by": "page", "since": "", "vault": "/x"}})"}) {
    write_text(file, damaged);
    EXPECT_EQ(read_vault_record(file).error().code, errc::corrupt) << damaged;
    const auto opened = open_vault_record(file, vault).value();
    EXPECT_THAT(opened.damage, HasSubstr("vault.json.corrupt-")) << damaged;
    EXPECT_EQ(permission_for(opened.record.upkeep, vault).answer, consent::unanswered) << damaged;
    EXPECT_EQ(permission_for(open_vault_record(file, vault)->record.upkeep, vault).answer, consent::unanswered);
    fs::remove(file);
  }
}

TEST_F(vault_record_test, what_is_no_file_is_moved_aside_and_waited_for_by_nobody) {
  for (const auto* kind : kinds_of_no_file) {
    put_no_file(file, kind);
    EXPECT_EQ(read_vault_record(file).error().code, errc::corrupt) << kind;
    const auto opened = open_vault_record(file, vault);
    ASSERT_TRUE(opened) << kind << ": " << opened.error().message;
    EXPECT_THAT(opened->damage, HasSubstr("it is no file, or far too large")) << kind;
    EXPECT_TRUE(read_vault_record(file)) << kind;
  }
}

}  // namespace
}  // namespace secondbrain::stores
