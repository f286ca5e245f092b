#include "base/sign_of_life.hpp"

#include <gtest/gtest.h>

#include <thread>

namespace secondbrain {
namespace {

TEST(sign_of_life, is_heard_by_the_listener_of_its_thread_while_that_lives) {
  int outer = 0;
  int inner = 0;
  give_sign_of_life();
  {
    const sign_of_life_listener first{[&] { ++outer; }};
    give_sign_of_life();
    {
      const sign_of_life_listener second{[&] { ++inner; }};
      give_sign_of_life();
      std::thread{[] { give_sign_of_life(); }}.join();
    }
    give_sign_of_life();
  }
  give_sign_of_life();
  EXPECT_EQ(outer, 2);
  EXPECT_EQ(inner, 1);
}

}  // namespace
}  // namespace secondbrain
