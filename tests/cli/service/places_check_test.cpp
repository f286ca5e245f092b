#include "cli/service/places_check.hpp"

#include <gmock/gmock.h>

namespace secondbrain::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(places_check, says_nothing_of_increments_that_are_not_wanted) {
  EXPECT_FALSE(check_increments({}));
}

TEST(places_check, takes_one_failed_look_for_nothing_and_two_for_a_warning) {
  increments_status now;
  now.interval = 30;
  EXPECT_EQ(check_increments(now)->state, verdict::ok);
  EXPECT_THAT(check_increments(now)->message, HasSubstr("within 30 s"));
  now.failures = 1;
  now.problem = "the disk is full; free some space";
  EXPECT_EQ(check_increments(now)->state, verdict::ok);
  now.failures = 2;
  const auto warned = *check_increments(now);
  EXPECT_EQ(warned.name, "backup_increments");
  EXPECT_EQ(warned.state, verdict::warning);
  EXPECT_THAT(warned.message, HasSubstr("the disk is full; free some space. It is tried again"));
}

TEST(places_check, tells_that_there_is_no_backup_elsewhere_without_a_warning) {
  const auto check = check_elsewhere({});
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
  EXPECT_EQ(check_elsewhere({good, waiting}).state, verdict::ok);
  backup_copy bad;
  bad.place = "sftp:host:/backups";
  bad.problem = "the passphrase is wrong; see SECONDBRAIN_RESTIC_PASSWORD";
  bad.failures = 1;
  const auto check = check_elsewhere({good, bad});
  EXPECT_EQ(check.state, verdict::warning);
  EXPECT_THAT(check.message, AllOf(HasSubstr("sftp:host:/backups: the passphrase is wrong"), Not(HasSubstr("/mnt"))));
}

}  // namespace
}  // namespace secondbrain::cli
