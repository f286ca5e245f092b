#include "channels/ntfy_channel.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/channels/notices.hpp"
#include "tests/net/limits.hpp"
#include "tests/net/scripted_host.hpp"

namespace secondbrain::channels {
namespace {

using net::generous_limits;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class ntfy_channel_test : public ::testing::Test {
 protected:
  std::string address() const { return "http://127.0.0.1:" + std::to_string(host_.port()) + "/my-topic_1"; }

  /// What the server was sent.
  std::string sent(const notice& one, const std::string& token = {}) {
    host_.play(net::answer(200, "{}"));
    const auto channel = ntfy_channel::create(address(), token);
    EXPECT_TRUE(channel) << channel.error().message;
    const auto got = (*channel)->send(one, generous_limits());
    EXPECT_TRUE(got.ended) << got.ended.error().message;
    return host_.requests().back();
  }

  net::scripted_host host_;
};

TEST_F(ntfy_channel_test, an_alarm_is_published_with_its_priority_its_tags_and_its_link) {
  const auto request = sent(vault_alarm(), "tk_secret");
  EXPECT_THAT(request, StartsWith("POST / HTTP/1.1\r\n"));
  EXPECT_THAT(request, HasSubstr("\r\nAuthorization: Bearer tk_secret\r\n"));
  EXPECT_EQ(body_of(request), boost::json::parse(R"({"topic":"my-topic_1","title":"The vault is missing",
      "message":"There is no folder /home/me/notes.\nMount its disk; it goes on by itself.","priority":5,
      "tags":["rotating_light","vault_missing"],"sequence_id":"a-1","click":"http://127.0.0.1:8000/"})"));
}

TEST_F(ntfy_channel_test, its_title_names_the_machine) {
  auto one = vault_alarm();
  one.machine = "attic";
  EXPECT_EQ(body_of(sent(one)).at("title"), "The vault is missing (attic)");
}

TEST_F(ntfy_channel_test, a_warning_is_less_urgent_and_all_else_is_not) {
  auto one = vault_alarm();
  const auto priority = [&] { return body_of(sent(one)).at("priority"); };
  one.severity = alarm_severity::warning;
  EXPECT_EQ(priority(), 4);
  one.severity = alarm_severity::info;
  EXPECT_EQ(priority(), 3);
  EXPECT_EQ(body_of(sent(vault_recovery())).at("priority"), 3);
}

TEST_F(ntfy_channel_test, long_texts_and_strange_letters_arrive_as_far_as_they_fit) {
  auto one = vault_alarm();
  one.title = "Größe\r\nX-Priority: \xff";
  one.text = std::string(10'000, 'x');
  one.id = "not fit for a sequence.1";
  one.link.clear();
  const auto body = body_of(sent(one));
  EXPECT_EQ(body.at("title"), "Größe X-Priority: \xEF\xBF\xBD");
  EXPECT_LE(body.at("message").as_string().size(), 4096U);
  EXPECT_THAT(std::string{body.at("sequence_id").as_string()}, testing::MatchesRegex("[0-9a-f]{40}"));
  EXPECT_FALSE(body.as_object().contains("click"));
}

TEST_F(ntfy_channel_test, without_a_token_none_is_sent_and_without_a_text_the_title_is_the_text) {
  auto one = vault_alarm();
  one.text.clear();
  const auto request = sent(one);
  EXPECT_THAT(request, Not(HasSubstr("Authorization")));
  EXPECT_EQ(body_of(request).at("message"), "The vault is missing");
}

TEST_F(ntfy_channel_test, an_address_without_a_topic_is_refused_and_not_repeated) {
  for (const auto* address : {"", "https://ntfy.sh", "https://ntfy.sh/", "ntfy.sh/topic", "https:///topic",
                              "https://ntfy.sh/my topic", "https://ntfy.sh/topic?auth=x",
                              "https://me:secret@ntfy.sh/topic", "file:///etc/passwd", "https://ntfy.sh/t%C3%A4"}) {
    const auto made = ntfy_channel::create(address, {});
    ASSERT_FALSE(made) << address;
    EXPECT_EQ(made.error().code, errc::invalid_argument);
    EXPECT_THAT(made.error().message, Not(HasSubstr("secret")));
  }
  EXPECT_FALSE(ntfy_channel::create("https://ntfy.sh/" + std::string(65, 'x'), {}));
  EXPECT_TRUE(ntfy_channel::create("https://ntfy.sh/topic/", {}));
}

TEST_F(ntfy_channel_test, a_failure_does_not_tell_the_topic) {
  host_.play(net::answer(403, R"({"error":"forbidden my-topic_1"})"));
  const auto got = (*ntfy_channel::create(address(), "tk_secret"))->send(vault_alarm(), generous_limits());
  ASSERT_FALSE(got.ended);
  EXPECT_THAT(got.ended.error().message, HasSubstr("SECONDBRAIN_ALARM_NTFY_TOKEN"));
  EXPECT_THAT(got.ended.error().message, Not(HasSubstr("my-topic")));
}

}  // namespace
}  // namespace secondbrain::channels
