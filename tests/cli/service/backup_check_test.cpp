#include "cli/service/backup_check.hpp"

#include <gmock/gmock.h>

#include "base/time_text.hpp"

namespace secondbrain::cli {
namespace {

using std::chrono::hours;
using testing::HasSubstr;

class backup_check : public testing::Test {
 protected:
  backup_check() {
    standing_.is_known = true;
    standing_.newest = backup_info{};
    standing_.newest->created_at = utc_text(now_ - hours{3});
    standing_.newest->vault.state = vault_presence::included;
    standing_.trial = backup_trial{utc_text(now_ - hours{2}), trial_outcome::passed, "all is there."};
    standing_.tried = "data-20260205-000000";
  }

  component_check check(std::chrono::steady_clock::duration uptime = hours{100}) const {
    return check_backups(settings_, standing_, uptime, now_);
  }
  void expect_warning(const std::string& words) const {
    EXPECT_EQ(check().state, verdict::warning) << check().message;
    EXPECT_THAT(check().message, HasSubstr(words));
  }

  wall_time now_ = std::chrono::system_clock::from_time_t(1770352205);
  ops::config settings_;
  backup_standing standing_;
};

TEST_F(backup_check, is_well_with_one_that_is_young_and_was_tried) {
  EXPECT_EQ(check().name, "backup");
  EXPECT_EQ(check().state, verdict::ok);
  EXPECT_THAT(check().message, HasSubstr("3 hours ago, with the notes"));
  EXPECT_THAT(check().message, HasSubstr("trial 2 hours ago"));
}

TEST_F(backup_check, without_any_it_warns_after_a_while) {
  standing_.newest.reset();
  standing_.trial.reset();
  EXPECT_EQ(check(std::chrono::minutes{10}).state, verdict::ok);
  expect_warning("There is no backup");
  settings_.backup_interval = hours{0};
  EXPECT_EQ(check().state, verdict::ok) << "nobody wants them made";
}

TEST_F(backup_check, an_old_one_is_a_warning) {
  standing_.newest->created_at = utc_text(now_ - hours{51});
  expect_warning("2 days ago");
  EXPECT_EQ(check(std::chrono::minutes{10}).state, verdict::ok) << "the next one is about to be made";
  settings_.backup_interval = hours{0};
  EXPECT_EQ(check().state, verdict::ok);
}

TEST_F(backup_check, one_that_failed_its_trial_is_a_warning_and_says_why) {
  standing_.trial->outcome = trial_outcome::failed;
  standing_.trial->message = "a search finds nothing.";
  expect_warning("a search finds nothing.");
  EXPECT_THAT(check().message, HasSubstr("data-20260205-000000"));
}

TEST_F(backup_check, one_that_was_never_tried_is_a_warning) {
  standing_.trial.reset();
  expect_warning("ever been restored for a trial");
  settings_.backup_trial_interval = hours{0};
  EXPECT_EQ(check().state, verdict::ok);
}

TEST_F(backup_check, a_trial_of_long_ago_is_a_warning) {
  standing_.trial->at = utc_text(now_ - hours{24 * 9});
  expect_warning("9 days ago");
}

TEST_F(backup_check, a_date_in_the_future_is_a_warning) {
  standing_.newest->created_at = utc_text(now_ + hours{24 * 365});
  expect_warning("date in the future");
}

TEST_F(backup_check, notes_that_were_left_out_are_told_and_a_warning_where_they_were_wanted) {
  standing_.newest->vault = {};
  standing_.newest->vault.state = vault_presence::left_out;
  standing_.newest->vault.reason = "there is no room";
  EXPECT_EQ(check().state, verdict::ok);
  EXPECT_THAT(check().message, HasSubstr("there is no room"));
  settings_.backup_vault = ops::vault_backup::on;
  expect_warning("there is no room");
}

TEST_F(backup_check, one_that_cannot_be_used_is_told_of_beside_the_good_ones) {
  standing_.unusable = {{"data-20260201-000000", "a later version made it"}};
  EXPECT_EQ(check().state, verdict::ok);
  EXPECT_THAT(
      check().message,
      HasSubstr("The backup data-20260201-000000 cannot be used: a later version made it. `secondbrain backups`"));
  standing_.unusable.push_back({"data-20260101-000000", "it has no manifest"});
  EXPECT_THAT(check().message, HasSubstr("The backup data-20260201-000000 (and 1 other) cannot be used"));
  standing_.newest.reset();
  expect_warning("There is no backup.");
  expect_warning("cannot be used: a later version made it");
}

TEST_F(backup_check, a_directory_that_cannot_be_listed_is_a_warning) {
  standing_.problem = "cannot read the directory /backups";
  expect_warning("/backups");
}

}  // namespace
}  // namespace secondbrain::cli
