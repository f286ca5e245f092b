#include "channels/desktop_channel.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/channels/notices.hpp"
#include "tests/channels/own_programs.hpp"
#include "tests/net/limits.hpp"

namespace secondbrain::channels {
namespace {

using net::generous_limits;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(desktop_program_test, text_stays_text_and_a_dash_is_no_option) {
  auto one = vault_alarm();
  one.title = "--hint\n<b>";
  one.text = "a < b && <a href='x'>";
  EXPECT_THAT(desktop_program(desktop::freedesktop, one).arguments,
              ElementsAre("notify-send", "--app-name=SecondBrain", "--urgency=critical", "--", "--hint <b>",
                          "a &lt; b &amp;&amp; &lt;a href='x'&gt;"));
  const auto mac = desktop_program(desktop::macos, one).arguments;
  EXPECT_EQ(mac.front(), "osascript");
  EXPECT_EQ(mac[mac.size() - 2], "--hint <b>") << "an argument of the script, no part of it";
  EXPECT_EQ(mac.back(), one.text);
}

TEST(desktop_program_test, only_alarms_are_urgent) {
  const auto urgency = [](const notice& one) { return desktop_program(desktop::freedesktop, one).arguments.at(2); };
  auto one = vault_alarm();
  one.severity = alarm_severity::warning;
  EXPECT_EQ(urgency(one), "--urgency=normal");
  EXPECT_EQ(urgency(vault_recovery()), "--urgency=low");
}

TEST(desktop_channel_test, runs_the_program_of_the_desktop) {
  const own_programs programs;
  programs.write("notify-send", "printf '%s\\n' \"$@\" >" + programs.file("shown"));
  EXPECT_TRUE(desktop_channel{desktop::freedesktop}.send(vault_alarm(), generous_limits()).ended);
  EXPECT_THAT(read_text(programs.file("shown")), HasSubstr("--\nThe vault is missing\nThere is no folder"));
}

TEST(desktop_channel_test, says_what_to_do_when_there_is_no_such_program_or_no_desktop) {
  const own_programs programs;
  for (const auto kind : {desktop::freedesktop, desktop::macos}) {
    const auto absent = desktop_channel{kind}.send(vault_alarm(), generous_limits());
    ASSERT_FALSE(absent.ended);
    EXPECT_EQ(absent.ended.error().code, errc::not_found);
    EXPECT_THAT(absent.ended.error().message, HasSubstr("SECONDBRAIN_ALARM_DESKTOP"));
  }
  programs.write("notify-send", "echo 'Cannot autolaunch D-Bus without X11 $DISPLAY' >&2; exit 1");
  const auto failed = desktop_channel{desktop::freedesktop}.send(vault_alarm(), generous_limits());
  ASSERT_FALSE(failed.ended);
  EXPECT_EQ(failed.ended.error().code, errc::unavailable);
  EXPECT_THAT(failed.ended.error().message, HasSubstr("notify-send ended with 1: Cannot autolaunch D-Bus"));
}

}  // namespace
}  // namespace secondbrain::channels
