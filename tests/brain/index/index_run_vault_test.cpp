// What a run makes of a vault that is away, of another one, of what cannot be read, of too much that has vanished.
#include "brain/index/index_run.hpp"
#include "tests/brain/index/index_world.hpp"

namespace secondbrain::index {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class index_run_vault_test : public index_world {};

TEST_F(index_run_vault_test, without_a_vault_it_is_frozen) {
  index_run_parts parts;
  parts.take_guard = played_guard::source(guard_);
  index_run run{{1}, std::move(parts), {ledger_, stock_, journal_}};
  EXPECT_FALSE(run.begin());
  ASSERT_TRUE(run.outcome());
  EXPECT_EQ(run.outcome()->phase, index_phase::frozen);
  EXPECT_EQ(run.outcome()->report.error().code, errc::vault_missing);
  EXPECT_EQ(guard_.taken, 0);
}

TEST_F(index_run_vault_test, a_folder_that_is_another_vault_is_not_looked_at) {
  index_run_parts parts;
  parts.vault = vault_.root();
  parts.take_guard = played_guard::source(guard_);
  parts.may_index = [] { return status{fail(errc::vault_missing, "this is another vault")}; };
  index_run run{{1}, std::move(parts), {ledger_, stock_, journal_}};
  EXPECT_FALSE(run.begin());
  ASSERT_TRUE(run.outcome());
  EXPECT_EQ(run.outcome()->phase, index_phase::frozen);
  EXPECT_EQ(run.outcome()->report.error().message, "this is another vault");
  EXPECT_FALSE(run.next());
}

TEST_F(index_run_vault_test, nothing_changes_when_the_vault_is_not_there) {
  vault_.write("a.md", "A rose.");
  indexed();
  std::filesystem::rename(vault_.root(), vault_.outside() / "away");
  for (const auto mode : {index_mode::incremental, index_mode::full_rebuild}) {
    EXPECT_EQ(run_to_end(mode).phase, index_phase::frozen);
    EXPECT_THAT(stores_.requests, ElementsAre("load_tracked_files", "count_chunks_by_note"));
  }
  expect_in_step({{"a.md", {"A rose."}}});
}

TEST_F(index_run_vault_test, too_many_notes_gone_at_once_are_not_believed_until_somebody_insists) {
  for (int i = 0; i < 10; ++i) vault_.write("n" + std::to_string(i) + ".md", "A rose.");
  indexed();
  for (int i = 1; i < 10; ++i) std::filesystem::remove(vault_.root() / ("n" + std::to_string(i) + ".md"));
  const auto frozen = run_to_end();
  EXPECT_EQ(frozen.phase, index_phase::frozen);
  EXPECT_THAT(frozen.report.error().message, HasSubstr("9 of 10 notes vanished"));
  EXPECT_EQ(stores_.tracked().size(), 10U);
  indexed(index_mode::full_rebuild);
  expect_in_step({{"n0.md", {"A rose."}}});
}

class loss_check_test : public index_world {
 protected:
  loss_check_test() {
    for (int i = 0; i < 10; ++i) vault_.write(name("former", i), text(i));
    vault_.write("stays.md", "An oak.");
    indexed();
  }

  static std::string name(const std::string& folder, int i) { return folder + "/n" + std::to_string(i) + ".md"; }
  static std::string text(int i) { return "Rose " + std::to_string(i) + "."; }

  /// As a program does that keeps neither files nor times: another file with the same text.
  void move(int first, int last) {
    for (int i = first; i < last; ++i) {
      std::filesystem::remove(vault_.root() / name("former", i));
      vault_.write(name("latter", i), text(i));
      std::filesystem::last_write_time(vault_.root() / name("latter", i),
                                       std::filesystem::file_time_type::clock::now() - std::chrono::hours{i + 5});
    }
  }
};

TEST_F(loss_check_test, what_is_found_again_under_another_name_is_no_loss) {
  move(0, 10);
  const auto report = indexed();
  EXPECT_EQ(report.files_new, 10);
  EXPECT_EQ(report.files_deleted, 10);
  EXPECT_EQ(stores_.tracked().size(), 11U);
}

TEST_F(loss_check_test, neither_is_it_when_only_the_places_were_named) {
  move(0, 10);
  EXPECT_EQ(run_for({"former", "latter"}).phase, index_phase::finished);
  EXPECT_EQ(stores_.tracked().size(), 11U);
}

TEST_F(loss_check_test, what_is_not_found_again_is_counted) {
  move(0, 3);
  for (int i = 3; i < 10; ++i) {
    std::filesystem::remove(vault_.root() / name("former", i));
    vault_.write(name("other", i), "Something else " + std::to_string(i) + ".");
  }
  const auto frozen = run_to_end();
  EXPECT_EQ(frozen.phase, index_phase::frozen);
  EXPECT_THAT(frozen.report.error().message, HasSubstr("7 of 11 notes vanished"));
  EXPECT_EQ(stores_.tracked().size(), 11U);
}

TEST_F(index_run_vault_test, notes_of_a_folder_that_cannot_be_read_stay_and_the_run_says_it_is_partial) {
  vault_.write("closed/a.md", "A rose.");
  indexed();
  vault_.write("open.md", "A tulip.");
  vault::ordinary_user::give(vault_.outside());
  std::filesystem::permissions(vault_.root() / "closed", std::filesystem::perms::none);
  auto run = make_run();
  bool is_listed = false;
  while (!run->outcome()) {
    const bool lists_now = !is_listed && run->stage() == index_stage::scanning;
    std::optional<vault::ordinary_user> user;
    if (lists_now) user.emplace();
    drive(*run, 1);
    is_listed = is_listed || lists_now;
  }
  std::filesystem::permissions(vault_.root() / "closed", std::filesystem::perms::owner_all);
  ASSERT_TRUE(run->outcome()->report);
  EXPECT_EQ(run->outcome()->report->files_deleted, 0);
  expect_in_step({{"closed/a.md", {"A rose."}}, {"open.md", {"A tulip."}}});
  index_progress shown;
  run->show(shown);
  EXPECT_EQ(shown.places_unreadable, 1);
  EXPECT_THAT(shown.unreadable, HasSubstr("closed"));
  EXPECT_EQ(entry("closed").state, ledger_state::failed);
}

TEST_F(index_run_vault_test, a_note_that_cannot_be_read_is_named_and_keeps_its_old_text) {
  vault_.write("a.md", "A rose.");
  indexed();
  vault_.write("a.md", "A rose, pruned.");
  before_preparing_ = [this](const std::string& path) {  // a folder has taken its name
    std::filesystem::remove(vault_.root() / path);
    std::filesystem::create_directory(vault_.root() / path);
  };
  indexed();
  expect_in_step({{"a.md", {"A rose."}}});
  EXPECT_NE(entry("a.md").reason, "");
}

}  // namespace
}  // namespace secondbrain::index
