#include "ops/alarms/daily_briefing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>

namespace secondbrain::ops {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

class daily_briefing : public testing::Test {
 protected:
  void SetUp() override { set_zone("Europe/Berlin"); }
  void TearDown() override { set_zone("UTC"); }

  static void set_zone(const char* name) {
    ::setenv("TZ", name, 1);
    ::tzset();
  }

  /// Looks every half minute from one moment to another, except while the machine sleeps.
  void live(const char* from, const char* until, const char* asleep_from = nullptr, const char* awake_from = nullptr) {
    for (auto now = moment(from); now < moment(until); now += 30s) {
      if (asleep_from != nullptr && now >= moment(asleep_from) && now < moment(awake_from)) continue;
      const auto local = local_time_of(now);
      if (auto day = briefing_due(at_, local, days_)) {
        days_.push_back(*day);
        sent_.push_back(local.day + " " + text_of(local.time));
      }
    }
  }

  static wall_time moment(const char* local) {
    std::tm parts{};
    EXPECT_NE(::strptime(local, "%Y-%m-%d %H:%M", &parts), nullptr);
    parts.tm_isdst = -1;
    return std::chrono::system_clock::from_time_t(::mktime(&parts));
  }

  time_of_day at_{450};
  std::vector<std::string> days_;
  std::vector<std::string> sent_;
};

TEST_F(daily_briefing, is_due_once_a_day_at_its_hour) {
  live("2026-02-05 00:00", "2026-02-07 12:00");
  EXPECT_THAT(sent_, ElementsAre("2026-02-05 07:30", "2026-02-06 07:30", "2026-02-07 07:30"));
}

TEST_F(daily_briefing, is_caught_up_after_sleep_for_today_alone) {
  live("2026-02-05 06:00", "2026-02-08 00:00", "2026-02-05 22:00", "2026-02-07 10:15");
  EXPECT_THAT(sent_, ElementsAre("2026-02-05 07:30", "2026-02-07 10:15"));
}

TEST_F(daily_briefing, comes_once_when_summer_time_leaves_its_hour_out_or_repeats_it) {
  at_ = {150};  // 02:30
  live("2026-03-29 00:00", "2026-03-29 20:00");
  EXPECT_THAT(sent_, ElementsAre("2026-03-29 03:00"));
  sent_.clear();
  live("2026-10-25 00:00", "2026-10-25 20:00");
  EXPECT_THAT(sent_, ElementsAre("2026-10-25 02:30"));
}

TEST_F(daily_briefing, a_clock_that_jumps_a_year_and_back_has_none_sent_twice) {
  live("2026-02-05 07:00", "2026-02-05 08:00");
  live("2027-02-05 08:00", "2027-02-05 09:00");
  live("2026-02-05 09:00", "2026-02-05 12:00");
  EXPECT_THAT(sent_, ElementsAre("2026-02-05 07:30", "2027-02-05 08:00"));
}

TEST_F(daily_briefing, that_waits_for_a_channel_of_before_is_made_anew) {
  const auto waiting = [](bool under_way) {
    alarm_records kept;
    kept.briefing_days = {"2026-02-05", "2026-02-06"};
    kept.briefing = briefing_outcome::waiting;
    queued_notice one;
    one.channel = "webhook";
    one.told.kind = notice_kind::briefing;
    one.under_way = under_way;
    kept.queue = {queued_notice{}, one};
    return kept;
  };
  auto kept = waiting(false);
  reclaim_briefing(kept, "webhook");
  EXPECT_EQ(kept.queue.size(), 2U) << "it is still its channel";
  reclaim_briefing(kept, "email");
  EXPECT_EQ(kept.queue.size(), 1U);
  EXPECT_THAT(kept.briefing_days, ElementsAre("2026-02-05"));
  kept = waiting(true);
  reclaim_briefing(kept, "email");
  EXPECT_EQ(kept.briefing_days.size(), 2U) << "it may have arrived";
  kept = waiting(false);
  kept.queue.back().told.id = "asked";
  kept.channels.emplace_back();
  kept.channels.back().channel = "webhook";
  kept.channels.back().briefing_id = "asked";
  reclaim_briefing(kept, "email");
  EXPECT_EQ(kept.briefing_days.size(), 2U) << "it is none of the daily ones";
}

TEST_F(daily_briefing, its_text_has_what_the_day_has) {
  briefing day;
  day.today = "2026-02-06";
  day.today_display = "Friday, February 6, 2026";
  EXPECT_EQ(briefing_notice(day).text, "Nothing is due today.\n\n0 open tasks altogether.");
  task call;
  call.text = "Call Ann";
  call.category = "Home";
  call.sub_project = "Garden";
  call.due_date = "2026-02-01";
  call.days_open = 9;
  day.overdue_tasks = {call};
  day.due_today_tasks = std::vector<task>(17, call);
  day.aging_followups = {call};
  day.today_events = {{"Dentist", "2026-02-06", "14:30", "", ""}, {"Fair", "2026-02-06", "", "", ""}};
  day.today_context = daily_context{"2026-02-06", {"Write"}, {"a note"}};
  day.total_open = 1;
  const auto made = briefing_notice(day);
  EXPECT_EQ(made.kind, notice_kind::briefing);
  EXPECT_EQ(made.title, "Briefing for Friday, February 6, 2026");
  std::string due;
  for (int i = 0; i < 15; ++i) due += "- Call Ann (Home, Garden), open for 9 days\n";
  EXPECT_EQ(
      made.text,
      "Events\n- 14:30  Dentist\n- all day  Fair\n\nOverdue\n- Call Ann (Home, Garden), due 2026-02-01, open for 9 "
      "days\n\nFor today\n" +
          due +
          "and 2 more\n\nOpen for a long time\n"
          "- Call Ann (Home, Garden), open for 9 days\n\nFocus\n- Write\n\n1 open task altogether.");
}

}  // namespace
}  // namespace secondbrain::ops
