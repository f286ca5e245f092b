#include "net/smtp_client.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/net/closed_port.hpp"
#include "tests/net/limits.hpp"
#include "tests/net/scripted_mail_server.hpp"

namespace secondbrain::net {
namespace {

using namespace std::chrono_literals;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;
using ::testing::Not;
using ::testing::StartsWith;

class smtp_client_test : public ::testing::Test {
 protected:
  letter_end send(const smtp_account& account = {}, const call_limits& limits = generous_limits()) {
    auto server = *parse_smtp_server(host_.address());
    server.encryption = encryption_;
    return send_letter(server, account, {"me@example.com", {"you@example.com", "they@example.com"}, message_}, limits);
  }

  std::string message_ = "Subject: hello\r\n\r\nfirst\r\n.\r\n..two dots\r\nlast\r\n";
  smtp_encryption encryption_ = smtp_encryption::if_offered;
  scripted_mail_server host_;
};

TEST_F(smtp_client_test, a_letter_is_handed_over_and_its_dots_arrive) {
  const auto sent = send();
  ASSERT_TRUE(sent.ended) << sent.ended.error().message;
  EXPECT_THAT(host_.lines(), IsSupersetOf({"MAIL FROM:<me@example.com>", "RCPT TO:<you@example.com>",
                                           "RCPT TO:<they@example.com>", "Subject: hello", "..", "...two dots", "."}));
}

TEST_F(smtp_client_test, without_encryption_nothing_is_sent_where_it_is_required) {
  encryption_ = smtp_encryption::required;
  const auto sent = send({"user", "correct-horse"});
  ASSERT_FALSE(sent.ended);
  EXPECT_EQ(sent.ended.error().code, errc::invalid_argument);
  EXPECT_THAT(sent.ended.error().message, HasSubstr("does not offer encryption"));
  EXPECT_THAT(host_.lines(), Not(Contains(StartsWith("MAIL"))));
  EXPECT_THAT(host_.lines(), Not(Contains(StartsWith("AUTH"))));
}

TEST_F(smtp_client_test, what_the_server_refuses_for_now_may_be_tried_again) {
  for (const auto* command : {"greeting", "MAIL", "RCPT", "DATA", "."}) {
    scripted_mail_server busy;
    busy.answer(command, "451 try again later, correct-horse");
    const auto sent = send_letter({"127.0.0.1", busy.port(), smtp_encryption::if_offered}, {},
                                  {"me@example.com", {"you@example.com"}, message_}, generous_limits());
    ASSERT_FALSE(sent.ended) << command;
    EXPECT_EQ(sent.ended.error().code, errc::unavailable) << command << ": " << sent.ended.error().message;
    EXPECT_THAT(sent.ended.error().message, HasSubstr("451"));
    EXPECT_THAT(sent.ended.error().message, Not(HasSubstr("correct-horse"))) << "nobody knows what a server repeats";
  }
}

TEST_F(smtp_client_test, what_the_server_refuses_for_good_is_not) {
  for (const auto* command : {"MAIL", "RCPT", "DATA", "."}) {
    scripted_mail_server strict;
    strict.answer(command, "550 no such user");
    const auto sent = send_letter({"127.0.0.1", strict.port(), smtp_encryption::if_offered}, {},
                                  {"me@example.com", {"you@example.com"}, message_}, generous_limits());
    ASSERT_FALSE(sent.ended) << command;
    EXPECT_EQ(sent.ended.error().code, errc::invalid_argument) << command << ": " << sent.ended.error().message;
    EXPECT_THAT(sent.ended.error().message, HasSubstr("550"));
  }
}

TEST_F(smtp_client_test, a_wrong_password_is_told) {
  host_.answer("EHLO", "250-here\r\n250 AUTH PLAIN").answer("AUTH", "535 5.7.8 wrong");
  const auto sent = send({"user", "correct-horse"});
  ASSERT_FALSE(sent.ended);
  EXPECT_EQ(sent.ended.error().code, errc::invalid_argument);
  EXPECT_THAT(sent.ended.error().message, HasSubstr("refuses the user or the password"));
}

TEST_F(smtp_client_test, a_server_that_hangs_ends_at_the_deadline_wherever_it_does) {
  for (const auto* command : {"greeting", "EHLO", "MAIL", "DATA", "."}) {
    scripted_mail_server slow;
    slow.answer(command, "");
    const auto sent = send_letter({"127.0.0.1", slow.port(), smtp_encryption::if_offered}, {},
                                  {"me@example.com", {"you@example.com"}, message_}, limits_of(300ms));
    ASSERT_FALSE(sent.ended) << command;
    EXPECT_EQ(sent.ended.error().code, errc::timeout) << command;
  }
}

// Before the end of the letter the server has nothing to keep; with a refusal it says that it keeps nothing.
TEST_F(smtp_client_test, a_letter_may_have_arrived_once_all_of_it_was_sent_and_nobody_answers) {
  for (const auto& [command, answer, expected] :
       {std::tuple{"DATA", "", false}, {".", "", true}, {".", "451 not now", false}, {".", "550 never", false}}) {
    scripted_mail_server host;
    host.answer(command, answer);
    const std::string silent_after = *answer == '\0' ? command : "nothing";
    const limits_over_when limits{[&] { return testing::Value(host.lines(), Contains(silent_after)); }};
    const auto sent = send_letter({"127.0.0.1", host.port(), smtp_encryption::if_offered}, {},
                                  {"me@example.com", {"you@example.com"}, message_}, limits);
    ASSERT_FALSE(sent.ended) << command << answer;
    EXPECT_EQ(sent.may_have_arrived, expected) << command << answer;
  }
}

// libcurl would wait for two minutes.
TEST_F(smtp_client_test, a_server_that_does_not_say_good_bye_holds_nobody_up) {
  host_.answer("QUIT", "");
  EXPECT_TRUE(send().ended);
  scripted_mail_server strict;
  strict.answer("RCPT", "550 no such user").answer("QUIT", "");
  const auto sent = send_letter({"127.0.0.1", strict.port(), smtp_encryption::if_offered}, {},
                                {"me@example.com", {"you@example.com"}, message_}, generous_limits());
  ASSERT_FALSE(sent.ended);
  EXPECT_EQ(sent.ended.error().code, errc::invalid_argument);
}

TEST_F(smtp_client_test, it_ends_when_nobody_waits_any_more) {
  host_.answer("EHLO", "");
  auto limits = generous_limits();
  limits.cancelled = [this] { return !host_.lines().empty(); };
  const auto sent = send({}, limits);
  ASSERT_FALSE(sent.ended);
  EXPECT_EQ(sent.ended.error().code, errc::cancelled);
}

TEST_F(smtp_client_test, a_server_that_talks_without_end_is_left) {
  std::string flood;
  while (flood.size() < std::size_t{1024} * 1024) flood += "250-" + std::string(500, 'x') + "\r\n";
  host_.answer("EHLO", flood + "250 here");
  const auto sent = send();
  ASSERT_FALSE(sent.ended);
  EXPECT_EQ(sent.ended.error().code, errc::unavailable);
}

TEST_F(smtp_client_test, what_is_no_mail_server_is_said_to_be_none) {
  host_.answer("greeting", "354 what do you want");
  const auto sent = send();
  ASSERT_FALSE(sent.ended);
  EXPECT_EQ(sent.ended.error().code, errc::unavailable);
  EXPECT_THAT(sent.ended.error().message, HasSubstr("is no mail server"));
}

TEST_F(smtp_client_test, nobody_listening_is_told) {
  const closed_port nobody;
  const auto sent = send_letter({"127.0.0.1", nobody.port(), smtp_encryption::if_offered}, {},
                                {"me@example.com", {"you@example.com"}, message_}, generous_limits());
  ASSERT_FALSE(sent.ended);
  EXPECT_EQ(sent.ended.error().code, errc::unavailable);
  EXPECT_THAT(sent.ended.error().message, HasSubstr("nobody listens there"));
}

TEST(parse_smtp_server_test, the_scheme_decides_port_and_encryption) {
  const auto secure = parse_smtp_server("smtps://smtp.example.com");
  ASSERT_TRUE(secure);
  EXPECT_EQ(secure->text(), "smtp.example.com:465");
  EXPECT_EQ(secure->encryption, smtp_encryption::from_the_start);
  const auto plain = parse_smtp_server("smtp://smtp.example.com/");
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->text(), "smtp.example.com:587");
  EXPECT_EQ(plain->encryption, smtp_encryption::required);
  EXPECT_EQ(parse_smtp_server("smtp://mail:25")->port, 25);
  EXPECT_EQ(parse_smtp_server("smtps://mail:443")->port, 443);
  EXPECT_EQ(parse_smtp_server("smtp://[::1]:2525")->text(), "[::1]:2525");
}

TEST(parse_smtp_server_test, refuses_what_is_no_mail_server) {
  for (const auto* text : {"", "smtp.example.com", "smtp://", "smtps:///x", "https://smtp.example.com",
                           "file:///etc/passwd", "smtp://user:secret@host", "smtp://host/path", "smtp://host:0",
                           "smtp://host:99999", "smtp://ho st", "smtp://host?x", "smtp://host\r\nX"}) {
    const auto parsed = parse_smtp_server(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().code, errc::invalid_argument) << text;
  }
}

}  // namespace
}  // namespace secondbrain::net
