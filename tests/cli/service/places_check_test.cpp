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

TEST(places_check, warns_of_damage_there) {
  backup_copy rotten;
  rotten.place = "/mnt/disk";
  rotten.snapshot = "data-20260205-181005";
  rotten.damaged = {"backups-x/objects/ab/abcd"};
  rotten.problem = "the note a.md is damaged in /mnt/disk";
  rotten.failures = 1;
  EXPECT_THAT(check_elsewhere({rotten}, moment).message, HasSubstr("not well in /mnt/disk: the note a.md is damaged"));
}

TEST(places_check, remarks_for_a_week_on_what_was_mended_without_a_warning) {
  backup_copy mended;
  mended.place = "/mnt/disk";
  mended.snapshot = "data-20260205-181005";
  mended.mended = "the note b.md";
  mended.mended_at = utc_text(moment - std::chrono::days{6});
  const auto check = check_elsewhere({mended}, moment);
  EXPECT_EQ(check.state, verdict::ok) << "it is well again";
  EXPECT_THAT(check.remark, AllOf(HasSubstr("the note b.md"), HasSubstr("look at that disk")));
  EXPECT_THAT(check.message, HasSubstr(check.remark));
  mended.failures = 1;
  mended.problem = "the disk is full";
  const auto failing = check_elsewhere({mended}, moment);
  EXPECT_EQ(failing.state, verdict::warning);
  EXPECT_EQ(failing.remark, check.remark);
  mended.failures = 0;
  mended.mended_at = utc_text(moment - std::chrono::days{8});
  EXPECT_EQ(check_elsewhere({mended}, moment).remark, "");
}

/// What alarms tell anew: another place, another failure; not another number in the same sentence.
TEST(places_check, names_what_is_wrong_so_that_something_further_is_known_for_what_it_is) {
  const auto failing = [](const char* place, const char* problem) {
    backup_copy copy;
    copy.place = place;
    copy.failures = 1;
    copy.problem = problem;
    return copy;
  };
  const auto causes = [](const std::vector<backup_copy>& copies) { return check_elsewhere(copies, moment).causes; };
  const auto full = failing("/mnt/disk", "the disk is full, 12 MB are free");
  EXPECT_EQ(causes({full}), causes({failing("/mnt/disk", "the disk is full, 8 MB are free")}));
  EXPECT_NE(causes({full}), causes({failing("/mnt/disk", "it is not the folder that was copied to before")}));
  EXPECT_NE(causes({full}), causes({failing("/mnt/other", "the disk is full, 12 MB are free")}));
  EXPECT_EQ(causes({full, failing("/mnt/other", "it is away")}).size(), 2U);
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

TEST(places_check, warns_when_the_newest_backup_does_not_get_there) {
  backup_info newest;
  newest.created_at = utc_text(moment - std::chrono::hours{1});
  backup_copy copy;
  copy.place = "/mnt/disk";
  copy.snapshot = "data-20260205-181005";
  copy.made_at = utc_text(moment - std::chrono::hours{30});
  copy.working_since = utc_text(moment - std::chrono::minutes{50});
  EXPECT_EQ(check_elsewhere({copy}, moment, newest).state, verdict::ok);
  EXPECT_THAT(check_elsewhere({copy}, moment, newest).message,
              AllOf(HasSubstr("is being copied to /mnt/disk"), Not(HasSubstr("was copied"))));
  newest.created_at = utc_text(moment - std::chrono::hours{3});
  copy.working_since = utc_text(moment - std::chrono::hours{3});
  const auto hangs = check_elsewhere({copy}, moment, newest);
  EXPECT_EQ(hangs.state, verdict::warning);
  EXPECT_THAT(hangs.message, AllOf(HasSubstr("is not in /mnt/disk yet"), HasSubstr("under way for 3 h")));
  copy.working_since.clear();
  EXPECT_THAT(check_elsewhere({copy}, moment, newest).message, HasSubstr("secondbrain elsewhere copy"));
  copy.snapshot.clear();
  copy.made_at.clear();
  EXPECT_EQ(check_elsewhere({copy}, moment, newest).state, verdict::warning) << "nor where none ever came";
  copy.made_at = newest.created_at;
  copy.snapshot = "data-20260206-181005";
  EXPECT_THAT(check_elsewhere({copy}, moment, newest).message, HasSubstr("was copied to /mnt/disk and verified there"));
}

TEST(places_check, names_a_backup_that_is_damaged_here_and_says_that_the_others_are_copied) {
  backup_copy copy;
  copy.place = "/mnt/disk";
  copy.snapshot = "data-20260205-181005";
  copy.not_copied = {"usage.db of the backup data-1 is damaged in /backups: its checksum differs. Remove it"};
  const auto check = check_elsewhere({copy}, moment);
  EXPECT_EQ(check.state, verdict::warning);
  EXPECT_THAT(check.message, AllOf(HasSubstr("One backup is not copied to /mnt/disk, the others are: usage.db"),
                                   Not(HasSubstr("tried again"))));
}

}  // namespace
}  // namespace secondbrain::cli
