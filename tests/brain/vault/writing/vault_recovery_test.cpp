#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "brain/vault/writing/leftover.hpp"
#include "brain/vault/writing/vault_writer.hpp"
#include "tests/brain/vault/temporary_vault.hpp"
#include "tests/brain/vault/vault_bytes.hpp"

namespace secondbrain::vault {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::MatchesRegex;

class vault_recovery : public testing::Test {
 protected:
  temporary_vault vault;
  vault_writer writer{vault.root()};
};

TEST_F(vault_recovery, finds_nothing_in_a_sound_vault) {
  vault.write("a.md", "a");
  vault.write(".hidden", "h");
  vault.write(".a.md.part", "of another program");
  EXPECT_THAT(*writer.recover(), IsEmpty());
  EXPECT_THAT(files_below(vault.root()), ElementsAre(".a.md.part", ".hidden", "a.md"));
}

TEST_F(vault_recovery, removes_what_no_person_wrote) {
  vault.write("Inbox/" + draft_name("a.md"), "half a te");
  vault.write(".deep/er/" + exchange_name("b.md", "before", "after"), "before");
  vault.write("90_Meta/Templates/" + exchange_name("c.md", "before", "after"), "after");
  EXPECT_THAT(*writer.recover(), IsEmpty());
  EXPECT_THAT(files_below(vault.root()), IsEmpty());
}

TEST_F(vault_recovery, gives_a_persons_text_back_beside_its_note) {
  vault.write("00_Daily/2026-11-24.md", "ours");
  vault.write("00_Daily/" + exchange_name("2026-11-24.md", "before", "ours"), "theirs");
  vault.write("00_Daily/" + exchange_name("2026-11-24.md", "before", "ours"), "theirs, too");
  auto given = *writer.recover();
  ASSERT_EQ(given.size(), 2);
  std::vector<std::string> texts;
  for (auto& path : given) {
    EXPECT_THAT(path, MatchesRegex("00_Daily/2026-11-24 \\(recovered ....-..-.. ......\\)( 1)?.md"));
    texts.push_back(bytes_of(vault.root() / path));
  }
  EXPECT_THAT(texts, testing::UnorderedElementsAre("theirs", "theirs, too"));
  EXPECT_EQ(files_below(vault.root()).size(), 3);
  EXPECT_THAT(*writer.recover(), IsEmpty());
}

TEST_F(vault_recovery, goes_on_past_what_it_cannot_clear_and_names_what_it_gave_back) {
  vault.write("a/" + draft_name("a.md"), "half");
  std::filesystem::create_directories(vault.root() / "b" / draft_name("b.md"));  // a folder: no text of ours
  vault.write("c/" + exchange_name("c.md", "before", "ours"), "theirs");
  vault.write("d/" + draft_name("d.md"), "half");
  auto recovered = writer.recover();
  ASSERT_FALSE(recovered) << "nobody would hear of what stays";
  EXPECT_THAT(recovered.error().message, testing::HasSubstr("c/c (recovered "));
  ASSERT_THAT(files_below(vault.root()), testing::SizeIs(1)) << "the drafts before and behind it are gone";
  EXPECT_THAT(files_below(vault.root()).front(), MatchesRegex("c/c \\(recovered .*\\).md"));
}

TEST_F(vault_recovery, leaves_what_is_not_the_vaults) {
  vault.write(".git/" + draft_name("a.md"), "x");
  std::filesystem::create_directory_symlink(vault.outside(), vault.root() / "out");
  auto outside = vault.outside() / draft_name("b.md");
  std::ofstream{outside} << "x";
  EXPECT_THAT(*writer.recover(), IsEmpty());
  EXPECT_TRUE(std::filesystem::exists(outside));
  EXPECT_THAT(files_below(vault.root()), testing::SizeIs(1)) << "the one in .git";
}

}  // namespace
}  // namespace secondbrain::vault
