// E-mails to a mail server as there are many: Debian's python3-aiosmtpd, with and without encryption.
#include "channels/email_channel.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <cstdio>
#include <optional>

#include "base/json.hpp"
#include "base/program.hpp"
#include "channels/make_channels.hpp"
#include "tests/base/temporary_directory.hpp"
#include "tests/channels/notices.hpp"
#include "tests/channels/server_program.hpp"
#include "tests/net/encrypted_host.hpp"
#include "tests/net/limits.hpp"

namespace secondbrain::channels {
namespace {

namespace json = boost::json;
using net::generous_limits;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string python = "/usr/bin/python3";

bool is_installed(const std::string& module) {
  const auto ended =
      run_program({{python, "-c", "import " + module}}, std::chrono::steady_clock::now() + std::chrono::seconds{60});
  return ended && ended->exit_code == 0;
}

class email_channel_test : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!is_installed("aiosmtpd")) GTEST_SKIP() << "there is no mail server to send to; install python3-aiosmtpd";
    const auto write = [](const std::filesystem::path& file, const auto& put) {
      auto* out = std::fopen(file.c_str(), "w");
      put(out);
      std::fclose(out);
    };
    write(folder_ / "certificate.pem", [&](std::FILE* out) { PEM_write_X509(out, own_.certificate.get()); });
    write(folder_ / "key.pem",
          [&](std::FILE* out) { PEM_write_PrivateKey(out, own_.key.get(), nullptr, nullptr, 0, nullptr, nullptr); });
  }

  /// Begins a server; its port.
  std::string serve(const std::vector<std::string>& options = {}) {
    std::vector<std::string> words{python, SOURCE_ROOT "/tests/channels/mail_server.py", folder_.path().string()};
    words.insert(words.end(), options.begin(), options.end());
    server_.emplace(words);
    return server_->first_line();
  }

  std::string serve_encrypted(const std::string& how, std::vector<std::string> more = {}) {
    more.insert(more.end(), {"--encryption", how, "--certificate", (folder_ / "certificate.pem").string(), "--key",
                             (folder_ / "key.pem").string()});
    return serve(more);
  }

  ops::config settings(const std::string& address) const {
    ops::config values;
    values.alarm_email_server = address;
    values.alarm_email_from = "SecondBrain <sb@example.com>";
    values.alarm_email_to = {"me@example.com", "Jürgen <you@example.com>"};
    return values;
  }

  static delivery send(const ops::config& values, const notice& one = vault_alarm()) {
    const auto made = make_channels(values);
    EXPECT_TRUE(made) << made.error().message;
    return made->channels.at(0)->send(one, generous_limits());
  }

  json::value kept(int number) const { return json::parse(read_text(folder_ / (std::to_string(number) + ".json"))); }

  temporary_directory folder_;
  net::host_identity own_ = net::make_identity("IP:127.0.0.1");
  std::optional<server_program> server_;
};

TEST_F(email_channel_test, a_message_arrives_as_it_was_written) {
  auto one = vault_alarm();
  one.title = "Der Tresor fehlt: „Notizen“ sind nicht da, und zwar seit längerer Zeit schon, wie es aussieht";
  one.text = "Zeile eins\n.\n..zwei Punkte\nFrom hier\n" + std::string(300, 'x') + "ß\nEnde";
  const auto got = send(settings("smtp://127.0.0.1:" + serve()), one);
  ASSERT_TRUE(got.ended) << got.ended.error().message;
  const auto mail = kept(1);
  EXPECT_EQ(mail.at("envelope_from"), "sb@example.com");
  EXPECT_EQ(mail.at("envelope_to"), json::parse(R"(["me@example.com","you@example.com"])"));
  EXPECT_EQ(mail.at("headers").at("Subject"), json::value(one.title));
  EXPECT_EQ(mail.at("headers").at("From"), "SecondBrain <sb@example.com>");
  EXPECT_EQ(mail.at("headers").at("To"), "me@example.com, Jürgen <you@example.com>");
  EXPECT_EQ(mail.at("headers").at("Message-ID"), "<a-1.secondbrain@example.com>");
  EXPECT_THAT(std::string{mail.at("body").as_string()}, testing::StartsWith(one.text + "\n\nhttp://127.0.0.1:8000/"));
  EXPECT_TRUE(mail.at("defects").as_array().empty()) << json_text(mail.at("defects"));
}

TEST_F(email_channel_test, a_repeat_can_be_told_from_another_message) {
  const auto values = settings("smtp://127.0.0.1:" + serve());
  EXPECT_TRUE(send(values).ended);
  EXPECT_TRUE(send(values).ended);
  EXPECT_TRUE(send(values, vault_recovery()).ended);
  const auto id = [this](int number) { return kept(number).at("headers").at("Message-ID"); };
  EXPECT_EQ(id(1), id(2));
  EXPECT_NE(id(1), id(3));
}

TEST_F(email_channel_test, starttls_and_a_password) {
  const net::trusted_identity trusted{own_};
  auto values =
      settings("smtp://127.0.0.1:" + serve_encrypted("starttls", {"--user", "me", "--password", "correct-horse"}));
  values.alarm_email_user = "me";
  values.alarm_email_password = "correct-horse";
  const auto got = send(values);
  ASSERT_TRUE(got.ended) << got.ended.error().message;
  EXPECT_EQ(kept(1).at("encrypted"), true);
  EXPECT_EQ(kept(1).at("signed_in"), true);

  values.alarm_email_password = "wrong-horse";
  const auto refused = send(values);
  ASSERT_FALSE(refused.ended);
  EXPECT_EQ(refused.ended.error().code, errc::invalid_argument);
  EXPECT_THAT(refused.ended.error().message,
              AllOf(HasSubstr("refuses the user or the password"), Not(HasSubstr("horse"))));
}

TEST_F(email_channel_test, encryption_from_the_start_and_a_password) {
  const net::trusted_identity trusted{own_};
  auto values =
      settings("smtps://127.0.0.1:" + serve_encrypted("smtps", {"--user", "me", "--password", "correct-horse"}));
  values.alarm_email_user = "me";
  values.alarm_email_password = "correct-horse";
  const auto got = send(values);
  ASSERT_TRUE(got.ended) << got.ended.error().message;
  EXPECT_EQ(kept(1).at("encrypted"), true);
  EXPECT_EQ(kept(1).at("signed_in"), true);
}

TEST_F(email_channel_test, a_server_that_nobody_vouches_for_gets_nothing) {
  const net::trusted_identity trusted{net::make_identity("IP:127.0.0.1")};
  const auto port = serve_encrypted("smtps");
  const auto got = send(settings("smtps://127.0.0.1:" + port));
  ASSERT_FALSE(got.ended);
  EXPECT_EQ(got.ended.error().code, errc::unavailable) << "it may be put right there";
  EXPECT_THAT(got.ended.error().message, HasSubstr("certificate is not to be trusted"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "1.json"));
}

TEST_F(email_channel_test, the_wrong_kind_of_encryption_is_told) {
  const auto got = send(settings("smtps://127.0.0.1:" + serve()));
  ASSERT_FALSE(got.ended);
  EXPECT_EQ(got.ended.error().code, errc::unavailable);
  EXPECT_THAT(got.ended.error().message, HasSubstr("smtps:// is usual on port 465"));
}

}  // namespace
}  // namespace secondbrain::channels
