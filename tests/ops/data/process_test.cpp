#include "ops/data/process.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include "base/clock.hpp"
#include "tests/base/child_process.hpp"

namespace secondbrain::ops {
namespace {

using namespace std::chrono_literals;

TEST(process, we_are_alive) {
  EXPECT_TRUE(was_alive_at(::getpid(), real_clock().now()));
  EXPECT_FALSE(was_alive_at(0, real_clock().now()));
  EXPECT_FALSE(was_alive_at(-5, real_clock().now()));
}

TEST(process, a_killed_child_is_not_alive) {
  child_process child{[] { return true; }};
  auto pid = child.pid();
  EXPECT_TRUE(was_alive_at(pid, real_clock().now()));
  child.kill();
  EXPECT_FALSE(was_alive_at(pid, real_clock().now()));
}

TEST(process, a_child_began_after_its_parent) {
  child_process child{[] { return true; }};
  auto ours = started_at(::getpid());
  auto childs = started_at(child.pid());
  ASSERT_TRUE(ours && childs);
  EXPECT_LE(*ours, *childs + start_time_error);
  EXPECT_LT(real_clock().now() - *childs, 1h);
}

TEST(process, a_later_process_with_the_same_number_is_another_one) {
  EXPECT_TRUE(was_alive_at(::getpid(), real_clock().now()));
  EXPECT_FALSE(was_alive_at(::getpid(), real_clock().now() - 24h));
}

}  // namespace
}  // namespace secondbrain::ops
