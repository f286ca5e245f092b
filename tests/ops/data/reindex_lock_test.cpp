#include "ops/data/reindex_lock.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <memory>
#include <vector>

#include "ops/data/process.hpp"
#include "ops/data/server_lock.hpp"
#include "tests/base/child_process.hpp"
#include "tests/base/file_time.hpp"
#include "tests/base/temporary_directory.hpp"

namespace secondbrain::ops {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

namespace fs = std::filesystem;

class reindex_lock_test : public ::testing::Test {
 protected:
  fs::path file() const { return data_ / ".reindex_lock"; }

  void write_lock(const std::string& text, wall_time signed_at) {
    write_text(file(), text);
    date_file(file(), signed_at);
  }
  void write_lock(const std::string& text, std::chrono::milliseconds age) {
    write_lock(text, real_clock().now() - age);
  }

  temporary_directory data_;
};

TEST_F(reindex_lock_test, names_its_owner_and_goes_away) {
  {
    auto lock = reindex_lock::take(data_.path());
    ASSERT_TRUE(lock) << lock.error().message;
    EXPECT_EQ(read_text(file()), std::to_string(::getpid()));
  }
  EXPECT_FALSE(fs::exists(file()));
}

TEST_F(reindex_lock_test, respects_a_live_owner) {
  child_process owner{[&] {
    static auto lock = reindex_lock::take(data_.path());
    return lock.has_value();
  }};
  ASSERT_TRUE(owner.succeeded());
  auto second = reindex_lock::take(data_.path());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, errc::locked);
  EXPECT_THAT(second.error().message, HasSubstr(std::to_string(owner.pid())));
  EXPECT_EQ(read_text(file()), std::to_string(owner.pid()));
}

TEST_F(reindex_lock_test, takes_over_from_a_killed_owner) {
  child_process owner{[&] {
    static auto lock = reindex_lock::take(data_.path());
    return lock.has_value();
  }};
  ASSERT_TRUE(owner.succeeded());
  owner.kill();
  EXPECT_TRUE(fs::exists(file()));
  auto lock = reindex_lock::take(data_.path());
  ASSERT_TRUE(lock) << lock.error().message;
  EXPECT_EQ(read_text(file()), std::to_string(::getpid()));
}

TEST_F(reindex_lock_test, takes_over_when_the_owner_has_not_refreshed_it_for_ten_minutes) {
  child_process bystander{[] { return true; }};
  write_lock(std::to_string(bystander.pid()), 11min);
  EXPECT_TRUE(reindex_lock::take(data_.path()));
  EXPECT_FALSE(fs::exists(file()));
}

TEST_F(reindex_lock_test, gives_an_owner_a_moment_to_sign_and_takes_over_when_it_died_before) {
  const manual_clock clock{real_clock().now()};
  write_lock("", clock.now());
  EXPECT_EQ(reindex_lock::take(data_.path(), clock).error().code, errc::locked);
  write_lock("", clock.now() - 3s);
  EXPECT_TRUE(reindex_lock::take(data_.path(), clock));
}

TEST_F(reindex_lock_test, a_later_process_with_the_owners_number_is_not_the_owner) {
  write_lock(std::to_string(::getpid()), 9min);
  EXPECT_TRUE(reindex_lock::take(data_.path()));  // we began less than nine minutes ago
}

TEST_F(reindex_lock_test, a_process_that_got_the_number_a_second_later_is_not_the_owner) {
  child_process later{[] { return true; }};
  const auto began = started_at(later.pid());
  ASSERT_TRUE(began);
  write_lock(std::to_string(later.pid()), *began - 1s);
  EXPECT_TRUE(reindex_lock::take(data_.path()));
}

// In a container every server is process 1: what the one before left bears our number.
TEST_F(reindex_lock_test, our_own_number_in_a_lock_that_we_do_not_hold_means_nobody) {
  write_lock(std::to_string(::getpid()), 0s);
  auto lock = reindex_lock::take(data_.path());
  ASSERT_TRUE(lock) << lock.error().message;
  auto second = reindex_lock::take(data_.path());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, errc::locked);
}

TEST_F(reindex_lock_test, our_own_number_is_free_again_after_a_release) {
  { auto lock = reindex_lock::take(data_.path()); }
  write_lock(std::to_string(::getpid()), 0s);
  EXPECT_TRUE(reindex_lock::take(data_.path()));
}

TEST_F(reindex_lock_test, a_living_process_that_signed_before_the_server_began_and_is_silent_since_holds_nothing) {
  child_process bystander{[] { return true; }};
  manual_clock clock{real_clock().now()};
  write_lock(std::to_string(bystander.pid()), 100ms);
  auto server = server_lock::take(data_.path());
  ASSERT_TRUE(server);
  EXPECT_FALSE(reindex_lock::take(data_.path(), clock));
  clock.advance(5min);
  EXPECT_TRUE(reindex_lock::take(data_.path(), clock));
}

TEST_F(reindex_lock_test, a_living_process_that_signed_after_the_server_began_is_waited_for) {
  child_process bystander{[] { return true; }};
  auto server = server_lock::take(data_.path());
  ASSERT_TRUE(server);
  manual_clock clock{real_clock().now()};
  write_lock(std::to_string(bystander.pid()), -100ms);
  clock.advance(5min);
  EXPECT_FALSE(reindex_lock::take(data_.path(), clock));
}

TEST_F(reindex_lock_test, stays_fresh_while_it_is_refreshed) {
  manual_clock clock{real_clock().now()};
  auto lock = reindex_lock::take(data_.path(), clock);
  ASSERT_TRUE(lock);
  for (int i = 0; i < 4; ++i) {
    clock.advance(9min);
    ASSERT_TRUE(lock->refresh());
    EXPECT_FALSE(reindex_lock::take(data_.path(), clock));
  }
}

TEST_F(reindex_lock_test, an_owner_that_was_replaced_is_told_and_removes_nothing) {
  manual_clock clock{real_clock().now()};
  auto lock = std::make_unique<result<reindex_lock>>(reindex_lock::take(data_.path(), clock));
  ASSERT_TRUE(*lock);
  clock.advance(11min);
  child_process successor{[&] {
    static auto taken = reindex_lock::take(data_.path(), clock);
    return taken.has_value();
  }};
  ASSERT_TRUE(successor.succeeded());

  auto refreshed = (*lock)->refresh();
  ASSERT_FALSE(refreshed);
  EXPECT_EQ(refreshed.error().code, errc::locked);
  lock.reset();
  EXPECT_EQ(read_text(file()), std::to_string(successor.pid()));
}

TEST_F(reindex_lock_test, a_lock_that_somebody_removed_is_not_ours_any_more) {
  auto lock = reindex_lock::take(data_.path());
  ASSERT_TRUE(lock);
  fs::remove(file());
  EXPECT_FALSE(lock->refresh());
  write_lock("12345", 0min);
  EXPECT_FALSE(lock->refresh());
}

TEST_F(reindex_lock_test, moving_it_moves_the_duty_to_release) {
  {
    auto lock = reindex_lock::take(data_.path());
    ASSERT_TRUE(lock);
    auto moved = std::make_unique<reindex_lock>(std::move(*lock));
    EXPECT_TRUE(moved->refresh());
    moved.reset();
    EXPECT_FALSE(fs::exists(file()));
    write_lock("12345", 0min);
  }
  EXPECT_TRUE(fs::exists(file()));
}

// Many processes find the same stale lock at once: exactly one may have it.
TEST_F(reindex_lock_test, of_many_contenders_for_a_stale_lock_one_wins) {
  constexpr int contenders = 8;
  for (int round = 0; round < 20; ++round) {
    write_lock("", 11min);
    int start[2];
    ASSERT_EQ(::pipe(start), 0);
    int results[2];
    ASSERT_EQ(::pipe(results), 0);
    std::vector<pid_t> children;
    for (int i = 0; i < contenders; ++i) {
      auto pid = ::fork();
      if (pid == 0) {
        ::close(start[1]);
        char go = 0;
        [[maybe_unused]] auto released = ::read(start[0], &go, 1);
        auto lock = reindex_lock::take(data_.path());
        char answer = lock ? 'y' : 'n';
        [[maybe_unused]] auto written = ::write(results[1], &answer, 1);
        if (lock) ::pause();  // holds it until the end of the round
        ::_exit(0);
      }
      children.push_back(pid);
    }
    ::close(start[0]);
    ::close(start[1]);  // go
    int winners = 0;
    for (int i = 0; i < contenders; ++i) {
      char answer = 0;
      ASSERT_EQ(::read(results[0], &answer, 1), 1);
      if (answer == 'y') ++winners;
    }
    EXPECT_EQ(winners, 1);
    for (auto pid : children) {
      ::kill(pid, SIGKILL);
      ::waitpid(pid, nullptr, 0);
    }
    ::close(results[0]);
    ::close(results[1]);
    fs::remove(file());
  }
}

}  // namespace
}  // namespace secondbrain::ops
