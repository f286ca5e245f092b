#include "ops/data/sync_history.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "ops/data/sync_markers.hpp"
#include "tests/base/temporary_directory.hpp"

namespace secondbrain::ops {
namespace {

class sync_history : public testing::Test {
 protected:
  static sync_report run(const std::string& command, const std::string& error = {}) {
    sync_report report;
    report.command = command;
    report.trigger = sync_trigger::command_line;
    report.started_at = "2026-02-05T18:10:05.000001+00:00";
    report.duration_ms = 1234;
    report.succeeded = error.empty();
    report.error = error;
    report.steps = {{sync_step::tasks, error.empty(), "3 open tasks", {"00_Daily/2026-02-05.md: 1 task"}, 1200}};
    return report;
  }

  sync_state state() const { return read_sync_status(data_.path()).state; }

  temporary_directory data_;
};

TEST_F(sync_history, is_empty_before_the_first_run) {
  auto runs = read_sync_history(data_.path(), 10);
  ASSERT_TRUE(runs);
  EXPECT_TRUE(runs->empty());
}

TEST_F(sync_history, gives_back_what_was_recorded_the_newest_first) {
  ASSERT_TRUE(record_sync(data_.path(), run("tasks")));
  ASSERT_TRUE(record_sync(data_.path(), run("all", "inbox: no \"luck\"")));
  auto runs = read_sync_history(data_.path(), 10);
  ASSERT_TRUE(runs);
  ASSERT_EQ(runs->size(), 2U);
  EXPECT_EQ(runs->front().command, "all");
  EXPECT_FALSE(runs->front().succeeded);
  EXPECT_EQ(runs->front().error, "inbox: no \"luck\"");
  const auto& older = runs->back();
  EXPECT_TRUE(older.succeeded);
  EXPECT_EQ(older.trigger, sync_trigger::command_line);
  EXPECT_EQ(older.started_at, "2026-02-05T18:10:05.000001+00:00");
  EXPECT_EQ(older.duration_ms, 1234);
  ASSERT_EQ(older.steps.size(), 1U);
  EXPECT_EQ(older.steps[0].step, sync_step::tasks);
  EXPECT_EQ(older.steps[0].summary, "3 open tasks");
  EXPECT_EQ(older.steps[0].actions, std::vector<std::string>{"00_Daily/2026-02-05.md: 1 task"});
  EXPECT_EQ(older.steps[0].duration_ms, 1200);
}

TEST_F(sync_history, trouble_of_the_extraction_is_told_until_one_goes_well) {
  auto extraction = run("all");
  extraction.steps.push_back({sync_step::extract, true, "0 extracted", {}, 7, "The model answers nonsense."});
  ASSERT_TRUE(record_sync(data_.path(), extraction));
  EXPECT_EQ(read_sync_status(data_.path()).trouble, "The model answers nonsense.");
  EXPECT_EQ(state(), sync_state::ok);
  ASSERT_TRUE(record_sync(data_.path(), run("tasks")));
  EXPECT_NE(read_sync_status(data_.path()).trouble, "") << "nothing was extracted";
  extraction.steps.back().trouble.clear();
  ASSERT_TRUE(record_sync(data_.path(), extraction));
  EXPECT_EQ(read_sync_status(data_.path()).trouble, "");
}

TEST_F(sync_history, a_failure_ends_when_its_step_goes_well) {
  ASSERT_TRUE(record_sync(data_.path(), run("all")));
  auto whole = run("all", "tasks: Tasks is a file.");
  ASSERT_TRUE(record_sync(data_.path(), whole));
  ASSERT_EQ(state(), sync_state::failed);

  auto other = run("projects");
  other.steps.front().step = sync_step::projects;
  ASSERT_TRUE(record_sync(data_.path(), other));
  EXPECT_EQ(state(), sync_state::failed) << "the step that failed has not been tried";

  ASSERT_TRUE(record_sync(data_.path(), run("tasks")));
  EXPECT_EQ(state(), sync_state::ok) << "as it was before the failure";
}

TEST_F(sync_history, a_failure_of_no_step_ends_with_a_whole_run) {
  ASSERT_TRUE(record_sync(data_.path(), run("all", "the run was ended before the step tasks")));
  ASSERT_TRUE(record_sync(data_.path(), run("tasks")));
  EXPECT_EQ(state(), sync_state::failed);
  ASSERT_TRUE(record_sync(data_.path(), run("all")));
  EXPECT_EQ(state(), sync_state::ok);
}

TEST_F(sync_history, keeps_to_the_limit) {
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(record_sync(data_.path(), run(i == 2 ? "all" : "tasks")));
  auto runs = read_sync_history(data_.path(), 1);
  ASSERT_TRUE(runs);
  ASSERT_EQ(runs->size(), 1U);
  EXPECT_EQ(runs->front().command, "all");
}

TEST_F(sync_history, passes_over_lines_that_make_no_sense) {
  ASSERT_TRUE(record_sync(data_.path(), run("all")));
  std::ofstream{data_ / "sync_runs.jsonl", std::ios::app} << "{\"command\":\n[]\n{\"command\":7}\n";
  auto runs = read_sync_history(data_.path(), 10);
  ASSERT_TRUE(runs);
  EXPECT_EQ(runs->size(), 1U);
}

TEST_F(sync_history, a_full_run_that_went_well_is_marked_completed) {
  ASSERT_TRUE(record_sync(data_.path(), run("all")));
  EXPECT_EQ(state(), sync_state::ok);
}

TEST_F(sync_history, a_single_step_does_not_hide_that_the_full_sync_is_dead) {
  ASSERT_TRUE(record_sync(data_.path(), run("weekly")));
  EXPECT_EQ(state(), sync_state::unknown);
}

TEST_F(sync_history, a_failure_is_marked_whatever_ran) {
  ASSERT_TRUE(record_sync(data_.path(), run("weekly", "weekly: no vault")));
  EXPECT_EQ(state(), sync_state::failed);
}

}  // namespace
}  // namespace secondbrain::ops
