#include "ops/alarms/outbox.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace secondbrain::ops {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::int64_t queued_at = 1'770'292'800;
constexpr std::int64_t day = 86'400;

notice numbered(int number, notice_kind kind = notice_kind::alarm) {
  notice one;
  one.id = "n" + std::to_string(number);
  one.kind = kind;
  one.rule = kind == notice_kind::alarm ? "disk-low" : "";
  one.title = "Notice " + std::to_string(number);
  return one;
}

delivery_attempt failure(bool needs_owner = false) {
  return {error{errc::unavailable, "it does not answer"}, needs_owner};
}

delivery_attempt no_answer() {
  delivery_attempt attempt{error{errc::timeout, "no answer came"}};
  attempt.may_have_arrived = true;
  return attempt;
}

class outbox_test : public testing::Test {
 protected:
  /// As after a restart, from what was durable.
  void restart(const std::vector<std::string>& channels = {"ntfy", "email"}) {
    alarm_records kept;
    box.keep_in(kept);
    box = outbox{channels, kept, 30s};
  }

  /// Tries until the channel has nothing more to send now; the ids that arrived.
  std::vector<std::string> deliver(const std::string& channel, std::int64_t at = queued_at) {
    std::vector<std::string> arrived;
    while (const auto next = box.begin(channel, at)) {
      arrived.push_back(next->told.id);
      box.end(channel, {}, at);
    }
    return arrived;
  }

  channel_state state(const std::string& channel, std::int64_t at = queued_at) {
    for (auto& one : box.states(at))
      if (one.name == channel) return one;
    return {};
  }

  outbox box{{"ntfy", "email"}, {}, 30s};
};

TEST_F(outbox_test, each_channel_gets_every_notice_once_in_order) {
  box.add(numbered(1));
  box.add(numbered(2));
  EXPECT_THAT(deliver("ntfy"), ElementsAre("n1", "n2"));
  EXPECT_THAT(deliver("ntfy"), IsEmpty());
  EXPECT_EQ(state("email").waiting, 2U);
  EXPECT_THAT(deliver("email"), ElementsAre("n1", "n2"));
}

TEST_F(outbox_test, a_channel_sends_one_at_a_time_and_keeps_no_other_waiting) {
  box.add(numbered(1));
  ASSERT_TRUE(box.begin("ntfy", queued_at));
  EXPECT_FALSE(box.begin("ntfy", queued_at)) << "it is under way";
  EXPECT_THAT(deliver("email"), ElementsAre("n1"));
}

TEST_F(outbox_test, a_restart_before_the_delivery_loses_and_doubles_nothing) {
  box.add(numbered(1));
  restart();
  box.add(numbered(2));
  EXPECT_THAT(deliver("ntfy"), ElementsAre("n1", "n2"));
  restart();
  EXPECT_THAT(deliver("ntfy"), IsEmpty());
  EXPECT_EQ(state("ntfy").delivered, 2U);
}

TEST_F(outbox_test, what_was_under_way_is_sent_again_with_its_id_but_no_briefing_is) {
  box.add(numbered(1));
  box.add_to("email", numbered(2, notice_kind::briefing));
  ASSERT_TRUE(box.begin("ntfy", queued_at));
  EXPECT_EQ(box.begin("email", queued_at)->told.id, "n1");
  box.end("email", {}, queued_at);
  EXPECT_EQ(box.begin("email", queued_at)->told.id, "n2");
  restart();
  EXPECT_THAT(deliver("ntfy"), ElementsAre("n1"));
  EXPECT_THAT(deliver("email"), IsEmpty());
}

TEST_F(outbox_test, a_briefing_that_was_asked_for_is_tried_once_at_once_and_is_none_of_the_daily_ones) {
  box.add_to("ntfy", numbered(1, notice_kind::briefing));
  ASSERT_TRUE(box.begin("ntfy", queued_at));
  box.end("ntfy", failure(), queued_at);
  box.add_asked_briefing("ntfy", numbered(2, notice_kind::briefing));
  EXPECT_EQ(state("ntfy").briefing, test_outcome::waiting);
  const auto next = box.begin("ntfy", queued_at);
  ASSERT_TRUE(next) << "it does not wait for the pause after a failure";
  EXPECT_EQ(next->told.id, "n2") << "somebody waits";
  box.end("ntfy", failure(), queued_at);
  EXPECT_EQ(state("ntfy").briefing_id, "n2");
  EXPECT_EQ(state("ntfy").briefing, test_outcome::failed);
  EXPECT_EQ(state("ntfy").waiting, 1U) << "it is not tried again, the daily one is";
  EXPECT_EQ(box.briefing(), briefing_outcome::waiting);
  EXPECT_THAT(deliver("ntfy", queued_at + day), ElementsAre("n1"));
  EXPECT_EQ(box.briefing(), briefing_outcome::delivered);
  box.add_asked_briefing("ntfy", numbered(3, notice_kind::briefing));
  box.add_to("ntfy", numbered(4, notice_kind::briefing));
  EXPECT_THAT(deliver("ntfy", queued_at + day), ElementsAre("n3", "n4")) << "neither takes the place of the other";
  EXPECT_EQ(state("ntfy").briefing, test_outcome::delivered);
}

TEST_F(outbox_test, a_briefing_that_was_asked_for_and_fails_takes_no_channel_down) {
  for (int number = 1; number <= 3; ++number) {
    box.add_asked_briefing("ntfy", numbered(number, notice_kind::briefing));
    ASSERT_TRUE(box.begin("ntfy", queued_at));
    box.end("ntfy", failure(number > 2), queued_at);
    EXPECT_FALSE(is_broken(state("ntfy"))) << number;
  }
  EXPECT_EQ(check_channels(box.states(queued_at), {}).state, verdict::ok);
  box.add(numbered(4));
  EXPECT_THAT(deliver("ntfy"), ElementsAre("n4")) << "an alarm does not wait for it";
  EXPECT_EQ(state("ntfy").trouble, "");
}

TEST_F(outbox_test, a_briefing_that_was_asked_for_does_not_outlive_the_service) {
  for (const bool under_way : {false, true}) {
    box.add_asked_briefing("ntfy", numbered(1, notice_kind::briefing));
    if (under_way) {
      ASSERT_TRUE(box.begin("ntfy", queued_at));
    }
    restart();
    EXPECT_THAT(deliver("ntfy"), IsEmpty());
    EXPECT_EQ(state("ntfy").briefing, test_outcome::failed);
    EXPECT_EQ(box.briefing(), briefing_outcome::none);
  }
}

TEST_F(outbox_test, a_briefing_that_may_have_arrived_is_not_sent_again_and_that_is_remembered) {
  box.add_to("ntfy", numbered(1, notice_kind::briefing));
  EXPECT_EQ(box.briefing(), briefing_outcome::waiting);
  ASSERT_TRUE(box.begin("ntfy", queued_at));
  box.end("ntfy", no_answer(), queued_at);
  EXPECT_EQ(box.briefing(), briefing_outcome::may_have_arrived);
  EXPECT_EQ(state("ntfy").waiting, 0U);
  EXPECT_EQ(state("ntfy").trouble, "no answer came") << "the channel has failed all the same";
  restart();
  EXPECT_EQ(box.briefing(), briefing_outcome::may_have_arrived);
  EXPECT_THAT(deliver("ntfy", queued_at + day), IsEmpty());
  box.add_to("ntfy", numbered(2, notice_kind::briefing));
  EXPECT_THAT(deliver("ntfy", queued_at + day), ElementsAre("n2")) << "the next day's";
  EXPECT_EQ(box.briefing(), briefing_outcome::delivered);
}

TEST_F(outbox_test, a_briefing_that_cannot_have_arrived_is_sent_again) {
  box.add_to("ntfy", numbered(1, notice_kind::briefing));
  ASSERT_TRUE(box.begin("ntfy", queued_at));
  box.end("ntfy", failure(), queued_at);
  EXPECT_EQ(box.briefing(), briefing_outcome::waiting);
  restart();
  EXPECT_THAT(deliver("ntfy", queued_at + 30), ElementsAre("n1"));
  restart();
  EXPECT_EQ(box.briefing(), briefing_outcome::delivered);
}

TEST_F(outbox_test, a_briefing_that_was_under_way_at_the_end_may_have_arrived) {
  box.add_to("ntfy", numbered(1, notice_kind::briefing));
  ASSERT_TRUE(box.begin("ntfy", queued_at));
  restart();
  EXPECT_EQ(box.briefing(), briefing_outcome::may_have_arrived);
}

TEST_F(outbox_test, an_alarm_that_may_have_arrived_is_sent_again) {
  box.add(numbered(1));
  ASSERT_TRUE(box.begin("ntfy", queued_at));
  box.end("ntfy", no_answer(), queued_at);
  EXPECT_THAT(deliver("ntfy", queued_at + 30), ElementsAre("n1")) << "an alarm comes rather twice than not at all";
  EXPECT_EQ(box.briefing(), briefing_outcome::none);
}

TEST_F(outbox_test, a_failure_pauses_the_channel_also_across_a_restart) {
  box.add(numbered(1));
  ASSERT_TRUE(box.begin("ntfy", queued_at));
  box.end("ntfy", failure(), queued_at);
  restart();
  EXPECT_FALSE(box.begin("ntfy", queued_at + 29));
  EXPECT_EQ(state("ntfy", queued_at + 29).next_attempt_at, "2026-02-05T12:00:30+00:00");
  EXPECT_EQ(state("ntfy").trouble, "it does not answer");
  EXPECT_THAT(deliver("ntfy", queued_at + 30), ElementsAre("n1"));
}

TEST_F(outbox_test, a_day_of_500_ends_in_one_summary) {
  int number = 0;
  for (std::int64_t at = queued_at; at < queued_at + day; at += 30) {
    if ((at - queued_at) % 600 == 0) box.add(numbered(++number));
    if (box.begin("ntfy", at)) box.end("ntfy", failure(), at);
  }
  EXPECT_EQ(number, 144);
  EXPECT_EQ(state("ntfy").waiting, most_waiting);
  EXPECT_EQ(state("ntfy").dropped, 44U);
  EXPECT_LE(state("ntfy").failed, 40U);
  restart();
  const auto summary = box.begin("ntfy", queued_at + 2 * day);
  ASSERT_TRUE(summary);
  EXPECT_THAT(summary->told.title, HasSubstr("144 alarms"));
  box.end("ntfy", {}, queued_at + 2 * day);
  EXPECT_THAT(deliver("ntfy", queued_at + 2 * day), IsEmpty());
  EXPECT_EQ(state("ntfy").dropped, 0U);
}

TEST_F(outbox_test, a_newer_test_or_briefing_takes_the_place_of_one_that_waits) {
  box.add_to("ntfy", numbered(1, notice_kind::briefing));
  box.add(numbered(2));
  box.add_to("ntfy", numbered(3, notice_kind::briefing));
  box.add_test(numbered(4, notice_kind::test));
  box.add_test(numbered(5, notice_kind::test));
  EXPECT_THAT(deliver("ntfy"), ElementsAre("n5", "n2", "n3"));
}

TEST_F(outbox_test, a_test_is_tried_at_once_and_its_outcome_is_told) {
  box.add(numbered(1));
  ASSERT_TRUE(box.begin("ntfy", queued_at));
  box.end("ntfy", failure(true), queued_at);
  EXPECT_FALSE(box.begin("ntfy", queued_at + 60));
  box.add_test(numbered(2, notice_kind::test));
  EXPECT_EQ(state("ntfy").test, test_outcome::waiting);
  EXPECT_THAT(deliver("ntfy", queued_at + 60), ElementsAre("n2", "n1")) << "somebody waits for it";
  EXPECT_EQ(state("ntfy").test, test_outcome::delivered);
  EXPECT_EQ(state("ntfy").test_id, "n2");
}

TEST_F(outbox_test, a_start_of_the_service_tries_at_once_but_for_what_the_receiver_asked) {
  box.add(numbered(1));
  for (const auto& channel : {"ntfy", "email"}) ASSERT_TRUE(box.begin(channel, queued_at));
  box.end("ntfy", failure(true), queued_at);
  auto busy = failure();
  busy.pause = 20min;
  box.end("email", busy, queued_at);
  restart();
  box.forget_pauses();
  EXPECT_EQ(state("ntfy").trouble, "it does not answer") << "until it is known better";
  EXPECT_FALSE(box.begin("email", queued_at + 1));
  EXPECT_THAT(deliver("ntfy", queued_at + 1), ElementsAre("n1"));
  EXPECT_EQ(state("ntfy").trouble, "");
}

TEST_F(outbox_test, what_is_critical_does_not_wait_for_the_end_of_a_pause) {
  box.add(numbered(1));
  ASSERT_TRUE(box.begin("ntfy", queued_at));
  box.end("ntfy", failure(true), queued_at);
  auto other = numbered(2);
  other.rule = "backup-old";
  box.add(other);
  EXPECT_FALSE(box.begin("ntfy", queued_at + 1));
  auto critical = numbered(3);
  critical.rule = "vault-missing";
  critical.severity = alarm_severity::critical;
  box.add(critical);
  EXPECT_TRUE(box.begin("ntfy", queued_at + 1));
}

class poisoned : public outbox_test, public testing::WithParamInterface<bool> {
 protected:
  /// A receiver that refuses one notice, and takes the others.
  void pass(std::int64_t from, std::int64_t to, const std::string& refused) {
    for (auto at = from; at < to; at += 30)
      while (const auto next = box.begin("ntfy", at)) {
        const bool is_refused = next->told.id == refused;
        box.end("ntfy", is_refused ? failure(GetParam()) : delivery_attempt{}, at);
        if (!is_refused) arrived.push_back(next->told.id);
      }
  }

  static notice of_rule(int number, const char* rule) {
    auto one = numbered(number);
    one.rule = rule;
    return one;
  }

  std::vector<std::string> arrived;
};

INSTANTIATE_TEST_SUITE_P(refused_or_failing, poisoned, testing::Bool());

TEST_P(poisoned, one_that_is_refused_for_good_holds_up_no_other_and_is_set_aside) {
  box.add(of_rule(1, "vault-missing"));
  box.add(of_rule(2, "disk-low"));
  pass(queued_at, queued_at + day, "n1");
  EXPECT_THAT(arrived, ElementsAre("n2"));
  EXPECT_EQ(state("ntfy").waiting, 0U);
  EXPECT_EQ(state("ntfy").set_aside, 1U);
  EXPECT_THAT(state("ntfy").last_set_aside, HasSubstr("\"Notice 1\" was refused"));
  EXPECT_EQ(state("ntfy").trouble, "") << "the channel works";
  box.add(of_rule(3, "vault-missing"));
  pass(queued_at + day, queued_at + day + 60, "n1");
  EXPECT_THAT(arrived, ElementsAre("n2", "n3"));
}

TEST_P(poisoned, nothing_is_set_aside_while_nothing_else_arrives) {
  for (int number = 1; number < 4; ++number) box.add(of_rule(number, number == 1 ? "vault-missing" : "disk-low"));
  for (auto at = queued_at; at < queued_at + day; at += 30)
    if (box.begin("ntfy", at)) box.end("ntfy", failure(GetParam()), at);
  EXPECT_EQ(state("ntfy").waiting, 3U);
  EXPECT_EQ(state("ntfy").set_aside, 0U);
  restart();
  box.forget_pauses();
  pass(queued_at + day, queued_at + 2 * day, "");
  EXPECT_THAT(arrived, testing::UnorderedElementsAre("n1", "n2", "n3"));
}

TEST_F(outbox_test, a_test_that_begins_during_an_attempt_does_not_wait_for_the_pause_after_it) {
  box.add(numbered(1));
  ASSERT_TRUE(box.begin("ntfy", queued_at));
  box.add_test(numbered(2, notice_kind::test));
  box.end("ntfy", failure(true), queued_at + 20);
  ASSERT_EQ(box.begin("ntfy", queued_at + 20)->told.id, "n2");
  box.end("ntfy", failure(true), queued_at + 20);
  EXPECT_FALSE(box.begin("ntfy", queued_at + 20));
  EXPECT_EQ(state("ntfy").test, test_outcome::failed);
}

TEST_F(outbox_test, a_broken_channel_is_told_over_the_others) {
  box.add(numbered(1));
  for (auto at : {queued_at, queued_at + 100}) {
    ASSERT_TRUE(box.begin("ntfy", at));
    box.end("ntfy", failure(), at);
  }
  auto broken = numbered(2);
  broken.rule = "channel-broken";
  box.add(broken);
  EXPECT_EQ(state("ntfy").waiting, 1U);
  EXPECT_THAT(deliver("email"), ElementsAre("n1", "n2"));
}

TEST_F(outbox_test, that_all_channels_are_broken_waits_for_the_first_that_works_again) {
  box.add(numbered(1));
  for (auto at : {queued_at, queued_at + 100})
    for (const auto* channel : {"ntfy", "email"}) {
      ASSERT_TRUE(box.begin(channel, at));
      box.end(channel, failure(), at);
    }
  auto broken = numbered(2);
  broken.rule = "channel-broken";
  box.add(broken);
  EXPECT_THAT(deliver("email", queued_at + day), ElementsAre("n1", "n2"));
}

TEST_F(outbox_test, of_a_channel_that_is_set_up_no_longer_nothing_is_kept) {
  box.add(numbered(1));
  restart({"email"});
  EXPECT_THAT(box.names(), ElementsAre("email"));
  restart();
  EXPECT_THAT(deliver("ntfy"), IsEmpty());
  EXPECT_THAT(deliver("email"), ElementsAre("n1"));
}

}  // namespace
}  // namespace secondbrain::ops
