#include "brain/sync/run.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace secondbrain::sync {
namespace {

class sync_run : public testing::Test {
 protected:
  /// Steps that note that they ran.
  sync_run() {
    for (auto step : {sync_step::inbox, sync_step::tasks, sync_step::projects, sync_step::index, sync_step::extract,
                      sync_step::weekly})
      steps_[step] = [this, step](const step_control&) -> result<step_result> {
        ran_.push_back(step);
        return step_result{std::string{to_string(step)} + " is done", {"one action"}};
      };
    observer_.progress = [this](const sync_progress& now) { seen_.push_back(now); };
  }

  sync_report run(std::optional<sync_step> only = std::nullopt) {
    return run_steps({only, sync_trigger::schedule}, steps_, observer_, clock_);
  }

  manual_clock clock_{wall_time{std::chrono::seconds{1'770'379'200}}};  // 2026-02-06, noon UTC
  step_table steps_;
  run_observer observer_;
  std::vector<sync_step> ran_;
  std::vector<sync_progress> seen_;
};

TEST_F(sync_run, all_means_everything_but_the_weekly_review_in_the_contracts_order) {
  auto report = run();
  EXPECT_EQ(ran_, (std::vector{sync_step::inbox, sync_step::tasks, sync_step::projects, sync_step::index,
                               sync_step::extract}));
  EXPECT_TRUE(report.succeeded);
  EXPECT_EQ(report.command, "all");
  ASSERT_EQ(report.steps.size(), 5U);
  EXPECT_EQ(report.steps.front().summary, "inbox is done");
  EXPECT_EQ(report.steps.front().actions, std::vector<std::string>{"one action"});
}

TEST_F(sync_run, says_when_it_began_and_how_long_each_step_took) {
  steps_[sync_step::tasks] = [this](const step_control&) -> result<step_result> {
    clock_.advance(std::chrono::milliseconds{1'500});
    return step_result{};
  };
  const auto report = run();
  EXPECT_EQ(report.started_at, "2026-02-06T12:00:00+00:00");
  EXPECT_EQ(report.duration_ms, 1'500);
  ASSERT_EQ(report.steps.size(), 5U);
  EXPECT_EQ(report.steps[0].duration_ms, 0);
  EXPECT_EQ(report.steps[1].duration_ms, 1'500);
}

TEST_F(sync_run, a_single_step_runs_alone) {
  auto report = run(sync_step::weekly);
  EXPECT_EQ(ran_, std::vector{sync_step::weekly});
  EXPECT_EQ(report.command, "weekly");
}

TEST_F(sync_run, nothing_runs_after_a_step_that_failed) {
  steps_[sync_step::tasks] = [](const step_control&) -> result<step_result> {
    return fail(errc::io_failure, "the disk is gone");
  };
  auto report = run();
  EXPECT_EQ(ran_, std::vector{sync_step::inbox});
  EXPECT_FALSE(report.succeeded);
  EXPECT_EQ(report.error, "tasks: the disk is gone");
  ASSERT_EQ(report.steps.size(), 2U);
  EXPECT_FALSE(report.steps.back().succeeded);
  EXPECT_EQ(report.steps.back().summary, "the disk is gone");
}

TEST_F(sync_run, an_exception_fails_its_step) {
  steps_[sync_step::inbox] = [](const step_control&) -> result<step_result> { throw std::runtime_error("a surprise"); };
  EXPECT_EQ(run().error, "inbox: a surprise");
}

TEST_F(sync_run, tells_where_it_is_and_that_it_has_ended) {
  steps_[sync_step::extract] = [](const step_control& control) -> result<step_result> {
    control.progress(1, 2, "10_Notes/A.md");
    return step_result{};
  };
  run(sync_step::extract);
  ASSERT_EQ(seen_.size(), 3U);
  EXPECT_TRUE(seen_[0].running);
  EXPECT_EQ(seen_[0].step, sync_step::extract);
  EXPECT_EQ(seen_[1].done, 1);
  EXPECT_EQ(seen_[1].total, 2);
  EXPECT_EQ(seen_[1].current, "10_Notes/A.md");
  EXPECT_FALSE(seen_[2].running);
}

TEST_F(sync_run, ends_between_two_steps_when_it_is_told_to) {
  observer_.cancelled = [this] { return ran_.size() == 2; };
  auto report = run();
  EXPECT_EQ(ran_.size(), 2U);
  EXPECT_FALSE(report.succeeded);
  EXPECT_NE(report.error.find("projects"), std::string::npos);
}

}  // namespace
}  // namespace secondbrain::sync
