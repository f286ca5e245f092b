// What a run tells of single files: what is odd in a note, what is left out, what cannot be indexed; each once.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "brain/vault/vault_path.hpp"
#include "tests/brain/index/index_world.hpp"

namespace secondbrain::index {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class index_run_remarks_test : public index_world {
 protected:
  /// Larger than any note may be, without taking the room.
  void write_huge(const std::string& path) const {
    vault_.write(path, "# Huge\n");
    std::filesystem::resize_file(vault_.root() / path, vault::default_note_limit + 1);
  }

  index_progress shown() const {
    index_progress progress;
    stock_.show(progress);
    return progress;
  }

  std::vector<std::string> taken_in() {
    std::vector<std::string> paths;
    for (const auto& [path, chunks] : stores_.tracked()) paths.push_back(path);
    return paths;
  }
};

// ---- what is odd in a note ----

TEST_F(index_run_remarks_test, what_is_odd_in_a_note_is_in_the_ledger_and_told_once) {
  vault_.write("colon.md", "---\ntitle: Plan: phase two\n---\n\nmongoose one");
  vault_.write("tab.md", "---\ntags:\n\t- a\n---\n\nmongoose two");
  vault_.write("latin1.md",
               "Gr\xFC\xDF"
               "e mongoose");
  vault_.write("wide.md", std::string_view{"\xFF\xFEw\0i\0d\0e\0", 10});
  vault_.write("fine.md", "---\ntitle: Fine\n---\nmongoose");
  indexed();
  for (const auto* path : {"colon.md", "tab.md"}) {
    EXPECT_EQ(entry(path).state, ledger_state::indexed);
    EXPECT_THAT(entry(path).reason, HasSubstr("The frontmatter is ignored")) << path;
  }
  EXPECT_THAT(entry("latin1.md").reason, HasSubstr("Windows-1252"));
  EXPECT_THAT(entry("wide.md").reason, HasSubstr("UTF-16"));
  EXPECT_EQ(entry("fine.md").reason, "");
  EXPECT_EQ(shown().notes_noted, 4);
  EXPECT_EQ(notices_.size(), 4U);
  EXPECT_THAT(notices_, Contains(HasSubstr("tab.md: The frontmatter is ignored")));
  EXPECT_THAT(stores_.texts()["latin1.md"], ElementsAre("Grüße mongoose"));
  EXPECT_THAT(stores_.texts()["wide.md"], ElementsAre("wide"));

  indexed();
  indexed(index_mode::incremental, index_trigger::api);
  EXPECT_EQ(notices_.size(), 4U) << "told once";
  EXPECT_THAT(entry("tab.md").reason, HasSubstr("The frontmatter is ignored"));
}

TEST_F(index_run_remarks_test, it_is_known_after_a_restart_and_goes_when_it_is_mended) {
  vault_.write("a.md", "---\ntags: [a\n---\nmongoose");
  vault_.write("b.md", "caf\xE9");
  indexed();
  die();
  notices_.clear();
  indexed();
  EXPECT_THAT(entry("a.md").reason, HasSubstr("The frontmatter is ignored"));
  EXPECT_EQ(shown().notes_noted, 2);
  EXPECT_THAT(notices_, IsEmpty());
  vault_.write("a.md", "---\ntags: [a]\n---\nmongoose");
  indexed_for({"a.md"});
  EXPECT_EQ(entry("a.md").reason, "");
  EXPECT_EQ(shown().notes_noted, 1);
  std::filesystem::remove(vault_.root() / "b.md");
  indexed_for({"b.md"});
  EXPECT_EQ(shown().notes_noted, 0);
}

// ---- what cannot be indexed ----

TEST_F(index_run_remarks_test, a_file_that_cannot_be_indexed_counts_and_is_told_once) {
  vault_.write("small.md", "walrus");
  write_huge("huge.md");
  EXPECT_EQ(indexed().files_new, 2);
  ASSERT_EQ(notices_.size(), 1U);
  EXPECT_THAT(notices_[0], HasSubstr("huge.md is larger than"));
  for (int again = 0; again < 3; ++again) EXPECT_EQ(indexed().files_new, 0);
  vault_.write("small.md", "walrus and seal");
  const auto after_a_save = indexed_for({"small.md"});
  EXPECT_EQ(after_a_save.files_new, 0);
  EXPECT_EQ(after_a_save.files_modified, 1);
  EXPECT_EQ(indexed(index_mode::incremental, index_trigger::api).files_new, 0);
  EXPECT_EQ(notices_.size(), 1U);
  EXPECT_EQ(entry("huge.md").state, ledger_state::skipped);
  vault_.write("huge.md", "walrus, split");
  EXPECT_EQ(indexed().files_new, 1);
  write_huge("huge.md");
  indexed();
  EXPECT_EQ(notices_.size(), 2U) << "it is news again";
}

TEST_F(index_run_remarks_test, a_file_that_may_not_be_read_counts_and_is_told_once) {
  vault_.write("closed.md", "walrus");
  vault_.write("open.md", "seal");
  vault::ordinary_user::give(vault_.outside());
  vault::ordinary_user::give(data_ / "");
  const auto closed = vault_.root() / "closed.md";
  std::filesystem::permissions(closed, std::filesystem::perms::none);
  {
    vault::ordinary_user user;
    EXPECT_EQ(indexed().files_new, 2);
    EXPECT_EQ(indexed().files_new, 0);
    EXPECT_EQ(indexed().files_failed, 1);
    EXPECT_EQ(notices_.size(), 1U);
    std::filesystem::permissions(closed, std::filesystem::perms::owner_all);
    EXPECT_EQ(indexed().files_new, 1);
  }
  EXPECT_EQ(entry("closed.md").state, ledger_state::indexed);
}

TEST_F(index_run_remarks_test, what_is_told_of_a_place_goes_with_it) {
  write_huge("huge.md");
  vault_.write("a.md", "walrus");
  vault_.write("a.sync-conflict-20261128-101010-ABCDEFG.md", "walrus");
  indexed();
  EXPECT_EQ(ledger_.page({}).skipped, 2);
  std::filesystem::remove(vault_.root() / "huge.md");
  std::filesystem::remove(vault_.root() / "a.sync-conflict-20261128-101010-ABCDEFG.md");
  indexed_for({"huge.md"});
  EXPECT_EQ(ledger_.page({}).skipped, 1);
  indexed();
  EXPECT_EQ(ledger_.page({}).skipped, 0);
}

// ---- what programs made ----

TEST_F(index_run_remarks_test, copies_and_folders_of_tools_are_left_out_and_listed) {
  for (const auto* path :
       {"Plan.md", ".stversions/Plan~20261101-101010.md", ".smart-env/x.md", ".claude/skills/a/SKILL.md",
        "Plan.sync-conflict-20261128-101010-ABCDEFG.md", "Plan (conflicted copy 2026-11-28).md", "Plan 2.md",
        "sub/.trash/old.md", "sub/node_modules/p/README.md", "Tasks/All Tasks 2.md", "00_Daily/.x.md"})
    vault_.write(path, "The quokka plan.");
  indexed();
  EXPECT_THAT(taken_in(), ElementsAre("Plan.md"));
  EXPECT_EQ(ledger_.page({}).skipped, 8) << "those that every vault has need not be told";
  EXPECT_EQ(shown().places_left_out, 8);
  EXPECT_THAT(entry("Plan 2.md").reason, HasSubstr("It is a copy of Plan.md."));
  EXPECT_EQ(entry(".smart-env").state, ledger_state::skipped);
  EXPECT_EQ(entry("sub/.trash").path, "");
  EXPECT_THAT(notices_, IsEmpty());
  EXPECT_EQ(shown().notes_total, 1);
}

TEST_F(index_run_remarks_test, a_setting_takes_them_in_and_leaves_them_out_again) {
  vault_.write("Plan.md", "The quokka plan.");
  for (const auto* path : {".a/1.md", ".a/2.md", ".a/3.md", ".b/4.md", "sub/node_modules/5.md", "sub/node_modules/6.md",
                           "Plan (Ada's conflicted copy 2026-11-28).md"})
    vault_.write(path, "The quokka plan.");
  copies_ = vault::tool_copies::taken_in;
  indexed();
  EXPECT_EQ(stores_.tracked().size(), 8U);
  EXPECT_EQ(shown().places_left_out, 0);
  copies_ = vault::tool_copies::left_out;
  const auto outcome = run_to_end();
  ASSERT_TRUE(outcome.report) << "so many notes have not vanished: " << outcome.report.error().message;
  EXPECT_THAT(taken_in(), ElementsAre("Plan.md"));
}

TEST_F(index_run_remarks_test, a_numbered_note_that_says_something_else_is_a_note) {
  vault_.write("Week.md", "One.");
  vault_.write("Week 2.md", "Two.");
  vault_.write("Untitled.md", "");
  vault_.write("Untitled 2.md", "");
  vault_.write("Alone 3.md", "Three.");
  indexed();
  EXPECT_EQ(stores_.tracked().size(), 5U);
  vault_.write("Week 2.md", "One.");
  indexed_for({"Week 2.md"});
  EXPECT_EQ(stores_.tracked().count("Week 2.md"), 0U);
  EXPECT_EQ(entry("Week 2.md").state, ledger_state::skipped);
  vault_.write("Week 2.md", "Two again.");
  indexed_for({"Week 2.md"});
  EXPECT_EQ(entry("Week 2.md").state, ledger_state::indexed);
}

}  // namespace
}  // namespace secondbrain::index
