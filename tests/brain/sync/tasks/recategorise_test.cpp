#include "brain/sync/tasks/recategorise.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/brain/sync/tasks/tasks_board_fixture.hpp"
#include "tests/brain/vault/temporary_vault.hpp"

namespace secondbrain::sync {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

class recategorise_test : public testing::Test {
 protected:
  recategorise_test() {
    folder.write("00_Daily/2026-02-09.md", "## Tasks\n### Work\n- [ ] Call the BANK\n### Home\n- [ ] Bank holiday\n");
  }

  step_result run(std::string_view json, recategorise_mode mode = recategorise_mode::write) {
    auto rules = parse_category_rules(json);
    EXPECT_TRUE(rules) << rules.error().message;
    auto outcome = recategorise(board, view, rules.value_or(std::vector<category_rule>{}), today, mode);
    EXPECT_TRUE(outcome) << outcome.error().message;
    return outcome.value_or(step_result{});
  }

  std::string note() { return *writer.read("00_Daily/2026-02-09.md"); }

  vault::temporary_vault folder;
  vault::vault_writer writer{folder.root()};
  vault::daily_view view{folder.root()};
  tasks_board board{writer, view, folder.outside() / "tasks_state.json"};
};

TEST_F(recategorise_test, moves_the_first_task_that_fits) {
  auto outcome = run(R"([{"text": "bank", "new_category": "Money", "new_sub_project": "Loan"}])");
  EXPECT_EQ(outcome.summary, "1 moved, 0 skipped, 0 failed.");
  EXPECT_THAT(outcome.actions, ElementsAre("MOVE: \"Call the BANK\" from Work to Money > Loan"));
  EXPECT_EQ(note(), "## Tasks\n### Work\n### Home\n- [ ] Bank holiday\n### Money\n#### Loan\n- [ ] Call the BANK\n\n");
  EXPECT_THAT(*writer.read("Tasks/All Tasks.md"), HasSubstr("## Money\n"));
}

TEST_F(recategorise_test, looks_only_where_it_is_told_to) {
  run(R"([{"text": "bank", "old_category": "Home", "old_sub_project": "", "new_category": "Fun"}])");
  EXPECT_EQ(note(), "## Tasks\n### Work\n- [ ] Call the BANK\n### Home\n### Fun\n- [ ] Bank holiday\n\n");
}

TEST_F(recategorise_test, skips_what_is_not_there_or_in_place) {
  auto outcome = run(
      R"([{"text": "tank", "new_category": "A"}, {"text": "call", "old_category": "Old", "new_category": "Work"}])");
  EXPECT_THAT(outcome.actions, ElementsAre("SKIP (not found): tank", "SKIP (already in place): call"));
  EXPECT_EQ(outcome.summary, "0 moved, 2 skipped, 0 failed.");
}

TEST_F(recategorise_test, a_preview_moves_nothing) {
  auto before = note();
  auto outcome = run(R"([{"text": "bank", "new_category": "Money"}])", recategorise_mode::preview);
  EXPECT_THAT(outcome.summary, StartsWith("1 to move"));
  EXPECT_EQ(note(), before);
  EXPECT_FALSE(std::filesystem::exists(folder.root() / "Tasks"));
}

TEST_F(recategorise_test, one_rule_that_cannot_be_followed_keeps_no_other_from_being) {
  auto outcome =
      run("[{\"text\": \"call\", \"new_category\": \"A\\nB\"}, {\"text\": \"holiday\", \"new_category\": \"Fun\"}]");
  EXPECT_EQ(outcome.summary, "1 moved, 0 skipped, 1 failed.");
}

TEST(parse_category_rules, refuses_what_makes_no_sense) {
  for (auto json : {"", "{}", "[7]", R"([{"text": "a"}])", R"([{"text": 7, "new_category": "A"}])"}) {
    auto rules = parse_category_rules(json);
    ASSERT_FALSE(rules) << json;
    EXPECT_EQ(rules.error().code, errc::invalid_argument);
  }
}

}  // namespace
}  // namespace secondbrain::sync
