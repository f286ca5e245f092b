#include "encoder/background_threads.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <vector>

#ifdef __linux__
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

#include "base/sign_of_life.hpp"

namespace secondbrain::encoder {
namespace {

TEST(background_threads, every_part_is_done_once) {
  for (const std::size_t threads : {1, 2, 7}) {
    std::vector<std::atomic<int>> done(20);
    share_in_background(done.size(), threads, [&](std::size_t part) { ++done[part]; });
    for (const auto& times : done) EXPECT_EQ(times, 1);
  }
  share_in_background(0, 2, [](std::size_t) { FAIL() << "there is nothing to do"; });
}

// As on a machine so busy that all parts together take minutes: the caller is not to be taken for one that hangs.
TEST(background_threads, the_caller_gives_a_sign_of_life_while_there_is_more_to_do) {
  std::atomic<int> signs{0};
  const sign_of_life_listener listener{[&] {
    ++signs;
    signs.notify_all();
  }};
  share_in_background(3, 1, [&](std::size_t part) {
    for (auto seen = signs.load(); seen < static_cast<int>(part); seen = signs.load()) signs.wait(seen);
  });
  EXPECT_GE(signs, 2);
}

TEST(background_threads, what_a_part_throws_ends_the_rest_and_is_thrown_on) {
  std::atomic<int> begun{0};
  const auto fail_at_once = [&](std::size_t) {
    ++begun;
    throw std::runtime_error{"out of paper"};
  };
  EXPECT_THROW(share_in_background(100, 1, fail_at_once), std::runtime_error);
  EXPECT_EQ(begun, 1);
  EXPECT_THROW(share_in_background(100, 3, fail_at_once), std::runtime_error);
}

#ifdef __linux__
/// The slice of the calling thread; 0 where threads cannot choose theirs.
std::chrono::nanoseconds slice() {
  std::array<std::uint64_t, 6> attributes{};  // sched_setattr(2): the runtime is the fourth word
  if (::syscall(SYS_sched_getattr, 0, attributes.data(), sizeof attributes, 0) != 0) return {};
  return std::chrono::nanoseconds{attributes[3]};
}

TEST(background_threads, whoever_else_wakes_is_let_through) {
  const auto usual = slice();
  const int own = ::getpriority(PRIO_PROCESS, 0);  // of this thread
  share_in_background(1, 1, [&](std::size_t) {
    EXPECT_EQ(::getpriority(PRIO_PROCESS, 0), std::max(own, 10)) << "never before those it works for";
    if (usual.count() > 0) {
      EXPECT_EQ(slice(), std::chrono::milliseconds{100});
    }
  });
  EXPECT_EQ(slice(), usual) << "the caller stays as it is";
}
#endif

}  // namespace
}  // namespace secondbrain::encoder
