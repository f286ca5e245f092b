// What a run makes of the places it was ordered for: the same as one that takes stock, and without looking elsewhere.
#include <random>

#include "base/files.hpp"
#include "brain/index/index_run.hpp"
#include "tests/brain/index/index_world.hpp"

namespace secondbrain::index {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using namespace std::chrono_literals;

class index_run_places_test : public index_world {
 protected:
  static index_progress shown_by(const index_stock& stock) {
    index_progress progress;
    EXPECT_TRUE(stock.show(progress));
    return progress;
  }
  void remove(const std::string& path) { std::filesystem::remove_all(vault_.root() / path); }
  void rename(const std::string& from, const std::string& to) {
    std::filesystem::create_directories((vault_.root() / to).parent_path());
    std::filesystem::rename(vault_.root() / from, vault_.root() / to);
  }
};

TEST_F(index_run_places_test, looks_at_nothing_else) {
  vault_.write("a.md", "A rose.");
  vault_.write("b.md", "A tulip.");
  indexed();
  vault_.write("a.md", "A rose, pruned.");
  vault_.write("b.md", "A tulip, cut.");
  const auto report = indexed_for({"a.md"});
  EXPECT_EQ(report.files_modified, 1);
  EXPECT_THAT(stores_.requests, ElementsAre("find_tracked_files", "write_notes", "mark_files"));
  EXPECT_EQ(stores_.texts(),
            (std::map<std::string, std::vector<std::string>>{{"a.md", {"A rose, pruned."}}, {"b.md", {"A tulip."}}}));
  EXPECT_EQ(guard_.announced_extent, index_extent::places) << "a request for a run is not taken back";
  indexed();
  expect_in_step({{"a.md", {"A rose, pruned."}}, {"b.md", {"A tulip, cut."}}});
  EXPECT_EQ(guard_.announced_extent, index_extent::vault);
}

TEST_F(index_run_places_test, reads_a_named_note_whatever_its_size_and_times_say) {
  vault_.write("a.md", "A rose.");
  indexed();
  read_.clear();
  indexed_for({"a.md"});
  EXPECT_THAT(read_, ElementsAre("a.md"));
  EXPECT_EQ(entry("a.md").state, ledger_state::indexed);
}

TEST_F(index_run_places_test, follows_notes_that_appear_go_and_come_back) {
  vault_.write("stays.md", "An oak.");
  indexed();
  vault_.write("a.md", "A rose.");
  EXPECT_EQ(indexed_for({"a.md"}).files_new, 1);
  EXPECT_EQ(shown_by(stock_).notes_total, 2);
  remove("a.md");
  EXPECT_EQ(indexed_for({"a.md"}).files_deleted, 1);
  EXPECT_EQ(shown_by(stock_).notes_total, 1);
  EXPECT_EQ(entry("a.md").path, "");
  vault_.write("a.md", "A rose.");
  EXPECT_EQ(indexed_for({"a.md"}).files_new, 1);
  EXPECT_EQ(shown_by(stock_).notes_searchable, 2);
}

TEST_F(index_run_places_test, a_folder_is_all_that_lies_below_it) {
  vault_.write("f/a.md", "A rose.");
  vault_.write("f/g/b.md", "A tulip.");
  vault_.write("f g.md", "A fern.");
  indexed();
  rename("f", "new/f");
  EXPECT_EQ(indexed_for({"f", "new"}).files_new, 2);
  expect_in_step({{"new/f/a.md", {"A rose."}}, {"new/f/g/b.md", {"A tulip."}}, {"f g.md", {"A fern."}}});
}

TEST_F(index_run_places_test, a_link_changes_with_the_note_it_leads_to) {
  vault_.write("real.md", "A rose.");
  std::filesystem::create_symlink("real.md", vault_.root() / "link.md");
  indexed();
  vault_.write("real.md", "A rose, pruned.");
  indexed_for({"real.md"});
  expect_in_step({{"link.md", {"A rose, pruned."}}, {"real.md", {"A rose, pruned."}}});
  vault_.write("stays.md", "An oak.");
  remove("real.md");
  indexed_for({"real.md", "stays.md"});
  expect_in_step({{"stays.md", {"An oak."}}});
}

TEST_F(index_run_places_test, a_note_that_a_cloud_keeps_is_not_gone) {
  vault_.write("a.md", "A rose.");
  vault_.write("b.md", "A tulip.");
  indexed();
  rename("a.md", ".a.md.icloud");
  EXPECT_EQ(indexed_for({"a.md"}).files_deleted, 0);
  expect_in_step({{"a.md", {"A rose."}}, {"b.md", {"A tulip."}}});
  EXPECT_EQ(entry("a.md").state, ledger_state::failed);
  rename(".a.md.icloud", "a.md");
  indexed_for({"a.md"});
  EXPECT_EQ(shown_by(stock_).notes_total, 2);
  EXPECT_EQ(entry("a.md").state, ledger_state::indexed);
}

TEST_F(index_run_places_test, a_link_goes_and_comes_with_the_note_it_leads_to) {
  vault_.write("f/real.md", "A rose.");
  std::filesystem::create_symlink("f/real.md", vault_.root() / "link.md");
  std::filesystem::create_symlink("f/later.md", vault_.root() / "early.md");
  vault_.write("stays.md", "An oak.");
  indexed();
  remove("f/real.md");
  indexed_for({"f/real.md"});
  expect_in_step({{"stays.md", {"An oak."}}});
  vault_.write("f/real.md", "A rose again.");
  vault_.write("f/later.md", "A tulip.");
  indexed_for({"f/real.md", "f/later.md"});
  expect_in_step({{"early.md", {"A tulip."}},
                  {"f/later.md", {"A tulip."}},
                  {"f/real.md", {"A rose again."}},
                  {"link.md", {"A rose again."}},
                  {"stays.md", {"An oak."}}});
  rename("f", "g");
  indexed_for({"f", "g"});
  rename("g", "f");
  indexed_for({"f", "g"});
  EXPECT_EQ(stores_.tracked().size(), 5U);
}

TEST_F(index_run_places_test, counts_the_notes_elsewhere_as_unchanged) {
  for (const auto* name : {"a.md", "b.md", "c.md"}) vault_.write(name, "A rose.");
  indexed();
  vault_.write("a.md", "A tulip.");
  vault_.write("d.md", "A lily.");
  const auto report = indexed_for({"a.md", "d.md"});
  EXPECT_EQ(report.files_modified, 1);
  EXPECT_EQ(report.files_new, 1);
  EXPECT_EQ(report.files_unchanged, 2);
  EXPECT_EQ(indexed_for({"b.md"}).files_unchanged, 4);
}

TEST_F(index_run_places_test, takes_stock_when_the_last_note_it_sees_is_gone) {
  vault_.write("a.md", "A rose.");
  vault_.write("b.md", "A tulip.");
  indexed();
  remove("a.md");
  remove("b.md");
  const auto outcome = run_for({"a.md"});
  EXPECT_EQ(outcome.phase, index_phase::frozen);
  EXPECT_THAT(outcome.report.error().message, HasSubstr("holds no notes, while the index knows 2"));
  EXPECT_EQ(stores_.tracked().size(), 2U);
}

TEST_F(index_run_places_test, takes_stock_when_the_vault_is_away) {
  vault_.write("a.md", "A rose.");
  indexed();
  std::filesystem::rename(vault_.root(), vault_.outside() / "away");
  EXPECT_EQ(run_for({"a.md"}).phase, index_phase::frozen);
  EXPECT_EQ(stores_.tracked().size(), 1U);
}

TEST_F(index_run_places_test, takes_stock_when_much_is_gone_which_may_have_moved_elsewhere) {
  for (int i = 0; i < 10; ++i) vault_.write("f/n" + std::to_string(i) + ".md", "Rose " + std::to_string(i) + ".");
  vault_.write("stays.md", "An oak.");
  indexed();
  rename("f", "g");
  EXPECT_EQ(indexed_for({"f"}).files_new, 10) << "the other half of the rename was not named";
  EXPECT_EQ(stores_.tracked().size(), 11U);
  remove("g");
  const auto frozen = run_for({"g"});
  EXPECT_EQ(frozen.phase, index_phase::frozen);
  EXPECT_THAT(frozen.report.error().message, HasSubstr("10 of 11 notes vanished"));
}

TEST_F(index_run_places_test, whoever_wants_stock_taken_meanwhile_gets_it) {
  vault_.write("a.md", "A rose.");
  vault_.write("b.md", "A tulip.");
  guard_.refused = error{errc::locked, "another process"};
  auto run = make_run(index_mode::incremental, index_trigger::watcher, {"a.md"});
  EXPECT_FALSE(run->begin());
  run->join(index_mode::incremental, index_trigger::sweep, {});
  guard_.refused.reset();
  drive(*run);
  EXPECT_EQ(run->outcome()->report->files_new, 2);
}

TEST_F(index_run_places_test, a_note_that_was_set_aside_stays_out_until_it_changes) {
  vault_.write("a.md", "A rose.");
  vault_.write("bad.md", "Poison.");
  before_preparing_ = [](const std::string& path) {
    if (path == "bad.md") throw std::bad_alloc{};
  };
  indexed();
  EXPECT_EQ(shown_by(stock_).notes_set_aside, 1);
  read_.clear();
  indexed_for({"bad.md"});
  EXPECT_THAT(read_, IsEmpty());
  EXPECT_EQ(shown_by(stock_).notes_set_aside, 1);
  indexed_for({"a.md"});
  EXPECT_EQ(shown_by(stock_).notes_set_aside, 1);
  before_preparing_ = {};
  vault_.write("bad.md", "Cured.");
  indexed_for({"bad.md"});
  EXPECT_EQ(shown_by(stock_).notes_set_aside, 0);
  expect_in_step({{"a.md", {"A rose."}}, {"bad.md", {"Cured."}}});
}

TEST_F(index_run_places_test, whatever_happens_it_comes_to_the_same_as_taking_stock) {
  std::mt19937 random{20'261'129};
  const auto below = [&](unsigned limit) { return static_cast<unsigned>(random() % limit); };
  const std::vector<std::string> names{"a.md", "b.md", "c.md", "f/a.md", "f/b.md", "f/g/c.md", "h/a.md", "f g.md"};
  const std::vector<std::string> folders{"f", "h", "f/g", "k"};
  vault_.write("stays.md", "An oak.");
  for (int i = 0; i < 40; ++i) vault_.write("many/n" + std::to_string(i) + ".md", "Grass.");
  indexed();
  for (int round = 0; round < 60; ++round) {
    std::vector<std::string> named;
    for (auto changes = 1 + below(3); changes > 0; --changes) {
      const auto& name = names[below(names.size())];
      const auto& from = folders[below(folders.size())];
      const auto& to = folders[below(folders.size())];
      const auto is_free = !std::filesystem::exists(vault_.root() / to) && !to.starts_with(from);
      switch (below(4)) {
        case 0:
        case 1: vault_.write(name, "Version " + std::to_string(round) + "."); break;
        case 2: remove(name); break;
        default:
          if (!is_free || !std::filesystem::is_directory(vault_.root() / from)) continue;
          rename(from, to);
          named.insert(named.end(), {from, to});
          continue;
      }
      named.push_back(name);
    }
    if (named.empty()) continue;
    indexed_for(named);
    std::map<std::string, std::vector<std::string>> texts;
    for (const auto& file : vault::scan_vault(vault_.root()).files)
      texts[file.path] = {*read_file(vault_.root() / file.path)};
    ASSERT_NO_FATAL_FAILURE(expect_in_step(texts)) << "round " << round;
    const auto found = vault::scan_vault(vault_.root());
    EXPECT_EQ(shown_by(stock_).notes_total, static_cast<int>(found.files.size())) << "round " << round;
    EXPECT_EQ(shown_by(stock_).notes_searchable, static_cast<int>(found.files.size()));
    EXPECT_EQ(ledger_.page({}).indexed, static_cast<int>(found.files.size()));
  }
}

}  // namespace
}  // namespace secondbrain::index
