#include "ops/backup/retention.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>

#include "base/time_text.hpp"

namespace secondbrain::ops {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

constexpr std::chrono::hours day{24};

class retention_test : public ::testing::Test {
 protected:
  /// One a day at noon, the newest first; named by how many days ago it was made.
  std::vector<snapshot_info> made_daily(int days) const {
    std::vector<snapshot_info> own;
    for (int ago = 0; ago < days; ++ago) own.push_back(made(std::to_string(ago), now_ - ago * day));
    return own;
  }

  static snapshot_info made(const std::string& id, wall_time at) {
    snapshot_info snapshot;
    snapshot.id = id;
    snapshot.created_at = utc_text(at);
    snapshot.verified = true;
    return snapshot;
  }

  static std::vector<std::string> sorted(const snapshot_ids& ids) {
    std::vector<std::string> all{ids.begin(), ids.end()};
    std::sort(all.begin(), all.end(),
              [](const auto& a, const auto& b) { return std::atoi(a.c_str()) < std::atoi(b.c_str()); });
    return all;
  }

  wall_time now_ = std::chrono::system_clock::from_time_t(1770379200);  // 2026-02-06 12:00 UTC, a Friday
};

TEST_F(retention_test, keeps_the_newest) {
  EXPECT_THAT(sorted(kept_by({.newest = 3}, made_daily(10), now_)), ElementsAre("0", "1", "2"));
}

TEST_F(retention_test, keeps_the_newest_of_each_day_week_and_month_besides) {
  const retention rules{.newest = 1, .daily = 3, .weekly = 3, .monthly = 3};
  // Fridays' weeks end on Sunday: of the last two whole weeks the Sundays 1 February and 25 January stay.
  EXPECT_THAT(sorted(kept_by(rules, made_daily(100), now_)), ElementsAre("0", "1", "2", "5", "6", "12", "37"));
}

TEST_F(retention_test, of_one_day_the_newest_counts) {
  std::vector<snapshot_info> own{made("late", now_ - day), made("early", now_ - day - std::chrono::hours{1})};
  EXPECT_THAT(kept_by({.newest = 0, .daily = 2}, own, now_), UnorderedElementsAre("late"));
}

TEST_F(retention_test, days_on_which_none_was_made_do_not_count) {
  std::vector<snapshot_info> own{made("now", now_), made("old", now_ - 90 * day)};
  EXPECT_THAT(kept_by({.newest = 0, .daily = 2}, own, now_), UnorderedElementsAre("now", "old"));
}

TEST_F(retention_test, a_date_in_the_future_stands_for_no_day) {
  std::vector<snapshot_info> own{made("now", now_), made("future", now_ + 365 * day)};
  EXPECT_THAT(kept_by({.newest = 1, .daily = 7, .weekly = 4, .monthly = 6}, own, now_), UnorderedElementsAre("now"));
}

TEST_F(retention_test, a_date_that_is_none_keeps_nothing_and_harms_nothing) {
  auto own = made_daily(2);
  own[1].created_at = "yesterday";
  EXPECT_THAT(kept_by({.newest = 1, .daily = 7}, own, now_), UnorderedElementsAre("0"));
}

TEST_F(retention_test, the_newest_good_one_is_never_removed) {
  auto own = made_daily(4);
  own[0].verified = false;
  own[1].trial = backup_trial{utc_text(now_), trial_outcome::failed, "a search found nothing"};
  own[3].vault.state = vault_presence::included;
  EXPECT_THAT(sorted(never_removed(own)), ElementsAre("1", "2", "3"))
      << "the newest that verifies, the newest that no trial speaks against, the newest with the notes";
  EXPECT_THAT(never_removed({}), IsEmpty());
}

}  // namespace
}  // namespace secondbrain::ops
