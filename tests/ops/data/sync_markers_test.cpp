#include "ops/data/sync_markers.hpp"

#include <gtest/gtest.h>

#include "tests/base/temporary_directory.hpp"

namespace secondbrain::ops {
namespace {

using namespace std::chrono_literals;

namespace fs = std::filesystem;

class sync_markers : public ::testing::Test {
 protected:
  void write_marker(const std::string& name, const std::string& text, std::chrono::minutes age) {
    write_text(data_ / name, text);
    fs::last_write_time(data_ / name, fs::file_time_type::clock::now() - age);
  }

  temporary_directory data_;
};

TEST_F(sync_markers, none_is_unknown) {
  auto status = read_sync_status(data_.path());
  EXPECT_EQ(status.state, sync_state::unknown);
  EXPECT_FALSE(status.last_sync || status.hours_ago || status.error);
}

TEST_F(sync_markers, a_recent_completion_is_ok) {
  write_marker(".sync_completed", " 2026-02-05T07:00:00\n", 90min);
  auto status = read_sync_status(data_.path());
  EXPECT_EQ(status.state, sync_state::ok);
  EXPECT_EQ(status.last_sync, "2026-02-05T07:00:00");
  EXPECT_EQ(status.hours_ago, 1.5);
}

TEST_F(sync_markers, a_completion_older_than_25_hours_is_stale) {
  write_marker(".sync_completed", "then", 25h - 1min);
  EXPECT_EQ(read_sync_status(data_.path()).state, sync_state::ok);
  write_marker(".sync_completed", "then", 25h + 1min);
  EXPECT_EQ(read_sync_status(data_.path()).state, sync_state::stale);
  write_marker(".sync_completed", "then", 26h);
  EXPECT_EQ(read_sync_status(data_.path()).hours_ago, 26.0);
}

TEST_F(sync_markers, the_newer_marker_counts) {
  write_marker(".sync_completed", "done", 2h);
  write_marker(".sync_failed", "2026-02-05: boom\n", 1h);
  auto failed = read_sync_status(data_.path());
  EXPECT_EQ(failed.state, sync_state::failed);
  EXPECT_EQ(failed.error, "2026-02-05: boom");
  EXPECT_EQ(failed.hours_ago, 2.0);

  write_marker(".sync_completed", "done", 0h);
  auto ok = read_sync_status(data_.path());
  EXPECT_EQ(ok.state, sync_state::ok);
  EXPECT_FALSE(ok.error);
}

TEST_F(sync_markers, a_failure_alone_is_failed) {
  write_marker(".sync_failed", "boom", 1h);
  auto status = read_sync_status(data_.path());
  EXPECT_EQ(status.state, sync_state::failed);
  EXPECT_EQ(status.error, "boom");
  EXPECT_FALSE(status.last_sync || status.hours_ago);
}

TEST_F(sync_markers, time_passes_by_the_clock_that_is_handed_in) {
  manual_clock clock{std::chrono::system_clock::now()};
  ASSERT_TRUE(mark_sync_completed(data_.path(), clock));
  EXPECT_EQ(read_sync_status(data_.path(), clock).state, sync_state::ok);
  clock.advance(26h);
  EXPECT_EQ(read_sync_status(data_.path(), clock).state, sync_state::stale);
}

TEST_F(sync_markers, a_failure_is_written_with_its_time_and_reason) {
  ASSERT_TRUE(mark_sync_failed(data_.path(), "no vault"));
  auto status = read_sync_status(data_.path());
  EXPECT_EQ(status.state, sync_state::failed);
  ASSERT_TRUE(status.error);
  EXPECT_TRUE(status.error->ends_with(": no vault"));
}

TEST_F(sync_markers, a_failure_is_told_by_its_step_and_reason_without_its_time) {
  const auto failure_in = [this](const std::string& text) {
    write_marker(".sync_failed", text, 1h);
    return read_sync_status(data_.path()).failure.value();
  };
  EXPECT_EQ(failure_in("2026-02-05T18:10:05.123456: tasks: no: luck.").reason, "no: luck.");
  EXPECT_EQ(failure_in("2026-02-05T18:10:05.123456: tasks: no: luck.").step, sync_step::tasks);
  EXPECT_EQ(failure_in("2026-02-05T18:10:05: boom").reason, "boom");
  EXPECT_EQ(failure_in("tasks: boom").step, sync_step::tasks);
  EXPECT_EQ(failure_in("boom").reason, "boom");
  EXPECT_EQ(failure_in("the tasks: boom").step, std::nullopt);
  EXPECT_EQ(failure_in("the tasks: boom").reason, "the tasks: boom");
}

TEST_F(sync_markers, the_last_attempt_is_the_newer_of_the_two) {
  EXPECT_FALSE(last_sync_attempt(data_.path()));
  write_marker(".sync_completed", "then", 50min);
  auto completed = last_sync_attempt(data_.path());
  ASSERT_TRUE(completed);
  EXPECT_LT(std::chrono::abs(std::chrono::system_clock::now() - 50min - *completed), 1min);
  write_marker(".sync_failed", "later", 20min);
  auto failed = last_sync_attempt(data_.path());
  ASSERT_TRUE(failed);
  EXPECT_LT(std::chrono::abs(std::chrono::system_clock::now() - 20min - *failed), 1min);
}

}  // namespace
}  // namespace secondbrain::ops
