#include "base/durable_rename.hpp"

#include <gtest/gtest.h>

#include "tests/base/temporary_directory.hpp"

namespace secondbrain {
namespace {

TEST(durable_rename, takes_the_place_of_what_was_there) {
  const temporary_directory place;
  write_text(place / "new", "new");
  write_text(place / "old", "old");
  ASSERT_TRUE(rename_durably(place / "new", place / "old"));
  EXPECT_EQ(read_text(place / "old"), "new");
  EXPECT_FALSE(std::filesystem::exists(place / "new"));
}

TEST(durable_rename, says_what_cannot_be_renamed) {
  const temporary_directory place;
  const auto refused = rename_durably(place / "none", place / "other");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::not_found);
  EXPECT_NE(refused.error().message.find("none"), std::string::npos);
}

}  // namespace
}  // namespace secondbrain
