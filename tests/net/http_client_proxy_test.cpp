// Proxies of the environment, played by a host on this machine.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "net/http_client.hpp"
#include "tests/net/closed_port.hpp"
#include "tests/net/encrypted_host.hpp"
#include "tests/net/http_caller.hpp"
#include "tests/net/name_service.hpp"

namespace secondbrain::net {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

constexpr std::array<const char*, 8> variables{"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy",
                                               "ALL_PROXY",  "no_proxy",    "NO_PROXY",    "HTTP_PROXY"};

class http_client_proxy_test : public ::testing::Test {
 protected:
  http_client_proxy_test() { clear(); }
  ~http_client_proxy_test() override { clear(); }

  static void clear() {
    for (const auto* name : variables) ::unsetenv(name);
  }

  void use_proxy(const char* variable) {
    ::setenv(variable, ("http://127.0.0.1:" + std::to_string(proxy_.port())).c_str(), 1);
  }

  name_service names_;
  http_caller caller_;
  scripted_host proxy_;
  scripted_host host_;
};

TEST_F(http_client_proxy_test, carries_what_goes_to_a_host_in_the_private_network) {
  use_proxy("http_proxy");
  proxy_.play(answer(200, "by proxy"));
  EXPECT_EQ(caller_.post("http://models.lan:8080/v1").code, 200);
  EXPECT_EQ(caller_.received(), "by proxy");
  EXPECT_THAT(proxy_.requests().at(0), StartsWith("POST http://models.lan:8080/v1/messages HTTP/1.1\r\n"));
}

TEST_F(http_client_proxy_test, sees_neither_key_nor_notes_of_what_is_encrypted) {
  use_proxy("https_proxy");
  const auto own = make_identity("DNS:models.example");
  const trusted_identity trusted{own};
  std::string seen_by_host;
  proxy_.play([&](const served_connection& client) {
    client.write("HTTP/1.1 200 OK\r\n\r\n");
    encrypted_connection tls{client, own};
    seen_by_host = tls.hear("{}");
    tls.write(http_response(200, "through"));
    tls.close();
  });
  const auto got = caller_.post("https://models.example/v1");
  ASSERT_TRUE(got.ended) << got.ended.error().message;
  EXPECT_EQ(caller_.received(), "through");
  EXPECT_THAT(proxy_.requests().at(0), AllOf(StartsWith("CONNECT models.example:443 "), Not(HasSubstr("secret"))));
  EXPECT_THAT(seen_by_host, HasSubstr("x-api-key: secret\r\n"));
}

TEST_F(http_client_proxy_test, a_host_that_needs_none_is_called_directly) {
  if (!name_service::is_here) GTEST_SKIP() << "names cannot be made up here";
  use_proxy("http_proxy");
  ::setenv("no_proxy", "other.lan,models.lan", 1);
  names_.answer("models.lan", "127.0.0.1");
  host_.play(answer(200, "directly"));
  EXPECT_EQ(caller_.post("http://models.lan:" + std::to_string(host_.port()) + "/v1").code, 200);
  EXPECT_THAT(proxy_.requests(), IsEmpty());
}

TEST_F(http_client_proxy_test, what_stays_on_this_machine_needs_none) {
  use_proxy("http_proxy");
  use_proxy("all_proxy");
  for (const auto* name : {"127.0.0.1", "localhost"}) {
    host_.play(answer(200, ""));
    EXPECT_EQ(caller_.post("http://" + std::string{name} + ":" + std::to_string(host_.port()) + "/v1").code, 200);
  }
  EXPECT_THAT(proxy_.requests(), IsEmpty());
}

// A proxy could carry it to anybody; without one, the address is looked at.
TEST_F(http_client_proxy_test, gets_nothing_unencrypted_for_a_host_that_may_be_public) {
  if (!name_service::is_here) GTEST_SKIP() << "names cannot be made up here";
  use_proxy("http_proxy");
  names_.answer("models.example", "192.0.2.1");
  EXPECT_EQ(code_of(caller_.post("http://models.example/v1")), errc::invalid_argument);
  EXPECT_THAT(proxy_.requests(), IsEmpty());
}

TEST_F(http_client_proxy_test, one_at_a_public_address_gets_nothing_unencrypted) {
  ::setenv("http_proxy", "http://192.0.2.1:3128", 1);
  const auto got = caller_.post("http://models.lan/v1");
  ASSERT_EQ(code_of(got), errc::invalid_argument);
  EXPECT_THAT(got.ended.error().message, HasSubstr("the proxy in http_proxy has a public address"));
}

TEST_F(http_client_proxy_test, one_that_is_away_or_refuses_is_named_by_its_variable) {
  const closed_port nobody;
  ::setenv("HTTPS_PROXY", ("http://127.0.0.1:" + std::to_string(nobody.port())).c_str(), 1);
  auto got = caller_.post("https://models.example/v1");
  ASSERT_FALSE(got.ended);
  EXPECT_THAT(got.ended.error().message,
              HasSubstr("no connection to models.example, or to the proxy in HTTPS_PROXY (nobody listens there)"));
  EXPECT_EQ(got.progress, http_progress::not_sent);

  clear();
  use_proxy("https_proxy");
  proxy_.play(answer(407, "")).play(answer(502, ""));
  got = caller_.post("https://models.example/v1");
  ASSERT_EQ(code_of(got), errc::invalid_argument);
  EXPECT_THAT(got.ended.error().message, HasSubstr("the proxy in https_proxy wants a user and a password"));
  got = caller_.post("https://models.example/v1");
  ASSERT_EQ(code_of(got), errc::unavailable);
  EXPECT_THAT(got.ended.error().message, HasSubstr("the proxy in https_proxy makes no connection to models.example"));
  EXPECT_EQ(got.code, 0) << "that was no answer of the provider";
  EXPECT_EQ(got.progress, http_progress::not_sent);
}

}  // namespace
}  // namespace secondbrain::net
