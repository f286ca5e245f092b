#include "stores/alarm_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/json.hpp"
#include "base/record_json.hpp"
#include "tests/base/no_file.hpp"
#include "tests/base/temporary_directory.hpp"

namespace secondbrain::stores {
namespace {

using testing::HasSubstr;

class alarm_file_test : public testing::Test {
 protected:
  temporary_directory folder_;
  std::filesystem::path file_ = folder_ / "alarms.json";
};

alarm_records everything() {
  alarm_records records;
  records.rules.push_back({"disk-low", alarm_phase::firing, 10, 0, 20, "Only 0.1 GiB are free.\n", 30, 3600});
  records.rules.back().causes = {{"disk", 10, true}, {"disk/error", 15, false}};
  channel_memory channel;
  channel.channel = "ntfy";
  channel.failures = 3;
  channel.trouble = "It does not answer: \"no\".";
  channel.test = test_outcome::failed;
  channel.asked = 20;
  channel.set_aside = 1;
  channel.last_set_aside = "One was refused.";
  records.channels.push_back(channel);
  queued_notice queued;
  queued.number = 7;
  queued.channel = "ntfy";
  queued.told = {"id",       notice_kind::recovery, alarm_severity::critical, "disk-low", "Title", "Text\n", "then",
                 "http://x/"};
  queued.under_way = true;
  queued.failures = 5;
  queued.others_arrived = true;
  records.queue.push_back(queued);
  records.briefing_days = {"2026-02-05"};
  records.briefing = briefing_outcome::may_have_arrived;
  records.starts = {1, 2};
  records.is_running = true;
  records.tested_at = 5;
  records.seen_at = 6;
  return records;
}

TEST_F(alarm_file_test, one_that_is_not_there_remembers_nothing) {
  const auto opened = open_alarm_file(file_).value();
  EXPECT_EQ(to_json(opened.records), to_json(alarm_records{}));
  EXPECT_EQ(opened.damage, "");
}

TEST_F(alarm_file_test, everything_comes_back) {
  ASSERT_TRUE(write_alarm_file(file_, everything()));
  EXPECT_EQ(to_json(open_alarm_file(file_).value().records), to_json(everything()));
}

TEST_F(alarm_file_test, one_of_before_these_were_kept_is_read) {
  auto written = to_json(everything());
  written.erase("briefing");
  for (auto& rule : written.at("rules").as_array()) rule.as_object().erase("lasted");
  write_text(file_, json_text(written));
  const auto opened = open_alarm_file(file_).value();
  EXPECT_EQ(opened.damage, "");
  EXPECT_EQ(opened.records.rules.size(), 1U);
}

TEST_F(alarm_file_test, one_that_makes_no_sense_is_moved_aside_and_said) {
  for (const auto* text : {"{", "[]", "{\"rules\":3}", ""}) {
    write_text(file_, text);
    const auto opened = open_alarm_file(file_).value();
    EXPECT_THAT(opened.damage, HasSubstr("kept as alarms.json.corrupt-")) << text;
    EXPECT_EQ(to_json(opened.records), to_json(alarm_records{}));
    EXPECT_FALSE(std::filesystem::exists(file_));
  }
}

TEST_F(alarm_file_test, it_is_for_its_owner_only) {
  ASSERT_TRUE(write_alarm_file(file_, {}));
  EXPECT_EQ(std::filesystem::status(file_).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(alarm_file_test, what_is_no_file_is_moved_aside_and_waited_for_by_nobody) {
  for (const auto* kind : kinds_of_no_file) {
    put_no_file(file_, kind);
    const auto opened = open_alarm_file(file_);
    ASSERT_TRUE(opened) << kind << ": " << opened.error().message;
    EXPECT_THAT(opened->damage, HasSubstr("alarms.json.corrupt-")) << kind;
    EXPECT_TRUE(write_alarm_file(file_, everything())) << kind;
    EXPECT_EQ(open_alarm_file(file_)->damage, "") << kind;
  }
}

}  // namespace
}  // namespace secondbrain::stores
