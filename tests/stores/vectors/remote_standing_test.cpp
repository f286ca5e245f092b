#include "stores/vectors/remote_standing.hpp"

#include <gtest/gtest.h>

namespace secondbrain::stores {
namespace {

using namespace std::chrono_literals;

const model_tag read_by{"mini", 2};

class remote_standing_test : public ::testing::Test {
 protected:
  manual_clock clock_;
  remote_standing standing_{clock_};
};

TEST_F(remote_standing_test, nothing_can_be_found_before_the_server_was_reached) {
  EXPECT_EQ(standing_.at_hand().being_loaded, 0);
  EXPECT_FALSE(standing_.is_due());
  standing_.reached(read_by, 3);
  EXPECT_EQ(standing_.at_hand().vectors, 3U);
  EXPECT_EQ(standing_.at_hand().being_loaded, std::nullopt);
}

TEST_F(remote_standing_test, what_is_known_stays_while_the_server_is_away) {
  standing_.reached(read_by, 3);
  standing_.lost("it is away");
  EXPECT_EQ(standing_.at_hand().trouble, "it is away");
  EXPECT_EQ(standing_.at_hand().vectors, 3U);
  EXPECT_FALSE(standing_.is_due());
  clock_.advance(5s);
  EXPECT_TRUE(standing_.is_due());
  standing_.reached(read_by, 4);
  EXPECT_FALSE(standing_.is_due());
  EXPECT_EQ(standing_.at_hand().trouble, "");
}

TEST_F(remote_standing_test, searches_that_fail_again_and_again_are_tried_again_later_and_later) {
  const auto pause = [&] {
    standing_.reached(read_by, 3);
    standing_.failed_search("it is late");
    auto waited = 0s;
    for (; !standing_.is_due(); waited += 1s) clock_.advance(1s);
    return waited;
  };
  EXPECT_EQ(pause(), 5s);
  EXPECT_EQ(pause(), 10s);
  for (int times = 0; times < 8; ++times) pause();
  EXPECT_EQ(pause(), 300s);
  standing_.searched();
  EXPECT_EQ(pause(), 5s);
}

TEST_F(remote_standing_test, the_first_reason_stays) {
  standing_.reached(read_by, 3);
  standing_.lost("it is away");
  standing_.failed_search("nobody listens");
  EXPECT_EQ(standing_.at_hand().trouble, "it is away");
}

}  // namespace
}  // namespace secondbrain::stores
