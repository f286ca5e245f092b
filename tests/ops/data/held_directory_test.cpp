#include "ops/data/held_directory.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/base/temporary_directory.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

using testing::HasSubstr;

class held_directory_test : public testing::Test {
 protected:
  held_directory_test() { write_text(data_ / "vault.json", "{}"); }

  void expect_loss(const std::string& words) const {
    const auto seen = held_.look();
    ASSERT_FALSE(seen);
    EXPECT_EQ(seen.error().code, errc::io_failure);
    EXPECT_THAT(seen.error().message, HasSubstr(data_.string() + " " + words));
    EXPECT_THAT(seen.error().message, HasSubstr("secondbrain restore --latest"));
  }

  temporary_directory home_;
  fs::path data_ = home_ / "data";
  held_directory held_{(fs::create_directory(data_), data_)};
};

TEST_F(held_directory_test, is_in_place_whatever_is_written_in_it) {
  EXPECT_TRUE(held_.look());
  write_text(data_ / "conversations.db", "more");
  fs::remove(data_ / "conversations.db");
  EXPECT_TRUE(held_.look());
}

TEST_F(held_directory_test, is_lost_when_it_is_removed) {
  fs::remove_all(data_);
  expect_loss("was removed or moved away");
}

TEST_F(held_directory_test, is_lost_while_it_is_elsewhere) {
  fs::rename(data_, home_ / "aside");
  expect_loss("was removed or moved away");
  fs::rename(home_ / "aside", data_);
  EXPECT_TRUE(held_.look());
}

TEST_F(held_directory_test, is_lost_where_another_lies_in_its_place_until_that_is_held) {
  fs::remove_all(data_);
  write_text(data_ / "vault.json", "{}");
  expect_loss("was replaced by another");
  held_.hold();
  EXPECT_TRUE(held_.look());
}

TEST_F(held_directory_test, is_lost_when_its_files_are_removed) {
  ASSERT_TRUE(held_.look());
  fs::remove(data_ / "vault.json");
  const auto seen = held_.look();
  ASSERT_FALSE(seen);
  EXPECT_THAT(seen.error().message, HasSubstr("vault.json"));
}

TEST(held_directory, a_new_one_without_anything_is_in_place) {
  temporary_directory home;
  const held_directory held{home.path()};
  EXPECT_TRUE(held.look());
  write_text(home / "vault.json", "{}");
  EXPECT_TRUE(held.look());
}

}  // namespace
}  // namespace secondbrain::ops
