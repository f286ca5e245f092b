#include "channels/make_channels.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.hpp"

namespace secondbrain::channels {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::vector<std::string> names_of(const ways_out& made) {
  std::vector<std::string> names;
  for (const auto& each : made.channels) names.push_back(each->name());
  return names;
}

ops::config with_email() {
  ops::config values;
  values.alarm_email_server = "smtps://smtp.example.com";
  values.alarm_email_user = "me@example.com";
  values.alarm_email_password = "correct-horse";
  values.alarm_email_to = {"me@example.com"};
  return values;
}

std::string problem_of(const ops::config& values) {
  const auto made = make_channels(values);
  if (made) return {};
  EXPECT_EQ(made.error().code, errc::invalid_argument);
  EXPECT_THAT(made.error().message, Not(HasSubstr("correct-horse")));
  return made.error().message;
}

TEST(make_channels_test, without_settings_there_are_none) {
  const auto made = make_channels({});
  ASSERT_TRUE(made);
  EXPECT_THAT(made->channels, IsEmpty());
  EXPECT_EQ(made->ping, nullptr);
}

TEST(make_channels_test, each_that_is_set_is_there) {
  auto values = with_email();
  values.alarm_ntfy = "https://ntfy.sh/correct-horse";
  values.alarm_webhook = "https://hooks.example.com/correct-horse";
  values.alarm_desktop = true;
  values.alarm_command = "tell 'the owner'";
  values.ping_url = "https://hc-ping.com/correct-horse";
  const auto made = make_channels(values);
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_THAT(names_of(*made), ElementsAre("ntfy", "webhook", "email", "desktop", "command"));
  EXPECT_NE(made->ping, nullptr);
}

TEST(make_channels_test, everything_that_is_wrong_is_named_at_once) {
  ops::config values;
  values.alarm_ntfy = "https://correct-horse.example";
  values.alarm_webhook = "correct-horse";
  values.alarm_email_server = "smtp.example.com";
  values.alarm_command = "tell 'me";
  values.ping_url = "https://correct-horse.example";
  const auto problem = problem_of(values);
  for (const auto* line : {"\nSECONDBRAIN_ALARM_NTFY names no topic", "\nSECONDBRAIN_ALARM_WEBHOOK must be an address",
                           "\nSECONDBRAIN_ALARM_EMAIL_SERVER must look like smtps://",
                           "\nSECONDBRAIN_ALARM_EMAIL_FROM must be set", "\nSECONDBRAIN_ALARM_EMAIL_TO must be set",
                           "\nSECONDBRAIN_ALARM_COMMAND cannot be read: a quotation mark has no second one",
                           "\nSECONDBRAIN_PING_URL names no check"})
    EXPECT_THAT(problem, HasSubstr(line));
}

// Notes and tokens never travel there unencrypted; so much is known before anything is sent.
TEST(make_channels_test, an_unencrypted_address_on_the_internet_is_told_at_the_start) {
  const auto with = [](const std::string& address) {
    std::vector<ops::config> all(3);
    all[0].alarm_ntfy = address + "/topic";
    all[1].alarm_webhook = address + "/hook";
    all[2].ping_url = address + "/check";
    return all;
  };
  for (const auto* address : {"http://1.1.1.1", "http://[2606:4700::1111]:8080"})
    for (const auto& values : with(address)) EXPECT_THAT(problem_of(values), HasSubstr("use https://")) << address;
  for (const auto& values : with("http://hooks.example.com")) {
    const auto made = make_channels(values);
    ASSERT_TRUE(made) << "a name may lead into one's own network";
    ASSERT_EQ(made->warnings.size(), 1U);
    EXPECT_THAT(made->warnings[0], HasSubstr("hooks.example.com turns out to be in your own network"));
  }
  for (const auto* address : {"https://hooks.example.com", "http://127.0.0.1:1", "http://192.168.1.2", "http://nas",
                              "http://nas.local", "http://[::1]:80", "http://[fd00::1]"})
    for (const auto& values : with(address)) {
      const auto made = make_channels(values);
      ASSERT_TRUE(made) << made.error().message;
      EXPECT_THAT(made->warnings, IsEmpty()) << address;
    }
}

TEST(make_channels_test, what_belongs_to_a_channel_is_of_no_use_without_it) {
  ops::config values;
  values.alarm_ntfy_token = values.alarm_webhook_token = values.alarm_email_password = "correct-horse";
  values.alarm_email_user = values.alarm_email_from = "me@example.com";
  values.alarm_email_to = {"me@example.com"};
  const auto problem = problem_of(values);
  for (const auto* name : {"NTFY_TOKEN", "WEBHOOK_TOKEN", "EMAIL_USER", "EMAIL_PASSWORD", "EMAIL_FROM", "EMAIL_TO"})
    EXPECT_THAT(problem, HasSubstr("SECONDBRAIN_ALARM_" + std::string{name} + " is of no use without"));
}

TEST(make_channels_test, an_email_needs_whole_settings) {
  EXPECT_EQ(problem_of(with_email()), "");
  auto values = with_email();
  values.alarm_email_password.clear();
  EXPECT_THAT(problem_of(values), HasSubstr("belong together"));
  values = with_email();
  values.alarm_email_user = "me";
  EXPECT_THAT(problem_of(values), HasSubstr("SECONDBRAIN_ALARM_EMAIL_FROM must be set"));
  values.alarm_email_from = "me";
  EXPECT_THAT(problem_of(values), HasSubstr("SECONDBRAIN_ALARM_EMAIL_FROM must look like me@example.com"));
  values = with_email();
  values.alarm_email_to = {"me@example.com", "you"};
  EXPECT_THAT(problem_of(values), HasSubstr("SECONDBRAIN_ALARM_EMAIL_TO must look like me@example.com"));
}

TEST(make_channels_test, a_password_does_not_travel_unencrypted_where_strangers_are) {
  auto values = with_email();
  values.alarm_email_server = "smtp://smtp.example.com";
  EXPECT_EQ(problem_of(values), "");
  values.alarm_email_encryption = ops::mail_encryption::if_offered;
  EXPECT_THAT(problem_of(values),
              AllOf(HasSubstr("SECONDBRAIN_ALARM_EMAIL_ENCRYPTION"), HasSubstr("smtp.example.com")));
  values.alarm_email_server = "smtp://mail.lan";
  EXPECT_EQ(problem_of(values), "");
}

}  // namespace
}  // namespace secondbrain::channels
