// What a run does when all goes well: over a real vault and real stores, without actors.
#include "brain/index/index_run.hpp"

#include "tests/brain/index/index_world.hpp"

namespace secondbrain::index {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using namespace std::chrono_literals;

class index_run_test : public index_world {};

TEST_F(index_run_test, indexes_what_is_new_and_commits_it_last) {
  vault_.write("a.md", "A rose.");
  vault_.write("b/b.md", "A tulip.");
  const auto report = indexed();
  EXPECT_EQ(report.run_id, 1U);
  EXPECT_EQ(report.files_new, 2);
  EXPECT_EQ(report.chunks_created, 2);
  expect_in_step({{"a.md", {"A rose."}}, {"b/b.md", {"A tulip."}}});
  EXPECT_THAT(stores_.requests, ElementsAre("load_tracked_files", "count_chunks_by_note", "write_notes", "mark_files"));
  EXPECT_EQ(entry("a.md").state, ledger_state::indexed);
  EXPECT_EQ(guard_.announced, 1);
  EXPECT_EQ(guard_.held, 0);
}

TEST_F(index_run_test, writes_nothing_when_all_is_in_step) {
  vault_.write("a.md", "A rose.");
  indexed();
  const auto report = indexed();
  EXPECT_EQ(report.files_unchanged, 1);
  EXPECT_THAT(stores_.requests, ElementsAre("load_tracked_files", "count_chunks_by_note"));
  EXPECT_THAT(read_, ElementsAre("a.md")) << "once";
}

TEST_F(index_run_test, follows_what_changed_and_what_has_gone_and_forgets_the_row_last) {
  vault_.write("a.md", "A rose.");
  vault_.write("b.md", "A tulip.");
  indexed();
  vault_.write("a.md", "A rose, pruned.");
  vault_.write("c.md", "A fern.");
  std::filesystem::remove(vault_.root() / "b.md");
  const auto report = indexed();
  EXPECT_EQ(report.files_new, 1);
  EXPECT_EQ(report.files_modified, 1);
  EXPECT_EQ(report.files_deleted, 1);
  expect_in_step({{"a.md", {"A rose, pruned."}}, {"c.md", {"A fern."}}});
  EXPECT_THAT(stores_.requests, ElementsAre("load_tracked_files", "count_chunks_by_note", "write_notes", "mark_files",
                                            "remove_notes", "remove_vectors", "delete_metadata", "forget_files"));
  EXPECT_EQ(entry("b.md").path, "") << "no entry of the ledger";
}

TEST_F(index_run_test, stores_again_what_the_index_lost) {
  vault_.write("a.md", "A rose.");
  indexed();
  ASSERT_TRUE(stores_.lexical().clear());
  indexed();
  expect_in_step({{"a.md", {"A rose."}}});
}

TEST_F(index_run_test, whoever_orders_by_the_api_has_every_note_read) {
  vault_.write("a.md", "A rose.");
  indexed();
  read_.clear();
  const auto report = indexed(index_mode::incremental, index_trigger::api);
  EXPECT_THAT(read_, ElementsAre("a.md"));
  EXPECT_EQ(report.files_unchanged, 1);
  EXPECT_THAT(stores_.requests, Not(Contains("mark_files"))) << "the row is current";
}

TEST_F(index_run_test, a_full_rebuild_begins_with_nothing_and_keeps_the_vectors) {
  vault_.write("a.md", "A rose.");
  indexed();
  ASSERT_TRUE(stores_.vectors().write({{"model", 1}, {{"hash", {1.0F}}}, {{"chunk", "a.md", "hash"}}}));
  ASSERT_TRUE(stores_.lexical().write({{"stray.md", {}}}));
  const auto report = indexed(index_mode::full_rebuild);
  EXPECT_EQ(report.files_new, 1);
  expect_in_step({{"a.md", {"A rose."}}});
  EXPECT_THAT(stores_.requests, ElementsAre("load_tracked_files", "count_chunks_by_note", "clear_tracker",
                                            "clear_lexical", "write_notes", "mark_files"));
  EXPECT_EQ(stores_.vectors().counts()->vectors, 1);
}

TEST_F(index_run_test, a_note_that_changes_while_it_is_read_is_done_again) {
  vault_.write("a.md", "A rose.");
  before_preparing_ = [this](const std::string& path) { vault_.write(path, "A rose, as it was when it was read."); };
  indexed();
  expect_in_step({{"a.md", {"A rose, as it was when it was read."}}});
  before_preparing_ = {};
  vault_.write("a.md", "A rose, as it is now.");
  indexed();
  expect_in_step({{"a.md", {"A rose, as it is now."}}});
  read_.clear();
  indexed();
  EXPECT_THAT(read_, IsEmpty());
}

TEST_F(index_run_test, a_note_that_changes_behind_its_reading_is_found_changed_by_the_next_run) {
  vault_.write("a.md", "A rose.");
  vault_.write("b.md", "A tulip.");
  before_preparing_ = [this](const std::string& path) {
    if (path == "b.md") vault_.write("a.md", "A rose, saved behind our back.");
  };
  indexed();
  expect_in_step({{"a.md", {"A rose."}}, {"b.md", {"A tulip."}}});
  before_preparing_ = {};
  EXPECT_EQ(indexed().files_modified, 1);
  expect_in_step({{"a.md", {"A rose, saved behind our back."}}, {"b.md", {"A tulip."}}});
}

TEST_F(index_run_test, a_note_too_fresh_to_be_believed_is_looked_at_once_more) {
  time_.set(std::chrono::system_clock::now());
  vault_.write("a.md", "A rose.");
  indexed();
  time_.advance(1h);
  read_.clear();
  indexed();
  EXPECT_THAT(read_, ElementsAre("a.md"));
  read_.clear();
  indexed();
  EXPECT_THAT(read_, IsEmpty());
}

TEST_F(index_run_test, a_note_that_goes_before_it_is_read_has_not_failed) {
  vault_.write("a.md", "A rose.");
  before_preparing_ = [this](const std::string& path) { std::filesystem::remove(vault_.root() / path); };
  EXPECT_EQ(indexed().files_failed, 0);
  EXPECT_EQ(entry("a.md").path, "");
  expect_in_step({});
}

TEST_F(index_run_test, has_the_first_notes_stored_while_most_are_still_to_be_read) {
  constexpr std::size_t notes = 4 * note_preparer::first_notes;
  for (std::size_t at = 0; at < notes; ++at) vault_.write("n" + std::to_string(at) + ".md", "A rose.");
  indexed();
  EXPECT_EQ(read_.size(), notes);
  EXPECT_EQ(std::count(stores_.requests.begin(), stores_.requests.end(), "write_notes"), 3) << "64, 128 and the rest";
}

TEST_F(index_run_test, reads_the_next_notes_while_two_batches_are_being_stored) {
  for (const auto* name : {"a.md", "b.md", "c.md", "d.md"}) vault_.write(name, "A rose.");
  before_preparing_ = [this](const std::string&) { time_.advance(note_preparer::slice); };
  const auto run = make_run(index_mode::incremental, index_trigger::watcher, {"a.md", "b.md", "c.md", "d.md"});
  std::deque<store_step> under_way;
  const auto advance_as_far_as_possible = [&] {
    while (run->can_advance()) run->advance();
    while (auto step = run->next()) under_way.push_back(*std::move(step));
  };
  const auto reply = [&] {
    run->take(under_way.front().number, stores_.answer(under_way.front().request));
    under_way.pop_front();
    advance_as_far_as_possible();
  };
  ASSERT_TRUE(run->begin());
  advance_as_far_as_possible();
  reply();  // what is tracked
  EXPECT_THAT(read_, ElementsAre("a.md", "b.md")) << "one note fills a slice of this clock";
  EXPECT_EQ(under_way.size(), 2U);
  reply();  // the chunks of a
  EXPECT_EQ(read_.size(), 2U) << "its row is still under way";
  reply();  // the chunks of b
  reply();  // the row of a
  EXPECT_EQ(read_.size(), 3U);
  while (!run->outcome()) reply();
  EXPECT_EQ(read_.size(), 4U);
  EXPECT_EQ(stores_.tracked().size(), 4U);
}

TEST_F(index_run_test, shows_how_far_it_is) {
  vault_.write("a.md", "A rose.");
  indexed();
  vault_.write("b.md", "A tulip.");
  die();
  const auto run = make_run();
  const auto shown = [&] {
    index_progress progress;
    run->show(progress);
    return progress;
  };
  drive(*run, 1);
  EXPECT_EQ(shown().phase, index_phase::scanning);
  EXPECT_EQ(shown().notes_searchable, 1) << "what was tracked";
  EXPECT_FALSE(shown().notes_total);
  drive(*run, 2);
  EXPECT_EQ(shown().phase, index_phase::indexing);
  EXPECT_EQ(shown().notes_total, 2);
  EXPECT_EQ(shown().files_total, 1);
  EXPECT_EQ(shown().files_done, 0);
  drive(*run, 1);
  EXPECT_EQ(shown().files_done, 1);
  EXPECT_EQ(shown().current, "b.md");
  EXPECT_EQ(shown().notes_searchable, 1) << "it is not stored yet";
  ASSERT_TRUE(drive(*run));
  EXPECT_EQ(shown().phase, index_phase::finished);
  EXPECT_EQ(shown().notes_searchable, 2);
}

TEST_F(index_run_test, says_how_long_it_took) {
  vault_.write("a.md", "A rose.");
  before_preparing_ = [this](const std::string&) { time_.advance(1500ms); };
  EXPECT_EQ(indexed().duration, 1500ms);
}

TEST_F(index_run_test, a_clock_that_is_set_meanwhile_changes_no_duration) {
  vault_.write("a.md", "A rose.");
  before_preparing_ = [this](const std::string&) {
    time_.advance(1500ms);
    time_.set(time_.now() - 24h);
  };
  EXPECT_EQ(indexed().duration, 1500ms);
}

}  // namespace
}  // namespace secondbrain::index
