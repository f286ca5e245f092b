#include "tests/actors/alarm_service.hpp"

namespace secondbrain::actors {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using signs_and_starts_test = alarm_actor_test;

TEST_F(signs_and_starts_test, signs_of_life_say_how_the_service_is) {
  pings_ = true;
  start({});
  EXPECT_TRUE(eventually([&] { return !signs().empty(); }));
  EXPECT_EQ(signs().front(), std::pair(life_sign::start, std::string{"SecondBrain has started."}));
  EXPECT_TRUE(eventually([&] { return signs().size() == 2; }));
  EXPECT_EQ(signs().back(), std::pair(life_sign::success, std::string{"All is well."}));
  look_on();
  EXPECT_EQ(signs().size(), 2U) << "no more often than they are wanted";
  clock_.advance(60s);
  EXPECT_TRUE(eventually([&] { return signs().size() == 3; }));
  disk_low_ = true;  // which is told at once
  EXPECT_TRUE(eventually([&] { return signs().back().first == life_sign::failure; }));
  EXPECT_EQ(signs().back().second, "Make room.");
  EXPECT_TRUE(eventually([&] { return !ping().sent_at.empty(); }));
}

TEST_F(signs_and_starts_test, signs_of_life_that_are_not_taken_are_told) {
  pings_ = true;
  ping_fails_ = true;
  start({});
  EXPECT_TRUE(eventually([&] {
    clock_.advance(60s);
    return ping().failures >= 2;
  }));
  EXPECT_EQ(ping().trouble, "nobody is there");
}

TEST_F(signs_and_starts_test, a_sign_of_life_says_failure_while_a_channel_does_not_work) {
  pings_ = true;
  ntfy_->failure = errc::invalid_argument;
  start({ntfy_, email_});
  ASSERT_TRUE(alarms_.ask(send_alarm_test{}, 60s));
  EXPECT_TRUE(eventually([&] { return says(life_sign::failure); }));
  EXPECT_THAT(signs().back().second, HasSubstr("through ntfy. ntfy: ntfy answers 500"));
  ntfy_->failure = errc::none;
  ASSERT_TRUE(alarms_.ask(send_alarm_test{}, 60s));
  EXPECT_TRUE(eventually([&] { return says(life_sign::success); }));
}

TEST_F(signs_and_starts_test, a_sign_of_life_says_failure_while_something_critical_is_wrong) {
  pings_ = true;
  settings_.alarm_clock_wrong = {};
  start({ntfy_});
  EXPECT_TRUE(eventually([&] { return signs().size() == 2; }));
  disk_only_warns_ = true;
  EXPECT_TRUE(eventually([&] { return says(life_sign::failure); }));
  EXPECT_THAT(signs().back().second, HasSubstr("The disk is nearly full. Only 0.1 GiB are free."));
  ASSERT_TRUE(alarms_.ask(silence_alarm{"disk-low", 3600}, 60s));
  EXPECT_TRUE(eventually([&] { return says(life_sign::success); })) << "its owner knows";
}

TEST_F(signs_and_starts_test, a_start_tries_a_channel_that_was_broken_at_once) {
  ntfy_->failure = errc::invalid_argument;
  disk_low_ = true;
  start({ntfy_});
  EXPECT_TRUE(eventually([&] { return channel("ntfy").needs_owner; }));
  stop();
  ntfy_->failure = errc::none;  // its setting was corrected
  start({ntfy_});
  EXPECT_TRUE(eventually([&] { return ntfy_->arrived().size() == 1; }));
  EXPECT_TRUE(eventually([&] { return channel("ntfy").trouble.empty(); }));
}

TEST_F(signs_and_starts_test, starts_after_an_end_that_was_wanted_are_no_storm) {
  for (int times = 0; times <= ops::storm_restarts; ++times) {
    start({ntfy_});
    look_on();
    stop();
  }
  EXPECT_THAT(ntfy_->arrived(), IsEmpty());
}

TEST_F(signs_and_starts_test, starts_after_breakdowns_are_a_storm) {
  for (int times = 0; times < ops::storm_restarts; ++times) {
    start({ntfy_});
    look_on();
    const auto as_it_was = stores::open_alarm_file(file());
    stop();
    ASSERT_TRUE(as_it_was);
    ASSERT_TRUE(stores::write_alarm_file(file(), as_it_was->records));  // nothing was written at its end
  }
  start({ntfy_});
  EXPECT_TRUE(eventually([&] { return ntfy_->arrived().size() == 1; }));
  EXPECT_THAT(ntfy_->outline(), ElementsAre("alarm restart-storm"));
}

TEST_F(signs_and_starts_test, the_end_of_what_was_told_while_nothing_could_be_written_is_told) {
  in_place_ = [this]() -> status {
    return file_is_away_ ? status{fail(errc::io_failure, "the data directory is away")} : status{};
  };
  start({ntfy_});
  look_on();
  file_is_away_ = true;
  disk_low_ = true;
  EXPECT_TRUE(eventually([&] { return ntfy_->arrived().size() == 1; }));
  stop();  // as a restore does, which puts the file of a backup in its place
  std::filesystem::remove(file());
  file_is_away_ = false;
  disk_low_ = false;
  start({ntfy_});
  look_on();
  clock_.advance(1h);
  EXPECT_TRUE(eventually([&] { return ntfy_->arrived().size() == 2; }));
  EXPECT_THAT(ntfy_->outline(), ElementsAre("alarm disk-low", "recovery disk-low"));
}

}  // namespace
}  // namespace secondbrain::actors
