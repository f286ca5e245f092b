// What docs/alarm-channels.md says to type, tried against stand-ins on this machine: the addresses of the document,
// with another host in them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <sstream>

#include "base/program.hpp"
#include "base/text.hpp"
#include "channels/make_channels.hpp"
#include "ops/config/config_load.hpp"
#include "tests/base/temporary_directory.hpp"
#include "tests/channels/notices.hpp"
#include "tests/channels/own_programs.hpp"
#include "tests/net/limits.hpp"
#include "tests/net/scripted_mail_server.hpp"

namespace secondbrain::channels {
namespace {

using net::generous_limits;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;
using ::testing::StartsWith;

/// The commands of one `sh` block, in words.
using recipe = std::vector<std::vector<std::string>>;

/// By heading, in the order of the document.
std::map<std::string, std::vector<recipe>> recipes() {
  std::istringstream document{read_text(SOURCE_ROOT "/docs/alarm-channels.md")};
  std::map<std::string, std::vector<recipe>> found;
  std::string heading;
  bool in_block = false;
  for (std::string line; std::getline(document, line);) {
    if (line.starts_with("## ")) heading = line.substr(3);
    if (line.starts_with("```")) {
      in_block = line == "```sh";
      if (in_block) found[heading].emplace_back();
    } else if (in_block) {
      found[heading].back().push_back(words_of_command(line.substr(0, line.find("  #"))).value());
    }
  }
  return found;
}

class recipes_test : public ::testing::Test {
 protected:
  /// What is there once all of that was typed; a secret that is asked for is typed as "s3cret".
  ways_out follow(const std::string& heading, const std::vector<std::size_t>& blocks = {0}) {
    ops::variables typed{{"HOME", home_.path()}};
    const auto all = recipes();
    for (const auto at : blocks)
      for (const auto& words : all.at(heading).at(at)) {
        EXPECT_THAT(std::vector<std::string>(words.begin(), words.begin() + 3),
                    testing::ElementsAre("secondbrain", "config", "set"));
        typed[words.at(3)] = words.size() > 4 ? here(words[4]) : "s3cret";
      }
    const auto loaded = ops::load_config(typed);
    EXPECT_TRUE(loaded) << loaded.error().message;
    EXPECT_THAT(loaded->warnings, testing::IsEmpty());
    auto made = make_channels(loaded->values);
    EXPECT_TRUE(made) << made.error().message;
    return std::move(*made);
  }

  /// The same address at the stand-in.
  std::string here(std::string address) const {
    const bool is_mail = address.starts_with("smtp");
    const auto start = address.find("://");
    if (start == std::string::npos) return address;
    const auto path = address.find('/', start + 3);
    const int port = is_mail ? mail_.port() : web_.port();
    return std::string{is_mail ? "smtp" : "http"} + "://127.0.0.1:" + std::to_string(port) +
           (path == std::string::npos ? "" : address.substr(path));
  }

  /// What the stand-in was sent through the only channel.
  std::string sent(const ways_out& made) {
    web_.play(net::answer(200, "ok"));
    EXPECT_EQ(made.channels.size(), 1U);
    const auto got = made.channels.at(0)->send(vault_alarm(), generous_limits());
    EXPECT_TRUE(got.ended) << got.ended.error().message;
    return web_.requests().back();
  }

  temporary_directory home_;
  net::scripted_host web_;
  net::scripted_mail_server mail_;
};

TEST_F(recipes_test, ntfy) {
  const auto request = sent(follow("ntfy"));
  EXPECT_THAT(request, StartsWith("POST / HTTP/1.1\r\n"));
  EXPECT_EQ(body_of(request).at("topic"), "my-topic-5f2c1e9a77");
  EXPECT_THAT(sent(follow("ntfy", {0, 1})), HasSubstr("Authorization: Bearer s3cret\r\n"));
}

TEST_F(recipes_test, email) {
  mail_.answer("EHLO", "250-here\r\n250 AUTH PLAIN").answer("AUTH", "334 ").answer("anything else", "235 come in");
  const auto made = follow("E-mail");
  const auto got = made.channels.at(0)->send(vault_alarm(), generous_limits());
  ASSERT_TRUE(got.ended) << got.ended.error().message;
  EXPECT_THAT(mail_.lines(), IsSupersetOf({"MAIL FROM:<me@example.com>", "RCPT TO:<me@example.com>",
                                           "Subject: The vault is missing"}));
  EXPECT_THAT(mail_.lines(), Contains(StartsWith("AUTH PLAIN")));
}

TEST_F(recipes_test, email_through_this_machine) {
  const auto made = follow("E-mail", {1});
  EXPECT_TRUE(made.channels.at(0)->send(vault_alarm(), generous_limits()).ended);
  EXPECT_THAT(mail_.lines(), IsSupersetOf({"MAIL FROM:<secondbrain@example.com>", "RCPT TO:<me@example.com>",
                                           "From: SecondBrain <secondbrain@example.com>"}));
}

TEST_F(recipes_test, slack) {
  const auto request = sent(follow("Slack"));
  EXPECT_THAT(request, StartsWith("POST /services/T000/B000/XXXX HTTP/1.1\r\n"));
  EXPECT_TRUE(body_of(request).as_object().contains("text"));
}

TEST_F(recipes_test, discord) {
  const auto request = sent(follow("Discord"));
  EXPECT_THAT(request, StartsWith("POST /api/webhooks/123/abc HTTP/1.1\r\n"));
  EXPECT_TRUE(body_of(request).as_object().contains("embeds"));
}

TEST_F(recipes_test, alertmanager) {
  EXPECT_THAT(sent(follow("Alertmanager")), StartsWith("POST /api/v2/alerts HTTP/1.1\r\n"));
}

TEST_F(recipes_test, anything_else_by_http) {
  const auto request = sent(follow("Anything else by HTTP"));
  EXPECT_THAT(request, StartsWith("POST /secondbrain HTTP/1.1\r\n"));
  EXPECT_EQ(body_of(request).at("rule"), "vault_missing");
}

TEST_F(recipes_test, the_desktop_and_a_program_of_ones_own) {
  EXPECT_EQ(follow("The desktop of this machine").channels.at(0)->name(), "desktop");
  EXPECT_EQ(follow("A program of your own").channels.at(0)->name(), "command");
}

TEST_F(recipes_test, the_morning_briefing) {
  ops::variables typed{{"HOME", home_.path()}, {"SECONDBRAIN_ALARM_NTFY", "https://ntfy.sh/topic"}};
  const auto recipe = recipes().at("The morning briefing").at(0);
  for (const auto& words : recipe) typed[words.at(3)] = words.at(4);
  const auto loaded = ops::load_config(typed);
  ASSERT_TRUE(loaded) << loaded.error().message;
  ASSERT_TRUE(loaded->values.briefing_at);
  EXPECT_EQ(loaded->values.briefing_channel, make_channels(loaded->values)->channels.at(0)->name());
}

TEST_F(recipes_test, healthchecks) {
  const auto made = follow("When this machine is off: Healthchecks");
  ASSERT_NE(made.ping, nullptr);
  web_.play(net::answer(200, "OK")).play(net::answer(200, "OK"));
  EXPECT_TRUE(made.ping->send(life_sign::success, "All is well.", generous_limits()).ended);
  EXPECT_TRUE(made.ping->send(life_sign::failure, "The vault is missing.", generous_limits()).ended);
  EXPECT_THAT(web_.requests().at(0), StartsWith("POST /00000000-0000-0000-0000-000000000000 HTTP/1.1\r\n"));
  EXPECT_THAT(web_.requests().at(1), AllOf(StartsWith("POST /00000000-0000-0000-0000-000000000000/fail HTTP/1.1\r\n"),
                                           HasSubstr("The vault is missing.")));
}

TEST_F(recipes_test, uptime_kuma) {
  const auto made = follow("When this machine is off: Uptime Kuma");
  ASSERT_NE(made.ping, nullptr);
  web_.play(net::answer(200, R"({"ok":true})"));
  EXPECT_TRUE(made.ping->send(life_sign::failure, "The vault is missing.", generous_limits()).ended);
  EXPECT_THAT(web_.requests().at(0),
              StartsWith("GET /api/push/abcDEF123?status=down&msg=The%20vault%20is%20missing.&ping= HTTP/1.1\r\n"));
}

TEST_F(recipes_test, every_recipe_of_the_document_is_tried) {
  const std::vector<std::string> tried{"",
                                       "ntfy",
                                       "E-mail",
                                       "Slack",
                                       "Discord",
                                       "Alertmanager",
                                       "Anything else by HTTP",
                                       "The desktop of this machine",
                                       "A program of your own",
                                       "The morning briefing",
                                       "When this machine is off: Healthchecks",
                                       "When this machine is off: Uptime Kuma"};
  for (const auto& [heading, blocks] : recipes()) EXPECT_THAT(tried, Contains(heading));
}

}  // namespace
}  // namespace secondbrain::channels
