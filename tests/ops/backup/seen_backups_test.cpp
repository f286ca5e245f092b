#include "ops/backup/seen_backups.hpp"

#include <gmock/gmock.h>

#include "ops/backup/origin.hpp"
#include "ops/backup/restore.hpp"
#include "tests/ops/backup/data_fixture.hpp"

namespace secondbrain::ops {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

namespace fs = std::filesystem;

class seen_backups : public data_fixture {
 protected:
  std::string look() const {
    return look_for_seen_backups(data(), backups(), snapshots_of(backups(), origin_of(data())).value()).value();
  }
};

TEST_F(seen_backups, a_folder_that_is_empty_all_of_a_sudden_is_told_also_when_new_ones_are_made_in_it) {
  EXPECT_EQ(look(), "");
  ASSERT_TRUE(back_up());
  const auto newest = back_up();
  EXPECT_EQ(look(), "");
  fs::rename(backups(), place_ / "away");
  EXPECT_THAT(look(), AllOf(HasSubstr(backups().string()), HasSubstr(newest->id), HasSubstr("disk is not mounted"),
                            HasSubstr("secondbrain backups begin-anew")));
  ASSERT_TRUE(back_up());
  EXPECT_THAT(look(), HasSubstr(newest->id)) << "one new backup is not what was there";
  fs::remove_all(backups());
  fs::rename(place_ / "away", backups());
  EXPECT_EQ(look(), "") << "they are back";
}

TEST_F(seen_backups, what_is_rotated_out_or_lies_in_another_folder_is_not_gone) {
  for (int round = 0; round < 4; ++round) {
    ASSERT_TRUE(back_up(1));
    EXPECT_EQ(look(), "");
  }
  EXPECT_EQ(look_for_seen_backups(data(), place_ / "other", {}).value(), "") << "another folder was named";
}

TEST_F(seen_backups, on_the_word_of_their_owner_they_do_not_count_any_more) {
  ASSERT_TRUE(back_up());
  ASSERT_TRUE(back_up());
  EXPECT_EQ(look(), "");
  fs::remove_all(backups());
  clock_.advance(std::chrono::hours{1});
  ASSERT_TRUE(back_up());
  EXPECT_NE(look(), "");
  EXPECT_TRUE(forget_seen_backups(data()).value());
  EXPECT_EQ(look(), "");
  EXPECT_TRUE(forget_seen_backups(data()).value()) << "the new one is seen now";
  EXPECT_FALSE(forget_seen_backups(data()).value());
}

TEST_F(seen_backups, a_restore_forgets_nothing) {
  const auto first = back_up();
  ASSERT_TRUE(back_up());
  EXPECT_EQ(look(), "");
  clock_.advance(std::chrono::seconds{1});
  ASSERT_TRUE(restore_snapshot(backups(), first->id, data(), foreign_snapshots::refused, clock_));
  fs::remove_all(backups());
  EXPECT_NE(look(), "");
}

}  // namespace
}  // namespace secondbrain::ops
