#include "channels/command_channel.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/record_json.hpp"
#include "tests/channels/notices.hpp"
#include "tests/channels/own_programs.hpp"
#include "tests/net/limits.hpp"

namespace secondbrain::channels {
namespace {

using namespace std::chrono_literals;
using net::generous_limits;
using net::limits_of;
using ::testing::HasSubstr;

class command_channel_test : public ::testing::Test {
 protected:
  /// Its own words reach the program, and the notice.
  delivery send(const std::string& script, const notice& one = vault_alarm(),
                const net::call_limits& limits = generous_limits()) {
    programs_.write("tell", script);
    return command_channel{{"tell", "--to", "the owner; $HOME"}}.send(one, limits);
  }

  std::string written(const std::string& name) const { return read_text(programs_.file(name)); }

  own_programs programs_;
};

TEST_F(command_channel_test, the_program_reads_the_notice) {
  ASSERT_TRUE(send("cat >" + programs_.file("notice") + "; printf '%s|' \"$@\" >" + programs_.file("words")).ended);
  const auto read = checked_from_json<notice>(boost::json::parse(written("notice")));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->id, "a-1");
  EXPECT_EQ(read->text, vault_alarm().text);
  EXPECT_EQ(written("words"), "--to|the owner; $HOME|");
}

TEST_F(command_channel_test, the_most_of_it_is_in_its_environment) {
  auto one = vault_alarm();
  one.title = "Two\nlines";
  ASSERT_TRUE(send("env >" + programs_.file("environment"), one).ended);
  for (const auto* line : {"SECONDBRAIN_NOTICE_ID=a-1\n", "SECONDBRAIN_NOTICE_KIND=alarm\n",
                           "SECONDBRAIN_NOTICE_SEVERITY=critical\n", "SECONDBRAIN_NOTICE_RULE=vault_missing\n",
                           "SECONDBRAIN_NOTICE_TITLE=Two lines\n", "SECONDBRAIN_NOTICE_LINK=http://127.0.0.1:8000/\n"})
    EXPECT_THAT(written("environment"), HasSubstr(line));
}

TEST_F(command_channel_test, what_it_complains_of_first_is_told) {
  const auto got = send("echo >&2; echo 'no bell \x1b[31mhere' >&2; echo more >&2; exit 9");
  ASSERT_FALSE(got.ended);
  EXPECT_EQ(got.ended.error().code, errc::unavailable);
  EXPECT_EQ(got.ended.error().message, "tell ended with 9: no bell [31mhere");
  EXPECT_FALSE(got.may_have_arrived) << "it says that it did not work";
}

TEST_F(command_channel_test, what_it_complains_of_is_told_without_secrets) {
  programs_.write("tell",
                  "echo 'cannot log in as me with swordfish-7: https://me:pw@host/hook/abc says no' >&2; exit 1");
  const auto got = command_channel{{"tell"}, {"swordfish-7"}}.send(vault_alarm(), generous_limits());
  ASSERT_FALSE(got.ended);
  EXPECT_EQ(got.ended.error().message, "tell ended with 1: cannot log in as me with ****: https://host/**** says no");
}

TEST_F(command_channel_test, no_piece_of_a_secret_is_told_where_its_complaint_is_cut) {
  for (int before = 65'536 - 15; before < 65'536; before += 3) {
    programs_.write("tell", "head -c " + std::to_string(before) + " /dev/zero | tr '\\0' ' ' >&2; " +
                                "echo 'x swordfish-and-more is wrong' >&2; exit 1");
    const auto got = command_channel{{"tell"}, {"swordfish-and-more"}}.send(vault_alarm(), generous_limits());
    ASSERT_FALSE(got.ended);
    EXPECT_THAT(got.ended.error().message, testing::Not(HasSubstr("sw"))) << before;
  }
}

TEST_F(command_channel_test, a_program_that_hangs_is_ended) {
  const auto got = send("sleep 600", vault_alarm(), limits_of(300ms));
  ASSERT_FALSE(got.ended);
  EXPECT_EQ(got.ended.error().code, errc::timeout);
  EXPECT_TRUE(got.may_have_arrived) << "nobody knows how far it came";
  EXPECT_TRUE(send("kill -9 $$").may_have_arrived);
}

TEST_F(command_channel_test, a_program_that_is_not_there_is_told) {
  const auto got = command_channel{{"/no/such/bell"}}.send(vault_alarm(), generous_limits());
  ASSERT_FALSE(got.ended);
  EXPECT_EQ(got.ended.error().code, errc::not_found);
  EXPECT_FALSE(got.may_have_arrived);
  EXPECT_EQ(got.ended.error().message, "there is no program /no/such/bell; correct SECONDBRAIN_ALARM_COMMAND");
}

}  // namespace
}  // namespace secondbrain::channels
