#include "channels/webhook_channel.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/channels/notices.hpp"
#include "tests/net/closed_port.hpp"
#include "tests/net/limits.hpp"
#include "tests/net/scripted_host.hpp"

namespace secondbrain::channels {
namespace {

using net::generous_limits;
using ops::webhook_shape;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class webhook_channel_test : public ::testing::Test {
 protected:
  std::string sent(const std::string& path, webhook_shape shape, const std::string& token = {}) {
    host_.play(net::answer(200, "ok"));
    const auto channel = webhook_channel::create(origin() + path, shape, token, time_);
    EXPECT_TRUE(channel);
    EXPECT_TRUE((*channel)->send(vault_alarm(), generous_limits()).ended);
    return host_.requests().back();
  }

  std::string origin() const { return "http://127.0.0.1:" + std::to_string(host_.port()); }

  manual_clock time_;
  net::scripted_host host_;
};

TEST_F(webhook_channel_test, the_address_is_called_as_it_is) {
  const auto request = sent("/hook/a%20b/?x=1&y=", webhook_shape::json, "t0ken");
  EXPECT_THAT(request, StartsWith("POST /hook/a%20b/?x=1&y= HTTP/1.1\r\n"));
  EXPECT_THAT(request, AllOf(HasSubstr("\r\nAuthorization: Bearer t0ken\r\n"),
                             HasSubstr("\r\nContent-Type: application/json\r\n")));
  EXPECT_EQ(body_of(request).at("kind"), "alarm");
}

TEST_F(webhook_channel_test, each_shape_is_sent_as_its_service_reads_it) {
  EXPECT_TRUE(body_of(sent("/x", webhook_shape::slack)).as_object().contains("text"));
  EXPECT_TRUE(body_of(sent("/x", webhook_shape::discord)).as_object().contains("embeds"));
  EXPECT_TRUE(body_of(sent("/x", webhook_shape::alertmanager)).is_array());
}

TEST_F(webhook_channel_test, of_alertmanager_the_address_of_its_page_is_enough) {
  for (const auto& [given, called] : {std::pair{"", "/api/v2/alerts"},
                                      {"/", "/api/v2/alerts"},
                                      {"/am/", "/am/api/v2/alerts"},
                                      {"/api/v2/alerts", "/api/v2/alerts"}})
    EXPECT_THAT(sent(given, webhook_shape::alertmanager), StartsWith("POST " + std::string{called} + " HTTP/1.1\r\n"));
}

TEST_F(webhook_channel_test, what_is_no_address_is_refused_and_not_repeated) {
  for (const auto* address :
       {"", "hooks.example.com/secret", "https://", "ftp://hooks.example.com/secret", "file:///etc/passwd",
        "https://me:secret@hooks.example.com/", "https://hooks.example.com/#a"}) {
    const auto made = webhook_channel::create(address, webhook_shape::json, {}, time_);
    ASSERT_FALSE(made) << address;
    EXPECT_EQ(made.error().code, errc::invalid_argument);
    EXPECT_THAT(made.error().message, Not(HasSubstr("secret")));
  }
}

TEST_F(webhook_channel_test, it_may_have_arrived_where_no_answer_came) {
  const auto channel = webhook_channel::create(origin() + "/hook", webhook_shape::json, {}, time_);
  const auto send = [&](const net::call_limits& limits = generous_limits()) {
    auto got = (*channel)->send(vault_alarm(), limits);
    EXPECT_FALSE(got.ended);
    return got.may_have_arrived;
  };
  host_.play([](const net::served_connection& receiver) { receiver.wait_for_end(); });
  EXPECT_TRUE(send(net::limits_over_when{[this] { return !host_.requests().empty(); }}))
      << "it was taken, and nothing was said";
  host_.play([](const net::served_connection&) {});
  EXPECT_TRUE(send()) << "the connection was closed";
  host_.play(net::answer(504, "no answer from behind"));
  EXPECT_TRUE(send()) << "a gateway has passed it on";
  for (const int code : {301, 401, 429, 500, 503}) {
    host_.play(net::answer(code, "no"));
    EXPECT_FALSE(send()) << code;
  }
}

TEST_F(webhook_channel_test, it_cannot_have_arrived_where_nobody_listens) {
  const net::closed_port nobody;
  const auto channel = webhook_channel::create(nobody.url(), webhook_shape::json, {}, time_);
  const auto got = (*channel)->send(vault_alarm(), generous_limits());
  ASSERT_FALSE(got.ended);
  EXPECT_FALSE(got.may_have_arrived);
}

TEST_F(webhook_channel_test, a_failure_names_the_service_and_not_the_address) {
  host_.play(net::answer(404, "no_service secret-path"));
  const auto channel = webhook_channel::create(origin() + "/secret-path", webhook_shape::slack, {}, time_);
  const auto got = (*channel)->send(vault_alarm(), generous_limits());
  ASSERT_FALSE(got.ended);
  EXPECT_THAT(got.ended.error().message,
              AllOf(HasSubstr("the Slack webhook at 127.0.0.1"), Not(HasSubstr("secret-path"))));
}

}  // namespace
}  // namespace secondbrain::channels
