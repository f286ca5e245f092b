#include "tests/actors/alarm_service.hpp"

namespace secondbrain::actors {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Ne;
using testing::SizeIs;

TEST_F(alarm_actor_test, an_alarm_and_its_end_arrive_once_over_every_channel) {
  start({ntfy_, email_});
  look_on();
  EXPECT_THAT(ntfy_->outline(), IsEmpty());
  disk_low_ = true;
  EXPECT_TRUE(eventually([&] { return ntfy_->arrived().size() == 1 && email_->arrived().size() == 1; }));
  look_on();
  disk_low_ = false;
  look_on();
  clock_.advance(1h);
  EXPECT_TRUE(eventually([&] { return ntfy_->arrived().size() == 2 && email_->arrived().size() == 2; }));
  look_on();
  EXPECT_THAT(ntfy_->outline(), ElementsAre("alarm disk-low", "recovery disk-low"));
  const auto arrived = ntfy_->arrived();
  EXPECT_EQ(arrived[0].text, "Only 0.1 GiB are free.");
  EXPECT_FALSE(arrived[0].id.empty());
  EXPECT_NE(arrived[0].id, arrived[1].id);
  EXPECT_EQ(rule("disk-low").phase, alarm_phase::calm);
}

TEST_F(alarm_actor_test, a_restart_between_firing_and_delivery_neither_loses_nor_doubles) {
  ntfy_->failure = errc::unavailable;
  disk_low_ = true;
  start({ntfy_});
  EXPECT_TRUE(eventually([&] { return ntfy_->attempts > 0; }));
  stop();
  EXPECT_THAT(ntfy_->arrived(), IsEmpty());
  ntfy_->failure = errc::none;
  clock_.advance(10min);
  start({ntfy_});
  EXPECT_TRUE(eventually([&] { return ntfy_->arrived().size() == 1; }));
  look_on();
  stop();
  start({ntfy_});
  look_on();
  EXPECT_THAT(ntfy_->outline(), ElementsAre("alarm disk-low"));
}

TEST_F(alarm_actor_test, a_crash_of_the_rules_repeats_nothing) {
  disk_low_ = true;
  start({ntfy_});
  EXPECT_TRUE(eventually([&] { return channel("ntfy").delivered == 1; }));
  ASSERT_TRUE(tree_->crash("root/rules", crash_kind::between_requests));
  EXPECT_TRUE(eventually([&] { return tree_->registry().find("root/rules")->read().restarts == 1; }));
  look_on(5);
  EXPECT_THAT(ntfy_->outline(), ElementsAre("alarm disk-low"));
}

TEST_F(alarm_actor_test, a_channel_that_hangs_holds_up_no_other) {
  ntfy_->hangs = true;
  disk_low_ = true;
  start({ntfy_, email_});
  EXPECT_TRUE(eventually([&] { return email_->arrived().size() == 1; }));
  look_on();
  EXPECT_EQ(channel("ntfy").waiting, 1U);
  ntfy_->hangs = false;
  EXPECT_TRUE(eventually([&] { return ntfy_->arrived().size() == 1; }));
}

TEST_F(alarm_actor_test, a_look_that_hangs_is_told_and_does_not_hold_up_the_rest) {
  longest_look_ = 50ms;
  look_hangs_ = true;
  start({ntfy_});
  EXPECT_TRUE(eventually([&] { return ntfy_->arrived().size() == 1; }));
  EXPECT_THAT(ntfy_->outline(), ElementsAre("alarm part-hung"));
  EXPECT_THAT(ntfy_->arrived()[0].text, HasSubstr("disk does not answer"));
  ASSERT_TRUE(alarms_.ask(send_alarm_test{}, 60s));
  EXPECT_TRUE(eventually([&] { return ntfy_->arrived().size() == 2; }));
  look_hangs_ = false;
}

TEST_F(alarm_actor_test, a_failing_channel_is_tried_again_with_growing_pauses) {
  ntfy_->failure = errc::unavailable;
  disk_low_ = true;
  start({ntfy_});
  EXPECT_TRUE(eventually([&] { return channel("ntfy").failures == 1; }));
  look_on();
  EXPECT_EQ(ntfy_->attempts, 1) << "it pauses";
  clock_.advance(1s);
  EXPECT_TRUE(eventually([&] { return channel("ntfy").failures == 2; }));
  clock_.advance(1s);
  look_on();
  EXPECT_EQ(ntfy_->attempts, 2) << "for longer";
  EXPECT_EQ(channel("ntfy").trouble, "ntfy answers 500");
  ntfy_->failure = errc::none;
  clock_.advance(10s);
  EXPECT_TRUE(eventually([&] { return channel("ntfy").delivered == 1; }));
  EXPECT_EQ(channel("ntfy").trouble, "");
}

TEST_F(alarm_actor_test, a_test_goes_through_every_channel_and_says_what_became_of_it) {
  email_->failure = errc::invalid_argument;
  start({ntfy_, email_});
  const auto begun = alarms_.ask(send_alarm_test{}, 60s);
  ASSERT_TRUE(begun);
  EXPECT_THAT(begun->channels, ElementsAre("ntfy", "email"));
  EXPECT_TRUE(eventually([&] { return channel("ntfy").test == test_outcome::delivered; }));
  EXPECT_TRUE(eventually([&] { return channel("email").test == test_outcome::failed; }));
  EXPECT_EQ(channel("email").test_id, begun->id);
  EXPECT_TRUE(channel("email").needs_owner);
  EXPECT_EQ(ntfy_->arrived()[0].id, begun->id);
}

TEST_F(alarm_actor_test, there_is_no_test_without_a_channel) {
  start({});
  const auto refused = alarms_.ask(send_alarm_test{}, 60s);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::conflict);
  EXPECT_THAT(refused.error().message, HasSubstr("No channel is set up"));
}

TEST_F(alarm_actor_test, a_test_is_sent_by_itself_at_first_and_then_weekly) {
  settings_.alarm_test_interval = 168h;
  start({ntfy_});
  EXPECT_TRUE(eventually([&] { return ntfy_->arrived().size() == 1; }));
  stop();
  clock_.advance(167h);
  start({ntfy_});
  look_on();
  EXPECT_THAT(ntfy_->arrived(), SizeIs(1));
  clock_.advance(1h);
  EXPECT_TRUE(eventually([&] { return ntfy_->arrived().size() == 2; }));
  look_on();
  EXPECT_THAT(ntfy_->outline(), ElementsAre("test ", "test "));
}

TEST_F(alarm_actor_test, the_briefing_comes_once_a_day_over_its_channel_whatever_happens) {
  settings_.briefing_at = time_of_day{13 * 60};
  briefing_channel_ = "email";
  settings_.alarm_clock_wrong = {};
  ::setenv("TZ", "UTC", 1);
  ::tzset();
  start({ntfy_, email_});
  look_on();
  EXPECT_THAT(email_->arrived(), IsEmpty()) << "it is noon";
  clock_.advance(1h);
  EXPECT_TRUE(eventually([&] { return channel("email").delivered == 1; }));
  stop();
  start({ntfy_, email_});
  look_on();
  clock_.set(noon + 30min);
  look_on();
  clock_.advance(1h);
  look_on();
  EXPECT_THAT(email_->outline(), ElementsAre("briefing "));
  clock_.advance(48h + 7h);  // it slept through a day, until the evening of the next
  EXPECT_TRUE(eventually([&] { return channel("email").delivered == 2; }));
  look_on();
  EXPECT_THAT(email_->outline(), ElementsAre("briefing ", "briefing "));
  EXPECT_THAT(ntfy_->arrived(), Each(Field(&notice::kind, Ne(notice_kind::briefing))));
  EXPECT_EQ(report_->latest().value.briefing_day, "2026-02-07");
  EXPECT_EQ(report_->latest().value.briefing, briefing_outcome::delivered);
}

TEST_F(alarm_actor_test, a_briefing_is_sent_when_somebody_asks_and_the_daily_one_comes_all_the_same) {
  settings_.briefing_at = time_of_day{13 * 60};
  settings_.alarm_clock_wrong = {};
  briefing_channel_ = "email";
  ::setenv("TZ", "UTC", 1);
  ::tzset();
  start({ntfy_, email_});
  const auto usual = alarms_.ask(send_briefing{}, 60s);
  ASSERT_TRUE(usual) << usual.error().message;
  EXPECT_EQ(usual->channel, "email");
  EXPECT_TRUE(eventually([&] { return channel("email").briefing == test_outcome::delivered; }));
  EXPECT_EQ(channel("email").briefing_id, usual->id);
  const auto other = alarms_.ask(send_briefing{"ntfy"}, 60s);
  ASSERT_TRUE(other) << other.error().message;
  EXPECT_TRUE(eventually([&] { return channel("ntfy").briefing == test_outcome::delivered; }));
  EXPECT_EQ(report_->latest().value.briefing_day, "");
  clock_.advance(1h);
  EXPECT_TRUE(eventually([&] { return report_->latest().value.briefing == briefing_outcome::delivered; }));
  EXPECT_THAT(email_->outline(), ElementsAre("briefing ", "briefing "));
  EXPECT_THAT(ntfy_->outline(), ElementsAre("briefing "));
}

TEST_F(alarm_actor_test, a_briefing_that_cannot_be_sent_says_so_and_is_not_tried_again) {
  ntfy_->failure = errc::unavailable;
  start({ntfy_});
  ASSERT_TRUE(alarms_.ask(send_briefing{}, 60s));
  EXPECT_TRUE(eventually([&] { return channel("ntfy").briefing == test_outcome::failed; }));
  EXPECT_EQ(channel("ntfy").trouble, "ntfy answers 500");
  EXPECT_EQ(channel("ntfy").waiting, 0U);
  EXPECT_EQ(alarms_.ask(send_briefing{"pigeon"}, 60s).error().code, errc::not_found);
  stop();
  start({});
  EXPECT_EQ(alarms_.ask(send_briefing{}, 60s).error().code, errc::conflict);
}

TEST_F(alarm_actor_test, the_machine_is_named_and_the_next_test_is_never_in_the_past) {
  machine_ = "attic";
  settings_.alarm_test_interval = 168h;
  ::setenv("TZ", "UTC", 1);
  ::tzset();
  settings_.quiet_hours = daily_span{{11 * 60}, {14 * 60}};  // it is noon
  start({ntfy_});
  look_on();
  EXPECT_TRUE(eventually([&] { return report_->latest().value.next_test_at == "2026-02-05T14:00:00+00:00"; }))
      << report_->latest().value.next_test_at;
  ASSERT_TRUE(alarms_.ask(send_alarm_test{}, 60s));
  EXPECT_TRUE(eventually([&] { return ntfy_->arrived().size() == 1; }));
  EXPECT_EQ(ntfy_->arrived()[0].machine, "attic");
}

TEST_F(alarm_actor_test, a_clock_that_is_set_while_the_service_is_off_is_told_and_its_end_with_it) {
  boot_ = "this-one";
  start({ntfy_});
  look_on();
  stop();
  clock_.set(clock_.now() + 24h * 365);
  start({ntfy_});
  EXPECT_TRUE(eventually([&] { return ntfy_->outline() == std::vector<std::string>{"alarm clock-wrong"}; }));
  stop();
  start({ntfy_});
  look_on();
  clock_.set(clock_.now() - 24h * 365);
  look_on();
  clock_.advance(1min);
  EXPECT_TRUE(eventually([&] {
    return ntfy_->outline() == std::vector<std::string>{"alarm clock-wrong", "recovery clock-wrong"};
  }));
  stop();
  boot_ = "another";  // nobody can tell how long the machine was off
  clock_.set(clock_.now() + 24h * 365);
  start({ntfy_});
  look_on();
  EXPECT_EQ(rule("clock-wrong").phase, alarm_phase::calm);
}

TEST_F(alarm_actor_test, a_briefing_that_was_taken_without_an_answer_comes_once) {
  settings_.briefing_at = time_of_day{0};
  briefing_channel_ = "email";
  email_->takes_silently = true;
  start({email_});
  EXPECT_TRUE(eventually([&] { return report_->latest().value.briefing == briefing_outcome::may_have_arrived; }));
  clock_.advance(2h);
  look_on();
  stop();
  start({email_});
  look_on();
  EXPECT_THAT(email_->outline(), ElementsAre("briefing "));
  EXPECT_EQ(report_->latest().value.briefing, briefing_outcome::may_have_arrived);
}

TEST_F(alarm_actor_test, a_briefing_in_the_middle_of_which_the_service_stops_comes_once) {
  settings_.briefing_at = time_of_day{0};
  briefing_channel_ = "email";
  email_->takes_silently = true;
  email_->hangs = true;
  start({email_});
  EXPECT_TRUE(eventually([&] { return email_->attempts == 1; }));
  stop();
  email_->hangs = false;
  clock_.advance(1h);
  start({email_});
  look_on();
  EXPECT_THAT(email_->outline(), ElementsAre("briefing "));
}

TEST_F(alarm_actor_test, a_clock_that_jumps_a_year_and_back_sends_neither_a_test_nor_a_second_briefing) {
  settings_.briefing_at = time_of_day{0};
  briefing_channel_ = "email";
  settings_.alarm_test_interval = 168h;
  start({email_});
  EXPECT_TRUE(eventually([&] { return email_->arrived().size() == 2; }));
  for (const auto jump : {365 * 24h, 0h, -365 * 24h, 0h}) {
    clock_.set(noon + jump);
    clock_.advance(10min);
    look_on();
  }
  const auto told = email_->arrived();
  for (const auto kind : {notice_kind::test, notice_kind::briefing})
    EXPECT_EQ(std::count_if(told.begin(), told.end(), [&](const notice& one) { return one.kind == kind; }), 1)
        << to_string(kind);
}

TEST_F(alarm_actor_test, a_silenced_rule_says_nothing) {
  start({ntfy_});
  const auto silenced = alarms_.ask(silence_alarm{"disk-low", 7200}, 60s);
  ASSERT_TRUE(silenced);
  EXPECT_THAT(silenced->silenced_until, HasSubstr("2026-02-05T14:00"));
  disk_low_ = true;
  look_on();
  stop();
  start({ntfy_});
  look_on();
  EXPECT_THAT(ntfy_->arrived(), IsEmpty());
  EXPECT_EQ(alarms_.ask(silence_alarm{"nonsense", 60}, 60s).error().code, errc::not_found);
  ASSERT_TRUE(alarms_.ask(silence_alarm{"disk-low", 0}, 60s));
  EXPECT_TRUE(eventually([&] { return ntfy_->arrived().size() == 1; }));
}

TEST_F(alarm_actor_test, a_disk_that_takes_nothing_keeps_no_alarm_from_being_sent) {
  in_place_ = [] { return status{fail(errc::disk_full, "the disk is full")}; };
  disk_low_ = true;
  start({ntfy_});
  EXPECT_TRUE(eventually([&] { return ntfy_->arrived().size() == 1; }));
  EXPECT_THAT(tree_->registry().find("root/rules")->read().note, HasSubstr("cannot be saved"));
}

TEST_F(alarm_actor_test, a_damaged_file_is_said_and_the_alarms_begin_anew) {
  write_text(file(), "nonsense");
  disk_low_ = true;
  start({ntfy_});
  EXPECT_TRUE(eventually([&] { return ntfy_->arrived().size() == 1; }));
  const auto part = tree_->registry().find("root/rules")->read();
  ASSERT_TRUE(part.recovery);
  EXPECT_THAT(part.recovery->message, HasSubstr("alarms.json.corrupt-"));
}

}  // namespace
}  // namespace secondbrain::actors
