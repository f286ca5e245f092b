#include "actors/alarm_actor.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <mutex>

#include "actors/ping_actor.hpp"
#include "actors/planner_actor.hpp"
#include "actors/sight_actor.hpp"
#include "actors/tree.hpp"
#include "stores/alarm_file.hpp"
#include "tests/actors/scripted_service.hpp"
#include "tests/base/temporary_directory.hpp"

namespace secondbrain::actors {
namespace {

using namespace std::chrono_literals;
using testing::Each;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Ne;
using testing::SizeIs;

/// A channel that keeps what arrives, and fails or hangs as it is told.
class fake_channel final : public channels::channel {
 public:
  explicit fake_channel(std::string name) : name_{std::move(name)} {}

  const std::string& name() const override { return name_; }

  channels::delivery send(const notice& one, const net::call_limits& limits) override {
    ++attempts;
    if (takes_silently) {
      std::lock_guard lock{mutex_};
      arrived_.push_back(one);
    }
    while (hangs && !limits.cancelled()) std::this_thread::sleep_for(1ms);
    if (takes_silently) return {fail(errc::timeout, name_ + " did not answer"), {}, true};
    if (auto code = failure.load(); code != errc::none) return {fail(code, name_ + " answers 500"), {}};
    std::lock_guard lock{mutex_};
    arrived_.push_back(one);
    return {};
  }

  std::vector<notice> arrived() const {
    std::lock_guard lock{mutex_};
    return arrived_;
  }

  /// Kind and rule of each, in order.
  std::vector<std::string> outline() const {
    std::vector<std::string> all;
    for (const auto& one : arrived()) all.push_back(std::string{to_string(one.kind)} + " " + one.rule);
    return all;
  }

  std::atomic<int> attempts{0};
  std::atomic<bool> hangs{false};
  std::atomic<bool> takes_silently{false};  // what it is sent, without an answer
  std::atomic<errc> failure{errc::none};

 private:
  std::string name_;
  mutable std::mutex mutex_;
  std::vector<notice> arrived_;
};

constexpr wall_time noon{1770292800s};  // 2026-02-05 12:00 UTC

class alarm_actor_test : public testing::Test {
 protected:
  alarm_actor_test() {
    settings_.alarm_test_interval = 0h;
    settings_.alarm_disk_low = ops::lasting(0s);
  }

  ~alarm_actor_test() override { stop(); }

  /// One life of the service, with these channels.
  void start(const std::vector<std::shared_ptr<fake_channel>>& through) {
    stopping_ = std::make_shared<std::atomic<bool>>(false);
    tree_ = std::make_unique<tree>(tree_options{});
    supervisor_spec root;
    root.backing_off.quiet = 0ms;
    alarm_parts parts;
    const auto rules = tree_->make_front("root/rules");
    const auto sight = tree_->make_front("root/sight");
    const auto planner = tree_->make_front("root/planner");
    parts.settings = std::make_shared<const ops::config>(settings_);
    parts.file = file();
    parts.service = address<sight_api>{sight};
    parts.planner = address<planner_api>{planner};
    parts.report = report_ = std::make_shared<feed<alarms_report>>();
    parts.stopping = stopping_;
    parts.briefing_channel = briefing_channel_;
    parts.interval = 10ms;
    parts.longest_look = longest_look_;
    parts.unwritten = unwritten_;
    if (in_place_) parts.in_place = in_place_;
    parts.time = &clock_;
    std::vector<child_spec> ways;
    if (pings_) {
      const auto ping = tree_->make_front("root/ping");
      parts.ping = address<ping_api>{ping};
      parts.ping_interval = 60s;
      ping_parts calling;
      calling.call = [this](life_sign sign, const std::string& text, const net::call_limits&) {
        std::lock_guard lock{signs_mutex_};
        signs_.emplace_back(sign, text);
        return channels::delivery{ping_fails_ ? status{fail(errc::unavailable, "nobody is there")} : status{}, {}};
      };
      ways.push_back(worker<ping_actor>("ping", ping, calling));
    }
    for (const auto& channel : through) {
      const auto front = tree_->make_front("root/" + channel->name());
      parts.channels.push_back({channel->name(), address<delivery_api>{front}});
      ways.push_back(worker<delivery_actor>(channel->name(), front, delivery_parts{channel, 20s, 50ms, stopping_}));
    }
    alarms_ = address<alarm_api>{rules};
    root.children = {
        worker<alarm_actor>("rules", rules, parts),
        worker<sight_actor>("sight", sight, service_look{[this] { return look(); }}),
        worker<planner_actor>("planner", planner, planner_parts{vault_.path(), file().string() + ".tasks"})};
    root.children.insert(root.children.end(), ways.begin(), ways.end());
    tree_->start(std::move(root));
  }

  void stop() {
    if (!tree_) return;
    *stopping_ = true;
    EXPECT_TRUE(tree_->stop(10s));
    tree_.reset();
  }

  service_sight look() {
    while (look_hangs_) std::this_thread::sleep_for(1ms);
    service_sight seen;
    seen.health.state = disk_low_ ? verdict::error : verdict::ok;
    seen.health.summary = disk_low_ ? "Make room." : "All is well.";
    seen.health.checks.push_back(
        {"disk", disk_low_ || disk_only_warns_ ? verdict::warning : verdict::ok, "Only 0.1 GiB are free."});
    ++looks_;
    return seen;
  }

  /// Until so many further looks were taken and held against the rules.
  void look_on(int times = 3) {
    const int until = looks_ + times;
    ASSERT_TRUE(eventually([&] { return looks_ >= until; }));
  }

  std::vector<std::pair<life_sign, std::string>> signs() const {
    std::lock_guard lock{signs_mutex_};
    return signs_;
  }

  /// The last sign of life.
  bool says(life_sign sign) const {
    const auto all = signs();
    return !all.empty() && all.back().first == sign;
  }

  std::filesystem::path file() const { return data_ / "alarms.json"; }

  alarm_state rule(const std::string& name) const {
    for (auto& one : report_->latest().value.rules)
      if (one.rule == name) return one;
    return {};
  }

  channel_state channel(const std::string& name) const {
    for (auto& one : report_->latest().value.channels)
      if (one.name == name) return one;
    return {};
  }

  temporary_directory data_;
  temporary_directory vault_;
  manual_clock clock_{noon};
  ops::config settings_;
  std::chrono::milliseconds longest_look_ = 10s;
  std::string briefing_channel_;
  bool pings_ = false;
  std::function<status()> in_place_;
  std::shared_ptr<std::optional<alarm_records>> unwritten_ = std::make_shared<std::optional<alarm_records>>();
  std::atomic<bool> file_is_away_{false};
  std::atomic<bool> disk_only_warns_{false};
  std::atomic<bool> ping_fails_{false};
  mutable std::mutex signs_mutex_;
  std::vector<std::pair<life_sign, std::string>> signs_;
  std::atomic<bool> disk_low_{false};
  std::atomic<bool> look_hangs_{false};
  std::atomic<int> looks_{0};
  stop_flag stopping_;
  /// As told last; nothing is told before the first look.
  ping_state ping() const { return report_->latest().value.ping.value_or(ping_state{}); }

  std::shared_ptr<feed<alarms_report>> report_;
  address<alarm_api> alarms_;
  std::unique_ptr<tree> tree_;
  std::shared_ptr<fake_channel> ntfy_ = std::make_shared<fake_channel>("ntfy");
  std::shared_ptr<fake_channel> email_ = std::make_shared<fake_channel>("email");
};

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
  ASSERT_TRUE(alarms_.ask(send_alarm_test{}, 5s));
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
  const auto begun = alarms_.ask(send_alarm_test{}, 5s);
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
  const auto refused = alarms_.ask(send_alarm_test{}, 5s);
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
  const auto silenced = alarms_.ask(silence_alarm{"disk-low", 7200}, 5s);
  ASSERT_TRUE(silenced);
  EXPECT_THAT(silenced->silenced_until, HasSubstr("2026-02-05T14:00"));
  disk_low_ = true;
  look_on();
  stop();
  start({ntfy_});
  look_on();
  EXPECT_THAT(ntfy_->arrived(), IsEmpty());
  EXPECT_EQ(alarms_.ask(silence_alarm{"nonsense", 60}, 5s).error().code, errc::not_found);
  ASSERT_TRUE(alarms_.ask(silence_alarm{"disk-low", 0}, 5s));
  EXPECT_TRUE(eventually([&] { return ntfy_->arrived().size() == 1; }));
}

TEST_F(alarm_actor_test, a_disk_that_takes_nothing_keeps_no_alarm_from_being_sent) {
  std::filesystem::create_directory(file());  // it cannot be replaced by a file
  std::filesystem::create_directory(file() / "in the way");
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

TEST_F(alarm_actor_test, signs_of_life_say_how_the_service_is) {
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

TEST_F(alarm_actor_test, signs_of_life_that_are_not_taken_are_told) {
  pings_ = true;
  ping_fails_ = true;
  start({});
  EXPECT_TRUE(eventually([&] {
    clock_.advance(60s);
    return ping().failures >= 2;
  }));
  EXPECT_EQ(ping().trouble, "nobody is there");
}

TEST_F(alarm_actor_test, a_sign_of_life_says_failure_while_a_channel_does_not_work) {
  pings_ = true;
  ntfy_->failure = errc::invalid_argument;
  start({ntfy_, email_});
  ASSERT_TRUE(alarms_.ask(send_alarm_test{}, 5s));
  EXPECT_TRUE(eventually([&] { return says(life_sign::failure); }));
  EXPECT_THAT(signs().back().second, HasSubstr("through ntfy. ntfy: ntfy answers 500"));
  ntfy_->failure = errc::none;
  ASSERT_TRUE(alarms_.ask(send_alarm_test{}, 5s));
  EXPECT_TRUE(eventually([&] { return says(life_sign::success); }));
}

TEST_F(alarm_actor_test, a_sign_of_life_says_failure_while_something_critical_is_wrong) {
  pings_ = true;
  settings_.alarm_clock_wrong = {};
  start({ntfy_});
  EXPECT_TRUE(eventually([&] { return signs().size() == 2; }));
  disk_only_warns_ = true;
  EXPECT_TRUE(eventually([&] { return says(life_sign::failure); }));
  EXPECT_THAT(signs().back().second, HasSubstr("The disk is nearly full. Only 0.1 GiB are free."));
  ASSERT_TRUE(alarms_.ask(silence_alarm{"disk-low", 3600}, 5s));
  EXPECT_TRUE(eventually([&] { return says(life_sign::success); })) << "its owner knows";
}

TEST_F(alarm_actor_test, a_start_tries_a_channel_that_was_broken_at_once) {
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

TEST_F(alarm_actor_test, starts_after_an_end_that_was_wanted_are_no_storm) {
  for (int times = 0; times <= ops::storm_restarts; ++times) {
    start({ntfy_});
    look_on();
    stop();
  }
  EXPECT_THAT(ntfy_->arrived(), IsEmpty());
}

TEST_F(alarm_actor_test, starts_after_breakdowns_are_a_storm) {
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

TEST_F(alarm_actor_test, the_end_of_what_was_told_while_nothing_could_be_written_is_told) {
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
