#include "ops/backup/backup_schedule.hpp"

#include <gtest/gtest.h>

#include "base/time_text.hpp"

namespace secondbrain::ops {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr hours interval{24};

class backup_schedule_test : public testing::Test {
 protected:
  std::vector<snapshot_info> snapshots_at(wall_time moment) const {
    snapshot_info one;
    one.created_at = utc_text(moment);
    one.verified = true;
    return {one};
  }

  bool due(const std::vector<snapshot_info>& own) const { return schedule_.due(own, interval); }

  void pass(std::chrono::nanoseconds time) {
    wall_.advance(std::chrono::duration_cast<std::chrono::steady_clock::duration>(time));
    uptime_ += time;
  }

  const wall_time noon_ = std::chrono::system_clock::from_time_t(1770352205);
  manual_clock wall_{noon_};
  std::chrono::nanoseconds uptime_{hours{1'000}};
  backup_schedule schedule_{wall_, [this] { return uptime_; }};
};

TEST_F(backup_schedule_test, asks_for_one_a_day) {
  EXPECT_TRUE(due({}));
  EXPECT_FALSE(due(snapshots_at(noon_ - hours{23})));
  EXPECT_TRUE(due(snapshots_at(noon_ - hours{24})));
  EXPECT_FALSE(schedule_.due({}, hours{0}));
}

TEST_F(backup_schedule_test, what_does_not_verify_does_not_count) {
  auto damaged = snapshots_at(noon_);
  damaged[0].verified = false;
  EXPECT_TRUE(due(damaged));
}

TEST_F(backup_schedule_test, a_date_in_the_future_holds_nothing_up) {
  EXPECT_TRUE(due(snapshots_at(noon_ + hours{24 * 365})));
  EXPECT_TRUE(due(snapshots_at(noon_ + minutes{1})));
}

TEST_F(backup_schedule_test, a_clock_that_jumps_to_and_fro_asks_for_none_in_between) {
  schedule_.record_backup();
  auto own = snapshots_at(noon_);
  for (int jump = 0; jump < 20; ++jump) {
    pass(hours{1});
    wall_.set(jump % 2 == 0 ? noon_ + hours{24 * 365} : noon_ - hours{48});
    EXPECT_FALSE(due(own)) << jump;
  }
  pass(hours{4});
  EXPECT_TRUE(due(own)) << "a day has passed, whatever the clock says";
}

TEST_F(backup_schedule_test, runs_while_the_wall_clock_stands_still) {
  schedule_.record_backup();
  uptime_ += interval;
  EXPECT_TRUE(due(snapshots_at(noon_)));
}

TEST_F(backup_schedule_test, asks_for_a_trial_a_day_of_what_verifies) {
  EXPECT_FALSE(schedule_.trial_due({}, interval)) << "there is nothing to try";
  auto own = snapshots_at(noon_ - hours{1});
  EXPECT_TRUE(schedule_.trial_due(own, interval));
  EXPECT_FALSE(schedule_.trial_due(own, hours{0}));
  own[0].trial = backup_trial{utc_text(noon_ - hours{23}), trial_outcome::passed, ""};
  EXPECT_FALSE(schedule_.trial_due(own, interval));
  own.insert(own.begin(), snapshots_at(noon_)[0]);
  EXPECT_FALSE(schedule_.trial_due(own, interval)) << "a newer one waits for its turn";
  pass(hours{2});
  EXPECT_TRUE(schedule_.trial_due(own, interval));
  own[1].verified = false;
  own[0].verified = false;
  EXPECT_FALSE(schedule_.trial_due(own, interval));
}

TEST_F(backup_schedule_test, a_trial_with_a_date_in_the_future_says_nothing) {
  auto own = snapshots_at(noon_);
  own[0].trial = backup_trial{utc_text(noon_ + hours{24 * 365}), trial_outcome::passed, ""};
  EXPECT_TRUE(schedule_.trial_due(own, interval));
  schedule_.record_trial();
  EXPECT_FALSE(schedule_.trial_due(own, interval));
  pass(interval);
  EXPECT_TRUE(schedule_.trial_due(own, interval));
}

}  // namespace
}  // namespace secondbrain::ops
