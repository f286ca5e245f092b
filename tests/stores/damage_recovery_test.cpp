#include "stores/damage_recovery.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/base/temporary_directory.hpp"

namespace secondbrain::stores {
namespace {

using testing::HasSubstr;

const wall_time damaged_at{std::chrono::seconds{1'771'016'700}};

class damage_recovery_test : public testing::Test {
 protected:
  damage_recovery_test() {
    write_text(folder_ / "usage.db", "damaged");
    place_.file = folder_ / "usage.db";
    place_.title = "The record of costs";
    place_.on_emptied = [this] { ++emptied_; };
  }

  recovery_report recover() { return recover_from_damage(place_, "page 7 makes no sense", damaged_at); }

  std::filesystem::path aside() const { return folder_ / "usage.db.corrupt-20260213-210500"; }

  temporary_directory folder_;
  store_place place_;
  int emptied_ = 0;
};

TEST_F(damage_recovery_test, a_derived_store_makes_room_for_a_new_one_and_says_so) {
  const auto report = recover();
  ASSERT_TRUE(report.recovery);
  EXPECT_EQ(report.recovery->at, damaged_at);
  EXPECT_EQ(report.recovery->worth, store_worth::derived);
  EXPECT_EQ(report.recovery->message,
            "The record of costs was damaged. It is built again from the vault; nothing of yours is lost. The damaged "
            "file is kept as usage.db.corrupt-20260213-210500 in the data directory.");
  EXPECT_EQ(read_text(aside()), "damaged");
  EXPECT_FALSE(std::filesystem::exists(place_.file));
  EXPECT_EQ(emptied_, 1);
}

TEST_F(damage_recovery_test, the_log_names_the_file_and_the_damage) {
  EXPECT_THAT(recover().log_line, HasSubstr("usage.db: page 7 makes no sense"));
}

TEST_F(damage_recovery_test, a_recorded_store_comes_back_from_its_copy) {
  place_.restore = [this](const std::filesystem::path& file) -> result<std::string> {
    EXPECT_TRUE(std::filesystem::exists(aside())) << "it is out of the way by now";
    write_text(file, "of yesterday");
    return "the backup of yesterday";
  };
  const auto report = recover();
  ASSERT_TRUE(report.recovery);
  EXPECT_EQ(report.recovery->worth, store_worth::recorded);
  EXPECT_THAT(report.recovery->message,
              HasSubstr("It was restored from the backup of yesterday; what was recorded after that is lost. The "));
  EXPECT_EQ(read_text(place_.file), "of yesterday");
  EXPECT_EQ(emptied_, 0);
}

TEST_F(damage_recovery_test, a_recorded_store_without_a_copy_begins_empty_and_says_why) {
  place_.restore = [](const std::filesystem::path&) -> result<std::string> {
    return fail(errc::not_found, "no backup was made yet");
  };
  const auto report = recover();
  ASSERT_TRUE(report.recovery);
  EXPECT_EQ(report.recovery->worth, store_worth::recorded);
  EXPECT_THAT(report.recovery->message,
              HasSubstr("It begins empty, because there was no good backup: no backup was made yet. The damaged"));
  EXPECT_FALSE(std::filesystem::exists(place_.file));
  EXPECT_EQ(emptied_, 0) << "nothing can fill it";
}

TEST_F(damage_recovery_test, nothing_is_restored_over_a_file_that_stays_where_it_is) {
  std::filesystem::remove(place_.file);  // nothing can be moved
  bool restored = false;
  place_.restore = [&](const std::filesystem::path&) -> result<std::string> {
    restored = true;
    return "a copy";
  };
  const auto report = recover();
  EXPECT_FALSE(report.recovery);
  EXPECT_FALSE(restored);
  EXPECT_THAT(report.log_line, HasSubstr("usage.db is damaged (page 7 makes no sense) and could not be moved aside: "));
}

}  // namespace
}  // namespace secondbrain::stores
