#include "actors/capture_actor.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "actors/tree.hpp"
#include "brain/vault/writing/leftover.hpp"
#include "tests/brain/vault/temporary_vault.hpp"
#include "tests/brain/vault/vault_bytes.hpp"

namespace secondbrain::actors {
namespace {

using namespace std::chrono_literals;

class capture_actor_test : public testing::Test {
 protected:
  ~capture_actor_test() override { EXPECT_TRUE(tree_.stop(60s)); }

  result<captured_note> capture(const std::optional<std::filesystem::path>& vault_root,
                                const std::string& text = "a thought") {
    auto front = tree_.make_front("root/capture", {});
    supervisor_spec root;
    root.children = {worker<capture_actor>("capture", front, capture_parts{vault_root, {}})};
    tree_.start(std::move(root));
    return address<capture_api>{front}.ask(capture_note{text}, 60s);
  }

  tree tree_{{}};
  vault::temporary_vault vault_;
};

TEST_F(capture_actor_test, answers_with_the_name_of_the_new_file) {
  auto captured = capture(vault_.root());
  ASSERT_TRUE(captured) << captured.error().message;
  EXPECT_THAT(captured->filename, testing::MatchesRegex("capture_.*\\.md"));
  EXPECT_EQ(vault::bytes_of(vault_.root() / "Inbox" / captured->filename), "a thought");
}

TEST_F(capture_actor_test, a_text_with_nul_characters_makes_no_note) {
  EXPECT_EQ(capture(vault_.root(), std::string{"a\0b", 3}).error().code, errc::invalid_argument);
  EXPECT_THAT(vault::files_below(vault_.root()), testing::IsEmpty());
}

TEST_F(capture_actor_test, tidies_up_after_a_crash) {
  vault_.write(vault::draft_name("note.md"), "half a te");
  vault_.write(vault::exchange_name("note.md", "before", "after"), "a person's");
  ASSERT_TRUE(capture(vault_.root()));
  EXPECT_THAT(vault::files_below(vault_.root()), testing::UnorderedElementsAre(testing::StartsWith("Inbox/capture_"),
                                                                               testing::StartsWith("note (recovered")));
}

// CAP-3
TEST_F(capture_actor_test, says_which_setting_is_missing) {
  auto captured = capture(std::nullopt);
  ASSERT_FALSE(captured);
  EXPECT_EQ(captured.error().code, errc::vault_missing);
  EXPECT_THAT(captured.error().message, testing::HasSubstr("SECONDBRAIN_VAULT_PATH"));
}

// W22
TEST_F(capture_actor_test, says_when_the_vault_is_not_there) {
  auto captured = capture(vault_.root() / "gone");
  ASSERT_FALSE(captured);
  EXPECT_EQ(captured.error().code, errc::vault_missing);
}

}  // namespace
}  // namespace secondbrain::actors
