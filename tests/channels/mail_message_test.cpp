#include "channels/mail_message.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "tests/channels/notices.hpp"

namespace secondbrain::channels {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr wall_time sent_at{std::chrono::seconds{1'795'952'043}};  // 2026-11-29T11:34:03Z

std::string message_of(const notice& one) {
  return mail_message(one, {"SecondBrain", "sb@example.com"}, {{"", "me@example.com"}, {"Ä", "you@example.com"}},
                      sent_at);
}

TEST(mail_message_test, has_the_head_that_mail_programs_want) {
  EXPECT_THAT(
      message_of(vault_alarm()),
      AllOf(StartsWith("From: SecondBrain <sb@example.com>\r\n"
                       "To: me@example.com,\r\n =?UTF-8?B?w4Q=?= <you@example.com>\r\n"
                       "Subject: The vault is missing\r\n"
                       "Date: Sun, 29 Nov 2026 11:34:03 +0000\r\n"
                       "Message-ID: <a-1.secondbrain@example.com>\r\n"),
            HasSubstr("\r\nImportance: high\r\n"), HasSubstr("\r\nAuto-Submitted: auto-generated\r\n"),
            HasSubstr("\r\nContent-Type: text/plain; charset=utf-8\r\n"),
            HasSubstr("\r\n\r\nThere is no folder /home/me/notes.\r\nMount its disk; it goes on by itself.\r\n\r\n"
                      "http://127.0.0.1:8000/\r\n\r\n--=20\r\nSecondBrain, rule vault_missing, "),
            EndsWith("\r\n")));
}

TEST(mail_message_test, a_repeat_has_the_id_of_the_first_and_another_notice_another) {
  const auto id_in = [](const std::string& message) {
    const auto at = message.find("Message-ID: ");
    return message.substr(at, message.find('\r', at) - at);
  };
  EXPECT_EQ(id_in(message_of(vault_alarm())), id_in(message_of(vault_alarm())));
  EXPECT_NE(id_in(message_of(vault_alarm())), id_in(message_of(vault_recovery())));
  auto strange = vault_alarm();
  strange.id = "a>\r\nBcc: x@y";
  EXPECT_THAT(id_in(message_of(strange)), testing::MatchesRegex("Message-ID: <[0-9a-f]{40}.secondbrain@example.com>"));
}

TEST(mail_message_test, nothing_in_a_notice_becomes_a_header) {
  auto one = vault_alarm();
  one.title = "The vault\r\nBcc: x@example.com\r\n\r\nis missing";
  EXPECT_THAT(message_of(one),
              AllOf(HasSubstr("Subject: The vault Bcc: x@example.com is missing\r\n"), Not(HasSubstr("\nBcc:"))));
}

TEST(mail_message_test, every_line_is_short_and_in_ascii) {
  auto one = vault_alarm();
  one.title = "Tägliche Übersicht " + std::string(500, 'x') + "ß=?";
  one.text = std::string(300, 'y') + "ü\n.\n..\nFrom here on\n" + std::string(1000, '=') + " \n\ttab \xff";
  std::istringstream lines{message_of(one)};
  for (std::string line; std::getline(lines, line);) {
    EXPECT_TRUE(line.ends_with('\r')) << line;
    EXPECT_LE(line.size(), 77U) << line;
    for (const unsigned char letter : line) EXPECT_TRUE(letter == '\r' || (letter >= ' ' && letter < 0x7f)) << line;
  }
}

TEST(header_text_test, plain_words_stay_and_others_are_encoded) {
  EXPECT_EQ(header_text("All is well"), "All is well");
  EXPECT_EQ(header_text("Überblick"), "=?UTF-8?B?w5xiZXJibGljaw==?=");
  EXPECT_EQ(header_text("=?UTF-8?Q?x?="), "=?UTF-8?B?PT9VVEYtOD9RP3g/PQ==?=") << "what looks encoded is";
  EXPECT_EQ(header_text(""), "");
}

TEST(quoted_printable_test, writes_what_the_standard_wants) {
  EXPECT_EQ(quoted_printable("a=b ä \n\tx"), "a=3Db =C3=A4=20\r\n=09x");
  EXPECT_EQ(quoted_printable(std::string(80, 'x')), std::string(75, 'x') + "=\r\nxxxxx");
  EXPECT_EQ(quoted_printable(std::string(74, 'x') + "ä"), std::string(74, 'x') + "=\r\n=C3=A4");
  EXPECT_EQ(quoted_printable(""), "");
}

}  // namespace
}  // namespace secondbrain::channels
