#include "actors/sync_actor.hpp"

#include <gtest/gtest.h>

#include <future>

#include "actors/tree.hpp"
#include "ops/data/sync_history.hpp"
#include "tests/actors/scripted_service.hpp"
#include "tests/base/temporary_directory.hpp"

namespace secondbrain::actors {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds sync_timeout{60'000};

class sync_actor_test : public testing::Test {
 protected:
  sync_actor_test() {
    parts_.data_directory = data_.path();
    parts_.progress = std::make_shared<feed<sync_progress>>();
    parts_.extract = [](const extract_notes& request, const sync::step_control&) -> result<extraction_report> {
      if (request.note_path == "gone.md") return fail(errc::not_found, "gone.md is not there");
      return extraction_report{1, 0, 0, "1 note extracted"};
    };
    for (auto step : sync::steps_of({}))
      parts_.steps[step] = [](const sync::step_control&) -> result<sync::step_result> { return sync::step_result{}; };
  }

  ~sync_actor_test() override { EXPECT_TRUE(tree_.stop(60s)); }

  void start() {
    auto front = tree_.make_front("root/runner", {.capacity = 8, .in_flight_limit = 1});
    service_ = address<sync_api>{front};
    supervisor_spec root;
    root.backing_off.quiet = 0ms;
    root.children = {worker<sync_actor>("runner", front, parts_)};
    tree_.start(std::move(root));
  }

  temporary_directory data_;
  sync_parts parts_;
  tree tree_{{}};
  address<sync_api> service_;
};

TEST_F(sync_actor_test, answers_with_the_report_and_writes_it_down) {
  start();
  auto report = service_.ask(run_sync{std::nullopt, sync_trigger::api}, sync_timeout);
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->succeeded);
  auto history = ops::read_sync_history(data_.path(), 5);
  ASSERT_TRUE(history);
  ASSERT_EQ(history->size(), 1U);
  EXPECT_EQ(history->front().started_at, report->started_at);
  EXPECT_FALSE(parts_.progress->latest().value.running);
}

TEST_F(sync_actor_test, a_failed_step_is_a_report_not_an_error) {
  parts_.steps[sync_step::tasks] = [](const sync::step_control&) -> result<sync::step_result> {
    return fail(errc::vault_missing, "the vault is gone");
  };
  start();
  auto report = service_.ask(run_sync{}, sync_timeout);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->error, "tasks: the vault is gone");
}

TEST_F(sync_actor_test, two_runs_never_overlap) {
  std::atomic<int> inside{0};
  std::atomic<bool> overlapped{false};
  std::atomic<bool> first{true};
  record_ptr record;
  parts_.steps[sync_step::inbox] = [&](const sync::step_control&) -> result<sync::step_result> {
    if (++inside > 1) overlapped = true;
    if (first.exchange(false)) {
      EXPECT_TRUE(eventually([&] { return record->queue_depth == 3; }));
    }
    --inside;
    return sync::step_result{};
  };
  start();
  record = tree_.registry().find("root/runner");
  std::vector<std::future<result<sync_report>>> runs;
  for (int i = 0; i < 4; ++i)
    runs.push_back(std::async(std::launch::async, [&] { return service_.ask(run_sync{}, sync_timeout); }));
  for (auto& run : runs) EXPECT_TRUE(run.get());
  EXPECT_FALSE(overlapped);
}

TEST_F(sync_actor_test, extracts_and_passes_the_reason_of_a_failure_on) {
  start();
  auto done = service_.ask(extract_notes{"a.md", false}, sync_timeout);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->message, "1 note extracted");
  auto missing = service_.ask(extract_notes{"gone.md", false}, sync_timeout);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, errc::not_found);
}

TEST_F(sync_actor_test, stopping_ends_a_run_that_is_under_way) {
  std::promise<void> begun;
  parts_.steps[sync_step::inbox] = [&](const sync::step_control& control) -> result<sync::step_result> {
    begun.set_value();
    while (!control.cancelled()) std::this_thread::sleep_for(1ms);
    return fail(errc::cancelled, "told to end");
  };
  start();
  auto run = std::async(std::launch::async, [&] { return service_.ask(run_sync{}, sync_timeout); });
  begun.get_future().wait();
  EXPECT_TRUE(tree_.stop(60s));
  EXPECT_FALSE(run.get());
}

}  // namespace
}  // namespace secondbrain::actors
