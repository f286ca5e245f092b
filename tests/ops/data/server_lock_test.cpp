#include "ops/data/server_lock.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/base/child_process.hpp"
#include "tests/base/temporary_directory.hpp"

namespace secondbrain::ops {
namespace {

using ::testing::HasSubstr;

child_process lock_in_child(const std::filesystem::path& directory) {
  return child_process{[&] {
    static auto lock = server_lock::take(directory);
    return lock.has_value();
  }};
}

TEST(server_lock, refuses_a_second_server_and_names_the_first) {
  temporary_directory data;
  auto first = lock_in_child(data.path());
  ASSERT_TRUE(first.succeeded());
  auto second = server_lock::take(data.path());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, errc::locked);
  EXPECT_THAT(second.error().message, HasSubstr("PID " + std::to_string(first.pid())));
  EXPECT_THAT(second.error().message, HasSubstr(data.path().string()));
  EXPECT_EQ(server_lock::holder(data.path()), first.pid());
}

TEST(server_lock, a_killed_server_holds_nothing) {
  temporary_directory data;
  auto first = lock_in_child(data.path());
  ASSERT_TRUE(first.succeeded());
  first.kill();
  EXPECT_EQ(server_lock::holder(data.path()), std::nullopt);
  EXPECT_TRUE(server_lock::take(data.path()));
}

TEST(server_lock, is_free_after_its_owner) {
  temporary_directory data;
  { auto lock = server_lock::take(data.path()); }
  EXPECT_EQ(server_lock::holder(data.path()), std::nullopt);
  EXPECT_TRUE(server_lock::take(data.path()));
}

TEST(server_lock, holds_within_one_process_too) {
  temporary_directory data;
  auto lock = server_lock::take(data.path());
  EXPECT_FALSE(server_lock::take(data.path()));
}

TEST(server_lock, asking_who_holds_it_does_not_take_it) {
  temporary_directory data;
  EXPECT_EQ(server_lock::holder(data.path()), std::nullopt);
  EXPECT_FALSE(std::filesystem::exists(data / ".server_lock"));
}

TEST(server_lock, a_missing_directory_is_an_error) {
  temporary_directory data;
  EXPECT_EQ(server_lock::take(data / "missing").error().code, errc::not_found);
}

}  // namespace
}  // namespace secondbrain::ops
