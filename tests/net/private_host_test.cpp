#include "net/private_host.hpp"

#include <gtest/gtest.h>

namespace secondbrain::net {
namespace {

TEST(private_host_test, this_machine_and_the_private_network_are_at_hand) {
  for (const auto* url : {"http://127.0.0.1:11434/v1",
                          "https://127.0.0.1/v1",
                          "https://[::1]:8443/v1",
                          "https://10.1.2.3/v1",
                          "https://172.16.0.9/v1",
                          "https://172.31.255.1/v1",
                          "https://192.168.178.20:8080/v1",
                          "https://169.254.1.1/v1",
                          "https://100.64.0.1/v1",
                          "https://100.127.255.254/v1",
                          "https://[fd00::1]/v1",
                          "https://[fe80::1]/v1",
                          "https://localhost/v1",
                          "https://models.local/v1",
                          "https://NAS.LAN/v1",
                          "https://nas/v1",
                          "https://box.tail1234.ts.net/v1",
                          "https://gpu.home.arpa/v1",
                          "https://gpu.internal./v1",
                          "http://models.example/v1"})  // unencrypted: never sent to a public address
    EXPECT_TRUE(is_private_host(url)) << url;
}

TEST(private_host_test, whatever_else_there_is_belongs_to_somebody_else) {
  for (const auto* url :
       {"https://api.openai.com/v1", "https://models.example/v1", "https://127.evil.example/v1",
        "https://10.0.0.1.example/v1", "https://local.example/v1", "https://8.8.8.8/v1", "https://172.32.0.1/v1",
        "https://100.128.0.1/v1", "https://192.169.0.1/v1", "https://[2001:db8::1]/v1", "models.local", "", "https://"})
    EXPECT_FALSE(is_private_host(url)) << url;
}

}  // namespace
}  // namespace secondbrain::net
