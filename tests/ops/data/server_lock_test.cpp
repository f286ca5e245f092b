#include "ops/data/server_lock.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

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

TEST(server_lock, is_of_the_place_where_the_directory_is_missing) {
  temporary_directory home;
  const auto lock = server_lock::take(home / "missing");
  ASSERT_TRUE(lock);
  EXPECT_FALSE(server_lock::take(home / "missing"));
  EXPECT_EQ(server_lock::holder(home / "missing"), ::getpid());
  EXPECT_FALSE(std::filesystem::exists(home / "missing"));
}

TEST(server_lock, outlives_the_directory_that_is_removed_or_moved_away_under_it) {
  temporary_directory home;
  const auto data = home / "data";
  std::filesystem::create_directory(data);
  const auto lock = server_lock::take(data);
  ASSERT_TRUE(lock);
  std::filesystem::rename(data, home / "aside");
  std::filesystem::create_directory(data);
  EXPECT_EQ(server_lock::take(data).error().code, errc::locked);
  EXPECT_EQ(server_lock::holder(data), ::getpid());
  std::filesystem::remove_all(data);
  EXPECT_EQ(server_lock::take(data).error().code, errc::locked);
}

TEST(server_lock, is_the_same_through_a_link_also_one_that_leads_nowhere_now) {
  temporary_directory home;
  std::filesystem::create_directory(home / "data");
  std::filesystem::create_directory_symlink("data", home / "link");
  const auto lock = server_lock::take(home / "link");
  ASSERT_TRUE(lock);
  std::filesystem::remove_all(home / "data");
  EXPECT_EQ(server_lock::take(home / "link").error().code, errc::locked);
  EXPECT_EQ(server_lock::take(home / "data").error().code, errc::locked);
}

TEST(server_lock, a_folder_above_that_may_not_be_written_leaves_the_one_inside) {
  temporary_directory home;
  std::filesystem::create_directory(home / "data");
  std::filesystem::create_directory(home / ".data.server_lock");  // as good as forbidden, also for root
  const auto lock = server_lock::take(home / "data");
  ASSERT_TRUE(lock);
  EXPECT_EQ(server_lock::take(home / "data").error().code, errc::locked);
}

TEST(server_lock, of_a_state_without_a_place_goes_with_it) {
  temporary_directory home;
  for (const auto* name : {"data", "incoming"}) std::filesystem::create_directory(home / name);
  auto own = server_lock::take(home / "data");
  auto state = server_lock::take_state(home / "incoming");
  ASSERT_TRUE(own && state);
  EXPECT_FALSE(std::filesystem::exists(home / ".incoming.server_lock"));
  std::filesystem::rename(home / "data", home / "former");
  std::filesystem::rename(home / "incoming", home / "data");
  own->go_on_with(std::move(*state));
  EXPECT_EQ(server_lock::take_state(home / "data").error().code, errc::locked);
  EXPECT_TRUE(server_lock::take_state(home / "former")) << "it is nobody's any more";
}

}  // namespace
}  // namespace secondbrain::ops
