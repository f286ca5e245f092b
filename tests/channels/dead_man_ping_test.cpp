#include "channels/dead_man_ping.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/net/limits.hpp"
#include "tests/net/scripted_host.hpp"

namespace secondbrain::channels {
namespace {

using namespace std::chrono_literals;
using net::generous_limits;
using ops::ping_shape;
using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class dead_man_ping_test : public ::testing::Test {
 protected:
  std::unique_ptr<dead_man_ping> to(const std::string& path, ping_shape shape = ping_shape::automatic) const {
    auto made = dead_man_ping::create("http://127.0.0.1:" + std::to_string(host_.port()) + path, shape);
    EXPECT_TRUE(made) << made.error().message;
    return std::move(*made);
  }

  net::scripted_host host_;
};

TEST_F(dead_man_ping_test, healthchecks_is_told_of_start_success_and_failure) {
  const auto ping = to("/5ecret-uuid/");
  for (const auto& [sign, path] : {std::pair{life_sign::start, "/5ecret-uuid/start"},
                                   {life_sign::success, "/5ecret-uuid"},
                                   {life_sign::failure, "/5ecret-uuid/fail"}}) {
    host_.play(net::answer(200, "OK"));
    EXPECT_TRUE(ping->send(sign, "All is well.\nÄ", generous_limits()).ended);
    EXPECT_THAT(host_.requests().back(),
                AllOf(StartsWith("POST " + std::string{path} + " HTTP/1.1\r\n"), EndsWith("\r\n\r\nAll is well.\nÄ"),
                      HasSubstr("Content-Type: text/plain; charset=utf-8\r\n")));
  }
}

TEST_F(dead_man_ping_test, the_query_of_a_check_stays_behind_its_path) {
  host_.play(net::answer(200, "OK"));
  EXPECT_TRUE(to("/key/slug?create=1")->send(life_sign::failure, "", generous_limits()).ended);
  EXPECT_THAT(host_.requests().back(), StartsWith("POST /key/slug/fail?create=1 HTTP/1.1\r\n"));
}

TEST_F(dead_man_ping_test, a_check_that_is_not_known_is_told_also_where_the_answer_is_a_success) {
  host_.play(net::answer(200, "OK (not found)")).play(net::answer(404, "not found"));
  const auto ping = to("/5ecret-uuid");
  for (int i = 0; i < 2; ++i) {
    const auto got = ping->send(life_sign::success, "", generous_limits());
    ASSERT_FALSE(got.ended);
    EXPECT_EQ(got.ended.error().code, errc::invalid_argument);
    EXPECT_THAT(got.ended.error().message, AllOf(HasSubstr("SECONDBRAIN_PING_URL"), Not(HasSubstr("5ecret"))));
  }
}

TEST_F(dead_man_ping_test, uptime_kuma_is_told_up_or_down) {
  const auto ping = to("/api/push/5ecretToken?status=up&msg=OK&ping=&tenant=a");
  for (int i = 0; i < 2; ++i) host_.play(net::answer(200, R"({"ok":true})"));
  EXPECT_TRUE(ping->send(life_sign::success, "All is well & good\nÄ", generous_limits(), 42ms).ended);
  EXPECT_THAT(
      host_.requests().back(),
      StartsWith("GET /api/push/5ecretToken?tenant=a&status=up&msg=All%20is%20well%20%26%20good%20%C3%84&ping=42 "
                 "HTTP/1.1\r\n"));
  EXPECT_TRUE(ping->send(life_sign::failure, "The vault is missing", generous_limits()).ended);
  EXPECT_THAT(host_.requests().back(), HasSubstr("?tenant=a&status=down&msg=The%20vault%20is%20missing&ping= HTTP"));
}

TEST_F(dead_man_ping_test, a_start_is_nothing_to_uptime_kuma) {
  EXPECT_TRUE(to("/api/push/5ecretToken")->send(life_sign::start, "", generous_limits()).ended);
  EXPECT_EQ(host_.connections(), 0);
}

TEST_F(dead_man_ping_test, the_service_is_chosen_by_the_address_unless_it_is_named) {
  host_.play(net::answer(200, "OK")).play(net::answer(200, "OK"));
  EXPECT_TRUE(to("/kuma/api/push/x")->send(life_sign::success, "", generous_limits()).ended);
  EXPECT_THAT(host_.requests().back(), StartsWith("GET "));
  EXPECT_TRUE(to("/kuma/api/push/x", ping_shape::healthchecks)->send(life_sign::success, "", generous_limits()).ended);
  EXPECT_THAT(host_.requests().back(), StartsWith("POST "));
}

TEST_F(dead_man_ping_test, an_address_that_names_no_check_is_refused_and_not_repeated) {
  for (const auto* address : {"", "hc-ping.com/secret", "https://hc-ping.com", "https://hc-ping.com/", "file:///secret",
                              "https://me:secret@hc-ping.com/x", "https://kuma.example.com/api/push/"}) {
    const auto made = dead_man_ping::create(address, ping_shape::automatic);
    ASSERT_FALSE(made) << address;
    EXPECT_THAT(made.error().message, Not(HasSubstr("secret")));
  }
  EXPECT_FALSE(dead_man_ping::create("https://kuma.example.com/push/x", ping_shape::uptime_kuma));
}

TEST_F(dead_man_ping_test, a_service_that_goes_silent_ends_at_the_deadline) {
  host_.play(net::hang());
  const auto got = to("/5ecret-uuid")->send(life_sign::success, "", net::limits_over_when{[this] {
                                              return !host_.requests().empty();
                                            }});
  ASSERT_FALSE(got.ended);
  EXPECT_EQ(got.ended.error().code, errc::timeout);
  EXPECT_THAT(got.ended.error().message, Not(HasSubstr("5ecret")));
}

}  // namespace
}  // namespace secondbrain::channels
