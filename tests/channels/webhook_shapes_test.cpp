#include "channels/webhook_shapes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/json.hpp"
#include "tests/channels/notices.hpp"

namespace secondbrain::channels {
namespace {

namespace json = boost::json;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr wall_time shaped_at{std::chrono::seconds{1'795'952'043}};  // 2026-11-29T11:34:03Z

TEST(webhook_shapes, our_own_has_every_field) {
  EXPECT_EQ(as_our_own(vault_alarm()), json::parse(R"({"id":"a-1","kind":"alarm","severity":"critical",
      "rule":"vault_missing","title":"The vault is missing",
      "text":"There is no folder /home/me/notes.\nMount its disk; it goes on by itself.",
      "at":"2026-11-29T11:34:03+00:00","link":"http://127.0.0.1:8000/","machine":"","sender":"SecondBrain"})"));
}

TEST(webhook_shapes, slack_gets_a_text_in_which_nobody_is_called) {
  auto one = vault_alarm();
  one.title = "<!channel> & co";
  one.text = "<@U1> " + std::string(10'000, 'x');
  const auto text = std::string{as_slack_message(one).at("text").as_string()};
  EXPECT_THAT(text, HasSubstr(":rotating_light: *&lt;!channel&gt; &amp; co*\n&lt;@U1&gt; xxx"));
  EXPECT_THAT(text, HasSubstr("\n<http://127.0.0.1:8000/>"));
  EXPECT_LE(text.size(), 4100U);
}

TEST(webhook_shapes, discord_gets_an_embed_in_which_nobody_is_called) {
  auto one = vault_alarm();
  one.text = "@everyone " + std::string(10'000, 'x');
  const auto message = as_discord_message(one);
  const auto& embed = message.at("embeds").as_array().at(0);
  EXPECT_EQ(embed.at("title"), ":rotating_light: The vault is missing");
  EXPECT_LE(embed.at("description").as_string().size(), 4096U);
  EXPECT_EQ(embed.at("timestamp"), "2026-11-29T11:34:03+00:00");
  EXPECT_EQ(message.at("allowed_mentions"), json::parse(R"({"parse":[]})"));
  EXPECT_NE(as_discord_message(vault_recovery()).at("embeds").as_array().at(0).at("color"), embed.at("color"));
}

TEST(webhook_shapes, an_alert_lasts_until_the_recovery_with_the_same_labels_ends_it) {
  const auto alarm = as_alerts(vault_alarm(), shaped_at).as_array().at(0);
  const auto recovery = as_alerts(vault_recovery(), shaped_at + std::chrono::minutes{4}).as_array().at(0);
  EXPECT_EQ(alarm.at("labels"),
            json::parse(R"({"alertname":"vault_missing","severity":"critical","service":"secondbrain"})"));
  EXPECT_EQ(alarm.at("labels"), recovery.at("labels"));
  EXPECT_EQ(alarm.at("startsAt"), "2026-11-29T11:34:03+00:00");
  EXPECT_EQ(alarm.at("endsAt"), "2027-11-29T11:34:03+00:00");
  EXPECT_EQ(recovery.at("endsAt"), "2026-11-29T11:38:03+00:00");
  EXPECT_FALSE(recovery.as_object().contains("startsAt"));
  EXPECT_EQ(alarm.at("generatorURL"), "http://127.0.0.1:8000/");
}

TEST(webhook_shapes, a_test_alert_ends_by_itself) {
  auto one = vault_alarm();
  one.kind = notice_kind::test;
  one.rule.clear();
  one.link.clear();
  const auto alert = as_alerts(one, shaped_at).as_array().at(0);
  EXPECT_EQ(alert.at("labels").at("alertname"), "test");
  EXPECT_EQ(alert.at("endsAt"), "2026-11-29T11:39:03+00:00");
  EXPECT_FALSE(alert.as_object().contains("generatorURL"));
}

TEST(webhook_shapes, what_is_no_text_becomes_one) {
  auto one = vault_alarm();
  one.title = one.text = "caf\xe9";
  for (const auto& shape : {as_our_own(one), as_slack_message(one), as_discord_message(one), as_alerts(one, shaped_at)})
    EXPECT_THAT(json_text(shape), Not(HasSubstr("\xe9")));
}

}  // namespace
}  // namespace secondbrain::channels
