// What a run does when something goes wrong: the lock, the stores, the process itself.
#include "brain/index/index_run.hpp"
#include "tests/brain/index/index_world.hpp"

namespace secondbrain::index {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using namespace std::chrono_literals;

class index_run_trouble_test : public index_world {
 protected:
  /// Two notes are indexed; then one is gone, one has changed, and one is new.
  void prepare_changes() {
    vault_.write("gone.md", "A tulip.");
    vault_.write("changed.md", "A rose.");
    indexed();
    std::filesystem::remove(vault_.root() / "gone.md");
    vault_.write("changed.md", "A rose, pruned.");
    vault_.write("new.md", "A fern.");
  }

  void expect_changes_followed() { expect_in_step({{"changed.md", {"A rose, pruned."}}, {"new.md", {"A fern."}}}); }
};

// ---- the lock ----

TEST_F(index_run_trouble_test, waits_for_the_lock_of_another_process_and_lets_others_join) {
  vault_.write("a.md", "A rose.");
  guard_.refused = error{errc::locked, "process 7 writes the index"};
  const auto run = make_run(index_mode::incremental, index_trigger::watcher);
  const auto refused = run->begin();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::locked);
  EXPECT_FALSE(run->begun());
  EXPECT_FALSE(run->outcome());
  EXPECT_FALSE(run->next());
  EXPECT_FALSE(run->can_advance());
  run->join(index_mode::full_rebuild, index_trigger::api, {"a.md"});
  guard_.refused.reset();
  ASSERT_TRUE(drive(*run));
  EXPECT_TRUE(run->outcome()->report);
  EXPECT_EQ(run->order().trigger, index_trigger::api);
  EXPECT_THAT(stores_.requests, Contains("clear_lexical")) << "the rebuild has joined";
}

TEST_F(index_run_trouble_test, a_lock_that_cannot_be_taken_ends_it) {
  guard_.refused = error{errc::io_failure, "the disk is read-only"};
  const auto outcome = run_to_end();
  EXPECT_EQ(outcome.phase, index_phase::failed);
  EXPECT_EQ(outcome.report.error().message, "the disk is read-only");
  EXPECT_THAT(stores_.requests, IsEmpty());
}

TEST_F(index_run_trouble_test, keeps_the_lock_fresh_while_it_works) {
  for (const auto* name : {"a.md", "b.md", "c.md"}) vault_.write(name, "A rose.");
  before_preparing_ = [this](const std::string&) { time_.advance(20s); };
  indexed();
  EXPECT_EQ(guard_.refreshed, 1) << "after forty seconds; nothing is written in the last twenty";
}

TEST_F(index_run_trouble_test, stops_writing_when_the_lock_is_lost) {
  for (const auto* name : {"a.md", "b.md", "c.md"}) vault_.write(name, "A rose.");
  before_preparing_ = [this](const std::string&) { time_.advance(31s); };
  guard_.lost = error{errc::locked, "process 7 has taken the lock"};
  const auto outcome = run_to_end();
  EXPECT_EQ(outcome.phase, index_phase::failed);
  EXPECT_EQ(outcome.report.error().code, errc::locked);
  EXPECT_THAT(read_, ElementsAre("a.md"));
  EXPECT_EQ(guard_.held, 0);
  guard_.lost.reset();
  before_preparing_ = {};
  indexed();
  expect_in_step({{"a.md", {"A rose."}}, {"b.md", {"A rose."}}, {"c.md", {"A rose."}}});
}

// ---- the stores ----

class index_run_store_test : public index_run_trouble_test, public testing::WithParamInterface<std::size_t> {};

TEST_P(index_run_store_test, a_store_that_fails_ends_the_run_and_the_next_one_makes_up_for_it) {
  const std::string failing = request_names.at(GetParam());
  const auto mode = failing.starts_with("clear") ? index_mode::full_rebuild : index_mode::incremental;
  const auto paths = failing.starts_with("find") ? std::vector<std::string>{"a.md"} : std::vector<std::string>{};
  prepare_changes();
  stores_.fails = [&](const store_request& request) -> std::optional<error> {
    if (name_of(request) != failing) return std::nullopt;
    return error{errc::io_failure, "the disk of " + failing + " is away"};
  };
  const auto outcome = paths.empty() ? run_to_end(mode) : run_for(paths);
  EXPECT_EQ(outcome.phase, index_phase::failed);
  ASSERT_FALSE(outcome.report);
  EXPECT_EQ(outcome.report.error().code, errc::io_failure);
  EXPECT_EQ(outcome.report.error().message, "the disk of " + failing + " is away");
  EXPECT_EQ(stores_.requests.back(), failing) << "nothing is requested after that";
  EXPECT_EQ(guard_.held, 0);
  EXPECT_EQ(guard_.announced, 1) << "by the run before";
  stores_.fails = {};
  indexed();
  expect_changes_followed();
}

// clear_vectors is not requested by a run.
INSTANTIATE_TEST_SUITE_P(every_request, index_run_store_test, testing::Values(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12),
                         [](const auto& each) { return std::string{request_names.at(each.param)}; });

TEST_F(index_run_trouble_test, one_failure_ends_it_although_another_batch_is_under_way) {
  for (const auto* name : {"a.md", "b.md"}) vault_.write(name, "A rose.");
  before_preparing_ = [this](const std::string&) { time_.advance(note_preparer::slice); };
  const auto run = make_run(index_mode::incremental, index_trigger::watcher, {"a.md", "b.md"});
  ASSERT_TRUE(run->begin());
  const auto loading = run->next();
  run->take(loading->number, stores_.answer(loading->request));
  while (run->can_advance()) run->advance();
  const auto first = run->next();
  const auto second = run->next();
  ASSERT_TRUE(first && second);
  run->take(second->number, fail(errc::disk_full, "no room"));
  ASSERT_TRUE(run->outcome());
  EXPECT_EQ(run->outcome()->report.error().code, errc::disk_full);
  run->take(first->number, stores_.answer(first->request));
  EXPECT_FALSE(run->next()) << "the row of the first is left to the next run";
  indexed();
  expect_in_step({{"a.md", {"A rose."}}, {"b.md", {"A rose."}}});
}

TEST_F(index_run_trouble_test, after_a_failure_nothing_more_is_sent) {
  for (const auto* name : {"a.md", "b.md"}) vault_.write(name, "A rose.");
  before_preparing_ = [this](const std::string&) { time_.advance(note_preparer::slice); };
  const auto run = make_run();
  while (run->stage() != index_stage::preparing) drive(*run, 1);
  while (run->can_advance()) run->advance();
  const auto first = run->next();
  ASSERT_TRUE(first);
  run->take(first->number, fail(errc::disk_full, "no room"));
  ASSERT_TRUE(run->outcome());
  EXPECT_FALSE(run->next()) << "the second batch";
}

TEST_F(index_run_trouble_test, a_reply_to_nothing_changes_nothing) {
  vault_.write("a.md", "A rose.");
  const auto run = make_run();
  ASSERT_TRUE(run->begin());
  const auto loading = run->next();
  run->take(loading->number + 100, store_reply{nothing{}});
  run->take(loading->number + 100, fail(errc::timeout, "late"));
  EXPECT_EQ(run->stage(), index_stage::loading);
  run->take(loading->number, stores_.answer(loading->request));
  ASSERT_TRUE(drive(*run));
  run->take(loading->number, stores_.answer(loading->request));
  expect_in_step({{"a.md", {"A rose."}}});
}

// ---- ends in the middle ----

TEST_F(index_run_trouble_test, a_death_between_the_chunks_and_the_row_neither_loses_nor_doubles_anything) {
  vault_.write("a.md", "A rose.");
  auto run = make_run();
  while (stores_.requests.empty() || stores_.requests.back() != "write_notes") drive(*run, 1);
  EXPECT_EQ(stores_.texts().size(), 1U);
  EXPECT_EQ(stores_.tracked().size(), 0U);
  run.reset();
  die();
  EXPECT_EQ(indexed().files_new, 1) << "it is started afresh";
  expect_in_step({{"a.md", {"A rose."}}});
}

TEST_F(index_run_trouble_test, a_death_between_removing_the_chunks_and_the_row_is_made_up_for) {
  prepare_changes();
  auto run = make_run();
  while (stores_.requests.back() != "remove_notes") drive(*run, 1);
  EXPECT_TRUE(stores_.tracked().contains("gone.md"));
  run.reset();
  die();
  EXPECT_EQ(indexed().files_deleted, 1);
  expect_changes_followed();
}

TEST_F(index_run_trouble_test, it_may_be_left_at_any_moment) {
  prepare_changes();
  for (const auto mode : {index_mode::incremental, index_mode::full_rebuild}) {
    bool is_over = false;
    for (int moment = 0; !is_over; ++moment) {
      ASSERT_LT(moment, 100);
      auto run = make_run(mode);
      is_over = drive(*run, moment);
      run.reset();
      EXPECT_EQ(guard_.held, 0);
      const bool is_stopped_in_good_order = moment % 2 == 0;
      EXPECT_TRUE(!is_stopped_in_good_order || journal_.settle());
      die();
      indexed();
      expect_changes_followed();
      vault_.write("gone.md", "A tulip.");  // to be removed once more
      vault_.write("changed.md", "A rose.");
      indexed();
      std::filesystem::remove(vault_.root() / "gone.md");
      vault_.write("changed.md", "A rose, pruned.");
    }
  }
}

TEST_F(index_run_trouble_test, suspects_of_a_death_come_last_and_alone) {
  for (const auto* name : {"a.md", "b.md", "c.md"}) vault_.write(name, "A rose.");
  auto run = make_run();
  while (run->stage() != index_stage::preparing) drive(*run, 1);
  before_preparing_ = [](const std::string&) { throw 1; };  // no exception: the thread is gone at once
  EXPECT_ANY_THROW(run->advance());
  run.reset();
  before_preparing_ = {};
  die();
  EXPECT_EQ(journal_.suspects(), 3U);
  vault_.write("d.md", "A fern.");
  read_.clear();
  run = make_run();
  stores_.requests.clear();
  ASSERT_TRUE(drive(*run));
  EXPECT_THAT(read_, ElementsAre("d.md", "a.md", "b.md", "c.md"));
  EXPECT_EQ(std::count(stores_.requests.begin(), stores_.requests.end(), "mark_files"), 4) << "one at a time";
  EXPECT_EQ(journal_.suspects(), 0U);
}

TEST_F(index_run_trouble_test, a_death_after_a_run_makes_no_suspects) {
  vault_.write("a.md", "A rose.");
  indexed();
  die();
  EXPECT_EQ(journal_.suspects(), 0U);
}

TEST_F(index_run_trouble_test, a_store_that_dies_of_a_batch_makes_suspects_of_it) {
  vault_.write("a.md", "A rose.");
  stores_.fails = [](const store_request& request) -> std::optional<error> {
    if (name_of(request) != "write_notes") return std::nullopt;
    return error{errc::worker_crashed, "the worker died"};
  };
  EXPECT_EQ(run_to_end().phase, index_phase::failed);
  EXPECT_EQ(journal_.suspects(), 1U);
}

TEST_F(index_run_trouble_test, a_note_that_cannot_be_prepared_is_set_aside_until_it_changes) {
  vault_.write("bad.md", "A thorn.");
  vault_.write("good.md", "A rose.");
  before_preparing_ = [](const std::string& path) {
    if (path == "bad.md") throw std::bad_alloc{};
  };
  indexed();
  expect_in_step({{"good.md", {"A rose."}}});
  EXPECT_EQ(entry("bad.md").state, ledger_state::skipped);
  EXPECT_THAT(notices_, Contains(HasSubstr("bad.md: not indexed")));
  before_preparing_ = {};
  const auto report = indexed();
  EXPECT_EQ(report.files_new, 0) << "left out";
  EXPECT_EQ(entry("bad.md").state, ledger_state::skipped);
  vault_.write("bad.md", "A thorn, blunted.");
  indexed();
  expect_in_step({{"bad.md", {"A thorn, blunted."}}, {"good.md", {"A rose."}}});
}

TEST_F(index_run_trouble_test, a_full_rebuild_tries_again_what_was_set_aside) {
  vault_.write("bad.md", "A thorn.");
  before_preparing_ = [](const std::string&) { throw std::bad_alloc{}; };
  indexed();
  before_preparing_ = {};
  indexed(index_mode::full_rebuild);
  expect_in_step({{"bad.md", {"A thorn."}}});
}

TEST_F(index_run_trouble_test, a_full_rebuild_forgets_what_has_gone_meanwhile) {
  vault_.write("a.md", "A rose.");
  vault_.write("gone.md", "A tulip.");
  indexed();
  std::filesystem::remove(vault_.root() / "gone.md");
  indexed(index_mode::full_rebuild);
  EXPECT_EQ(entry("gone.md").path, "");
  EXPECT_EQ(ledger_.page({}).total, 1);
}

}  // namespace
}  // namespace secondbrain::index
