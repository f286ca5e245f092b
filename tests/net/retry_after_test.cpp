#include "net/retry_after.hpp"

#include <gtest/gtest.h>

namespace secondbrain::net {
namespace {

using namespace std::chrono_literals;

TEST(retry_after_test, reads_seconds_and_dates) {
  const auto now = std::chrono::system_clock::from_time_t(1445412420);  // Wed, 21 Oct 2015 07:27:00 GMT
  EXPECT_EQ(net::requested_pause("120", now), 120s);
  EXPECT_EQ(net::requested_pause("0", now), 0s);
  EXPECT_EQ(net::requested_pause("Wed, 21 Oct 2015 07:28:00 GMT", now), 60s);
  EXPECT_EQ(net::requested_pause("Wed, 21 Oct 2015 07:00:00 GMT", now), 0s);
  EXPECT_GT(net::requested_pause("Fri, 31 Dec 9999 23:59:59 GMT", now), std::chrono::hours{24 * 365}) << "no overflow";
  for (const auto* text : {"", "soon", "-5", "1.5"}) EXPECT_EQ(net::requested_pause(text, now), std::nullopt) << text;
}

}  // namespace
}  // namespace secondbrain::net
