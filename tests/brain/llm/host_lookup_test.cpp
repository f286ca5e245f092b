#include "brain/llm/host_lookup.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace secondbrain::llm {
namespace {

using ::testing::HasSubstr;

result<std::vector<socket_address>> found(const std::string& host) {
  const call_limits limits{std::chrono::steady_clock::now() + std::chrono::seconds{20}};
  return look_up({scheme::http, host, 80, ""}, patience{limits});
}

TEST(look_up_test, knows_private_addresses_from_public_ones) {
  for (const auto* host : {"127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.1.1",
                           "100.64.0.1", "::1", "fe80::1", "fd12:3456::1", "::ffff:192.168.1.1"})
    EXPECT_TRUE(found(host).value().front().is_private()) << host;
  for (const auto* host : {"8.8.8.8", "172.32.0.1", "192.169.0.1", "100.128.0.1", "2001:db8::1", "::ffff:8.8.8.8"})
    EXPECT_FALSE(found(host).value().front().is_private()) << host;
}

TEST(look_up_test, finds_this_machine_by_name) {
  const auto addresses = found("localhost");
  ASSERT_TRUE(addresses) << addresses.error().message;
  EXPECT_TRUE(addresses->front().is_private());
}

TEST(look_up_test, says_which_name_is_not_known) {
  const auto nothing = found("no-such-host.invalid");
  ASSERT_FALSE(nothing);
  EXPECT_EQ(nothing.error().code, errc::unavailable);
  EXPECT_THAT(nothing.error().message, HasSubstr("no-such-host.invalid"));
}

TEST(look_up_test, is_left_behind_when_the_call_is_cancelled) {
  const call_limits limits{std::chrono::steady_clock::now() + std::chrono::seconds{20}, [] { return true; }};
  const auto nothing = look_up({scheme::http, "no-such-host.invalid", 80, ""}, patience{limits});
  ASSERT_FALSE(nothing);
  EXPECT_TRUE(nothing.error().code == errc::cancelled || nothing.error().code == errc::unavailable);
}

}  // namespace
}  // namespace secondbrain::llm
