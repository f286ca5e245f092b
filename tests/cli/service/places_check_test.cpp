#include "cli/service/places_check.hpp"

#include <gmock/gmock.h>

#include "base/time_text.hpp"

namespace secondbrain::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

const wall_time moment{std::chrono::seconds{1'771'016'700}};

TEST(places_check, says_nothing_of_increments_that_are_not_wanted) {
  EXPECT_FALSE(check_increments({}, "/backups", moment));
}

TEST(places_check, takes_one_failed_look_for_nothing_and_two_for_a_warning) {
  increments_status now;
  now.interval = 30;
  EXPECT_EQ(check_increments(now, "/backups", moment)->state, verdict::ok);
  EXPECT_THAT(check_increments(now, "/backups", moment)->message, HasSubstr("within 30 s"));
  now.failures = 1;
  now.problem = "the disk is full; free some space";
  EXPECT_EQ(check_increments(now, "/backups", moment)->state, verdict::ok);
  now.failures = 2;
  const auto warned = *check_increments(now, "/backups", moment);
  EXPECT_EQ(warned.name, "backup_increments");
  EXPECT_EQ(warned.state, verdict::warning);
  EXPECT_THAT(warned.message, HasSubstr("the disk is full; free some space. It is tried again"));
}

TEST(places_check, warns_of_a_look_that_does_not_end_and_names_the_folder) {
  increments_status now;
  now.interval = 30;
  now.looking_since = utc_text(moment - std::chrono::minutes{4});
  EXPECT_EQ(check_increments(now, "/mnt/nas", moment)->state, verdict::ok) << "a large database takes a while";
  now.looking_since = utc_text(moment - std::chrono::minutes{6});
  const auto warned = *check_increments(now, "/mnt/nas", moment);
  EXPECT_EQ(warned.state, verdict::warning);
  EXPECT_THAT(warned.message, HasSubstr("/mnt/nas: it has not answered for 6 min"));
}

TEST(places_check, tells_that_there_is_no_backup_elsewhere_without_a_warning) {
  const auto check = check_elsewhere({}, moment);
  EXPECT_EQ(check.name, "backup_elsewhere");
  EXPECT_EQ(check.state, verdict::ok);
  EXPECT_THAT(check.message, HasSubstr("SECONDBRAIN_BACKUP_COPY_PATH"));
}

TEST(places_check, warns_of_a_place_that_fails_and_names_it) {
  backup_copy good;
  good.place = "/mnt/disk";
  good.snapshot = "data-20260205-181005";
  backup_copy waiting;
  waiting.place = "/mnt/other";
  EXPECT_EQ(check_elsewhere({good, waiting}, moment).state, verdict::ok);
  backup_copy bad;
  bad.place = "sftp:host:/backups";
  bad.problem = "the passphrase is wrong; see SECONDBRAIN_RESTIC_PASSWORD";
  bad.failures = 1;
  const auto check = check_elsewhere({good, bad}, moment);
  EXPECT_EQ(check.state, verdict::warning);
  EXPECT_THAT(check.message, AllOf(HasSubstr("sftp:host:/backups: the passphrase is wrong"), Not(HasSubstr("/mnt"))));
}

TEST(places_check, warns_of_damage_there_and_for_a_week_of_what_was_mended) {
  backup_copy rotten;
  rotten.place = "/mnt/disk";
  rotten.snapshot = "data-20260205-181005";
  rotten.damaged = {"backups-x/objects/ab/abcd"};
  rotten.problem = "the note a.md is damaged in /mnt/disk";
  rotten.failures = 1;
  EXPECT_THAT(check_elsewhere({rotten}, moment).message, HasSubstr("not well in /mnt/disk: the note a.md is damaged"));

  backup_copy mended;
  mended.place = "/mnt/disk";
  mended.snapshot = "data-20260205-181005";
  mended.mended = "the note b.md";
  mended.mended_at = utc_text(moment - std::chrono::days{6});
  const auto check = check_elsewhere({mended}, moment);
  EXPECT_EQ(check.state, verdict::warning);
  EXPECT_THAT(check.message, AllOf(HasSubstr("the note b.md"), HasSubstr("look at that disk")));
  mended.mended_at = utc_text(moment - std::chrono::days{8});
  EXPECT_EQ(check_elsewhere({mended}, moment).state, verdict::ok);
}

TEST(places_check, warns_when_not_everything_was_verified_for_five_weeks) {
  backup_copy copy;
  copy.place = "/mnt/disk";
  copy.snapshot = "data-20260205-181005";
  copy.all_verified_since = utc_text(moment - std::chrono::days{34});
  EXPECT_EQ(check_elsewhere({copy}, moment).state, verdict::ok);
  copy.all_verified_since = utc_text(moment - std::chrono::days{36});
  EXPECT_EQ(check_elsewhere({copy}, moment).state, verdict::warning);
  EXPECT_THAT(check_elsewhere({copy}, moment).message, HasSubstr("secondbrain elsewhere verify"));
  copy.all_verified_since.clear();
  copy.verifying_since = utc_text(moment - std::chrono::days{36});
  EXPECT_EQ(check_elsewhere({copy}, moment).state, verdict::warning) << "the first time is not over yet";
}

}  // namespace
}  // namespace secondbrain::cli
