#include "base/ip_address.hpp"

#include <gtest/gtest.h>

namespace secondbrain {
namespace {

TEST(ip_address, addresses_of_this_machine_are_loopback) {
  for (const auto* host : {"127.0.0.1", "127.8.9.10", "::1", "localhost"}) EXPECT_TRUE(is_loopback(host)) << host;
}

TEST(ip_address, names_and_addresses_that_only_look_like_it_are_not) {
  for (const auto* host :
       {"127.example.org", "127.0.0.1.example.org", "127.0.0", "localhost.example.org", "10.0.0.1", "::2", ""})
    EXPECT_FALSE(is_loopback(host)) << host;
}

TEST(ip_address, an_address_is_told_from_a_name) {
  for (const auto* text : {"10.0.0.1", "::1", "fe80::1"}) EXPECT_TRUE(is_ip_address(text)) << text;
  for (const auto* text : {"example.org", "1.2.3", "256.1.1.1", ""}) EXPECT_FALSE(is_ip_address(text)) << text;
}

}  // namespace
}  // namespace secondbrain
