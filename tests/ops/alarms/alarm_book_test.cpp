#include "ops/alarms/alarm_book.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>

namespace secondbrain::ops {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr auto settle = 60s;
constexpr auto look = 30s;
constexpr wall_time noon{1770289200s};  // 2026-02-05 12:00 in Berlin

class alarm_book_test : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override { set_zone("Europe/Berlin"); }
  void TearDown() override { set_zone("UTC"); }

  static void set_zone(const char* name) {
    ::setenv("TZ", name, 1);
    ::tzset();
  }

  static wall_time at(const char* utc) {
    std::tm parts{};
    EXPECT_NE(::strptime(utc, "%Y-%m-%d %H:%M", &parts), nullptr);
    return std::chrono::system_clock::from_time_t(::timegm(&parts));
  }

  alarm_book& book() {
    if (!book_) book_.emplace(settings_, settle, clock_);
    return *book_;
  }

  std::vector<notice> see(finding found, const std::string& rule = rule_name()) {
    std::vector<observation> seen;
    for (const auto& one : alarm_rules())
      seen.push_back({one.name, one.name == rule ? found : finding::well, one.name == rule ? "It is broken." : ""});
    auto notices = book().take(seen);
    all_.insert(all_.end(), notices.begin(), notices.end());
    return notices;
  }

  /// Looks every half minute for so long.
  std::vector<notice> see_for(std::chrono::seconds duration, finding found, const std::string& rule = rule_name()) {
    std::vector<notice> notices;
    for (auto passed = 0s; passed < duration; passed += look) {
      for (auto& one : see(found, rule)) notices.push_back(one);
      clock_.advance(look);
    }
    return notices;
  }

  /// As after a restart, with what was durable, and so long after the last look.
  void restart(std::chrono::seconds down = 0s) {
    const auto memories = book().memories();
    const auto last_seen = std::chrono::floor<std::chrono::seconds>(clock_.now().time_since_epoch()).count();
    clock_.advance(down);
    book_.reset();
    book().remember(memories, last_seen);
  }

  static std::string rule_name() {
    const auto* param = testing::UnitTest::GetInstance()->current_test_info()->value_param();
    return param == nullptr ? "disk-low" : GetParam();
  }
  static const alarm_rule& rule() { return *find_alarm_rule(rule_name()); }
  std::chrono::seconds grace() const { return *(settings_.*rule().grace).after; }

  config settings_;
  manual_clock clock_{noon};
  std::vector<notice> all_;
  std::optional<alarm_book> book_;
};

class every_alarm_rule : public alarm_book_test {};

INSTANTIATE_TEST_SUITE_P(rules, every_alarm_rule, testing::ValuesIn([] {
                           std::vector<std::string> names;
                           for (const auto& one : alarm_rules()) names.emplace_back(one.name);
                           return names;
                         }()));

TEST_P(every_alarm_rule, fires_once_after_its_grace_and_recovers_once) {
  see_for(grace(), finding::trouble);
  EXPECT_THAT(all_, IsEmpty()) << "not before its grace";
  see_for(1h, finding::trouble);
  ASSERT_THAT(all_, SizeIs(1));
  EXPECT_EQ(all_[0].kind, notice_kind::alarm);
  EXPECT_EQ(all_[0].rule, rule_name());
  EXPECT_EQ(all_[0].severity, rule().severity);
  EXPECT_EQ(all_[0].title, rule().title);
  EXPECT_EQ(all_[0].text, "It is broken.");
  see_for(2h, finding::well);
  if (rule().recovery == recovery_notice::none) {
    EXPECT_THAT(all_, SizeIs(1));
    return;
  }
  ASSERT_THAT(all_, SizeIs(2));
  EXPECT_EQ(all_[1].kind, notice_kind::recovery);
  EXPECT_EQ(all_[1].title, rule().ending);
}

TEST_P(every_alarm_rule, says_nothing_of_what_ends_within_its_grace) {
  if (grace() == 0s) {
    EXPECT_THAT(see(finding::trouble), SizeIs(1)) << "it has no grace, and is told at once";
    return;
  }
  for (int times = 0; times < 10; ++times) {
    see_for(grace() - look, finding::trouble);
    see(finding::trouble);
    see_for(look, finding::well);
  }
  EXPECT_THAT(all_, IsEmpty());
}

TEST_P(every_alarm_rule, is_repeated_at_its_interval_while_it_lasts) {
  see_for(grace() + look + 50h, finding::trouble);
  if (rule().repeat == 0h) {
    EXPECT_THAT(all_, SizeIs(1));
    return;
  }
  ASSERT_THAT(all_, SizeIs(3));
  EXPECT_EQ(all_[1].title, "Still: " + std::string{rule().title});
}

TEST_P(every_alarm_rule, keeps_its_quiet_hours_over_midnight) {
  settings_.quiet_hours = parse_daily_span("22:00-07:00");
  clock_.set(at("2026-02-05 21:30"));  // 22:30 in Berlin
  see_for(8h, finding::trouble);       // until half past six
  if (rule().quiet == quiet_policy::breaks_through) {
    EXPECT_THAT(all_, SizeIs(1));
    return;
  }
  EXPECT_THAT(all_, IsEmpty());
  see_for(1h, finding::trouble);
  ASSERT_THAT(all_, SizeIs(1)) << "it is told when they end";
  EXPECT_EQ(all_[0].title, rule().title);
}

TEST_P(every_alarm_rule, what_came_and_went_in_quiet_hours_is_told_once_afterwards) {
  settings_.quiet_hours = parse_daily_span("22:00-07:00");
  clock_.set(at("2026-02-05 21:30"));
  see_for(2h, finding::trouble);
  see_for(6h, finding::well);
  if (rule().quiet == quiet_policy::breaks_through) {
    EXPECT_THAT(all_, SizeIs(2)) << "alarm and end are told at the time";
    return;
  }
  EXPECT_THAT(all_, IsEmpty());
  see_for(3h, finding::well);
  if (rule().recovery == recovery_notice::none) {
    EXPECT_THAT(all_, IsEmpty()) << "its end is of no interest";
    return;
  }
  ASSERT_THAT(all_, SizeIs(1));
  EXPECT_EQ(all_[0].kind, notice_kind::recovery);
  EXPECT_EQ(all_[0].title, std::string{rule().title} + ": over by now");
  EXPECT_THAT(all_[0].text, HasSubstr("It is broken."));
}

TEST_P(every_alarm_rule, says_nothing_anew_after_a_restart) {
  see_for(grace() + 1h, finding::trouble);
  ASSERT_THAT(all_, SizeIs(1));
  restart();
  see_for(1h, finding::trouble);
  EXPECT_THAT(all_, SizeIs(1));
  restart();
  see_for(1h, finding::well);
  EXPECT_THAT(all_, SizeIs(rule().recovery == recovery_notice::none ? 1 : 2));
  restart();
  see_for(1h, finding::well);
  EXPECT_THAT(all_, SizeIs(rule().recovery == recovery_notice::none ? 1 : 2));
}

TEST_P(every_alarm_rule, that_is_off_says_nothing) {
  settings_.*rule().grace = {};
  see_for(50h, finding::trouble);
  EXPECT_THAT(all_, IsEmpty());
  EXPECT_FALSE(book().silence(rule_name(), 1h));
  for (const auto& state : book().states()) EXPECT_EQ(state.grace_seconds.has_value(), state.rule != rule_name());
}

TEST_F(alarm_book_test, a_wall_clock_that_jumps_a_year_there_and_back_tells_nothing_anew) {
  see_for(1h, finding::trouble);
  ASSERT_THAT(all_, SizeIs(1));
  clock_.set(noon + 365 * 24h);
  see_for(1h, finding::trouble);
  clock_.set(noon - 365 * 24h);
  see_for(1h, finding::trouble);
  EXPECT_THAT(all_, SizeIs(1));
  restart();
  see_for(1h, finding::trouble);
  EXPECT_THAT(all_, SizeIs(1)) << "not after a restart in the past either";
  clock_.set(noon + 365 * 24h);
  restart();
  see_for(1h, finding::trouble);
  EXPECT_THAT(all_, SizeIs(2)) << "at most one reminder after a restart in the future";
}

TEST_F(alarm_book_test, a_grace_goes_on_after_a_restart_without_the_time_that_nobody_looked) {
  see_for(grace() - 2 * look, finding::trouble);
  restart(8h);
  see_for(2 * look, finding::trouble);
  EXPECT_THAT(all_, IsEmpty());
  EXPECT_THAT(see(finding::trouble), SizeIs(1));
}

TEST_F(alarm_book_test, a_grace_passes_however_often_the_service_is_restarted) {
  for (int times = 0; times < 10; ++times) {
    see_for(grace() / 5, finding::trouble);
    restart();
  }
  EXPECT_THAT(all_, SizeIs(1));
}

TEST_F(alarm_book_test, what_was_pending_is_not_well_before_the_parts_that_have_just_started_know) {
  see_for(grace() - 2 * look, finding::trouble);
  restart();
  see(finding::well);
  clock_.advance(look);
  see_for(2 * look, finding::trouble);
  EXPECT_THAT(all_, SizeIs(1));
}

TEST_F(alarm_book_test, what_was_pending_and_stays_well_is_over) {
  see_for(grace() - look, finding::trouble);
  restart();
  see_for(settle + look, finding::well);
  see_for(grace(), finding::trouble);
  EXPECT_THAT(all_, IsEmpty()) << "its grace begins anew";
}

TEST_F(alarm_book_test, how_long_it_lasted_does_not_follow_a_clock_that_is_set) {
  for (const auto jump : {24h, -24h}) {
    all_.clear();
    see_for(grace() + 20min, finding::trouble);
    clock_.set(clock_.now() + jump);
    see_for(3h, finding::well);
    ASSERT_THAT(all_, SizeIs(2));
    EXPECT_THAT(all_[1].text, testing::EndsWith(" for 25 min."));
  }
}

TEST_F(alarm_book_test, how_long_it_lasted_counts_from_before_a_restart) {
  see_for(1h, finding::trouble);
  restart(1h);
  see_for(3h, finding::well);
  ASSERT_THAT(all_, SizeIs(2));
  EXPECT_THAT(all_[1].text, testing::EndsWith(" for 2 h."));
}

TEST_F(alarm_book_test, what_cannot_be_known_changes_nothing) {
  see_for(1h, finding::trouble);
  see_for(5h, finding::unknown);
  EXPECT_THAT(all_, SizeIs(1));
  see_for(1h, finding::well);
  EXPECT_THAT(all_, SizeIs(2));
  see_for(5h, finding::unknown);
  EXPECT_THAT(all_, SizeIs(2));
}

TEST_F(alarm_book_test, what_comes_and_goes_all_day_is_no_storm) {
  for (int times = 0; times < 24 * 4; ++times) {
    see_for(10min, finding::trouble);
    see_for(5min, finding::well);
  }
  EXPECT_LE(all_.size(), 12U);
  see_for(3h, finding::well);
  EXPECT_EQ(all_.back().kind, notice_kind::recovery);
}

TEST_F(alarm_book_test, a_moment_that_is_well_ends_no_alarm) {
  see_for(1h, finding::trouble);
  see(finding::well);
  clock_.advance(look);
  see_for(1h, finding::trouble);
  EXPECT_THAT(all_, SizeIs(1));
}

TEST_F(alarm_book_test, a_silence_holds_its_rule_back_and_no_other) {
  ASSERT_TRUE(book().silence("disk-low", 2h));
  see_for(1h, finding::trouble);
  EXPECT_THAT(all_, IsEmpty());
  see_for(1h, finding::trouble, "sync-failed");
  see_for(1h, finding::trouble, "sync-failed");
  EXPECT_THAT(all_, SizeIs(1));
  see_for(1h, finding::trouble);
  ASSERT_THAT(all_, SizeIs(3)) << "the silence is over; so is the trouble of the sync";
}

TEST_F(alarm_book_test, what_is_over_within_a_silence_is_not_told) {
  ASSERT_TRUE(book().silence("disk-low", 2h));
  see_for(1h, finding::trouble);
  see_for(4h, finding::well);
  EXPECT_THAT(all_, IsEmpty());
}

TEST_F(alarm_book_test, the_end_of_what_was_told_is_told_after_the_silence) {
  see_for(1h, finding::trouble);
  ASSERT_TRUE(book().silence("disk-low", 2h));
  see_for(1h, finding::well);
  EXPECT_THAT(all_, SizeIs(1));
  see_for(2h, finding::well);
  EXPECT_THAT(all_, SizeIs(2));
}

TEST_F(alarm_book_test, a_silence_outlives_a_restart_and_can_be_ended) {
  ASSERT_TRUE(book().silence("disk-low", 2h));
  clock_.advance(1h);
  restart();
  see_for(30min, finding::trouble);
  EXPECT_THAT(all_, IsEmpty());
  const auto until = book().states()[1].silenced_until;
  EXPECT_THAT(until, HasSubstr("2026-02-05T13:00"));
  ASSERT_TRUE(book().silence("disk-low", 0s));
  see(finding::trouble);
  EXPECT_THAT(all_, SizeIs(1));
  EXPECT_EQ(book().states()[1].silenced_until, "");
}

TEST_F(alarm_book_test, there_is_no_silence_for_what_is_no_rule) {
  const auto refused = book().silence("nonsense", 1h);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::not_found);
  EXPECT_THAT(refused.error().message, HasSubstr("secondbrain alarms"));
}

TEST_F(alarm_book_test, quiet_hours_are_those_of_the_wall_also_when_summer_time_begins_and_ends) {
  settings_.quiet_hours = parse_daily_span("22:00-07:00");
  struct change {
    const char* evening;
    const char* still_quiet;
    const char* over;
  };
  for (const auto& [evening, still_quiet, over] :
       {change{"2026-03-28 21:30", "2026-03-29 04:59", "2026-03-29 05:00"},     // the night is an hour shorter
        change{"2026-10-24 20:30", "2026-10-25 05:59", "2026-10-25 06:00"}}) {  // an hour longer
    for (const auto& [moment, quiet] :
         {std::pair{evening, true}, std::pair{still_quiet, true}, std::pair{over, false}}) {
      clock_.set(at(moment));
      EXPECT_EQ(book().is_quiet(), quiet) << moment;
    }
  }
}

TEST_F(alarm_book_test, it_says_when_the_next_grace_ends) {
  EXPECT_FALSE(book().next_due());
  see(finding::trouble);
  EXPECT_EQ(book().next_due(), 5min);
  clock_.advance(4min);
  EXPECT_EQ(book().next_due(), 1min);
  see_for(5min, finding::trouble);
  EXPECT_FALSE(book().next_due());
}

// ---- a further cause ----

class alarm_causes : public alarm_book_test {
 protected:
  /// Looks every half minute for so long, and sees trouble with these causes.
  std::vector<notice> suffer(std::chrono::seconds duration, const std::vector<std::string>& causes) {
    std::vector<notice> notices;
    for (auto passed = 0s; passed < duration; passed += look) {
      std::string text;
      for (const auto& one : causes) text += one + ". ";
      auto told = book().take({{rule_name(), causes.empty() ? finding::well : finding::trouble, text, causes}});
      notices.insert(notices.end(), told.begin(), told.end());
      clock_.advance(look);
    }
    return notices;
  }
};

TEST_F(alarm_causes, a_further_one_is_told_once_it_has_lasted_the_grace) {
  ASSERT_THAT(suffer(2 * grace(), {"first"}), SizeIs(1));
  EXPECT_THAT(suffer(grace(), {"first", "second"}), IsEmpty()) << "not before its grace";
  const auto told = suffer(1h, {"first", "second"});
  ASSERT_THAT(told, SizeIs(1)) << "once";
  EXPECT_EQ(told[0].title, "Update: " + std::string{rule().title});
  EXPECT_THAT(told[0].text, HasSubstr("second"));
  EXPECT_THAT(suffer(1h, {"third"}), SizeIs(1)) << "also one that takes the place of the others";
}

TEST_F(alarm_causes, what_was_told_together_is_not_told_again_one_by_one) {
  ASSERT_THAT(suffer(2 * grace(), {"first", "second"}), SizeIs(1));
  EXPECT_THAT(suffer(30min, {"second"}), IsEmpty());
  EXPECT_THAT(suffer(30min, {"first"}), IsEmpty()) << "it comes and goes";
}

TEST_F(alarm_causes, one_that_comes_back_after_an_hour_is_told_again) {
  ASSERT_THAT(suffer(2 * grace(), {"first", "second"}), SizeIs(1));
  EXPECT_THAT(suffer(2h, {"second"}), IsEmpty());
  EXPECT_THAT(suffer(2 * grace(), {"first", "second"}), SizeIs(1));
}

TEST_F(alarm_causes, a_restart_tells_none_anew_and_forgets_none) {
  ASSERT_THAT(suffer(2 * grace(), {"first"}), SizeIs(1));
  restart();
  EXPECT_THAT(suffer(2 * grace(), {"first"}), IsEmpty());
  EXPECT_THAT(suffer(grace() - look, {"first", "second"}), IsEmpty());
  restart(1h);
  EXPECT_THAT(suffer(2 * grace(), {"first", "second"}), SizeIs(1));
}

TEST_F(alarm_causes, an_alarm_told_by_an_earlier_version_is_not_told_anew) {
  alarm_memory kept;
  kept.rule = rule_name();
  kept.phase = alarm_phase::firing;
  kept.since = kept.told = std::chrono::floor<std::chrono::seconds>(clock_.now().time_since_epoch()).count();
  book().remember({kept}, kept.since);
  EXPECT_THAT(suffer(1h, {"first"}), IsEmpty());
  EXPECT_THAT(suffer(1h, {"first", "second"}), SizeIs(1));
}

TEST_F(alarm_causes, are_held_back_by_a_silence_and_told_afterwards) {
  ASSERT_THAT(suffer(2 * grace(), {"first"}), SizeIs(1));
  ASSERT_TRUE(book().silence(rule_name(), 2h));
  EXPECT_THAT(suffer(1h, {"first", "second"}), IsEmpty());
  EXPECT_THAT(suffer(2h, {"first", "second"}), SizeIs(1));
}

TEST_F(alarm_causes, what_is_over_is_well_whatever_there_was) {
  suffer(2 * grace(), {"first", "second"});
  ASSERT_THAT(suffer(2h, {}), SizeIs(1));
  EXPECT_THAT(suffer(grace(), {"second"}), IsEmpty());
  const auto told = suffer(2 * grace(), {"second"});
  ASSERT_THAT(told, SizeIs(1));
  EXPECT_EQ(told[0].title, rule().title);
}

}  // namespace
}  // namespace secondbrain::ops
