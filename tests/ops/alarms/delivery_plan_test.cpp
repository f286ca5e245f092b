#include "ops/alarms/delivery_plan.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace secondbrain::ops {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr std::int64_t now = 1'770'292'800;

queued_notice waiting(std::int64_t number, notice_kind kind = notice_kind::alarm) {
  queued_notice one;
  one.number = number;
  one.told.id = "id-" + std::to_string(number);
  one.told.kind = kind;
  one.told.title = "Title " + std::to_string(number);
  one.told.at = "2026-02-05T12:0" + std::to_string(number % 10) + ":00+00:00";
  return one;
}

std::vector<queued_notice> waiting_up_to(std::int64_t count) {
  std::vector<queued_notice> all;
  for (std::int64_t number = 1; number <= count; ++number) all.push_back(waiting(number));
  return all;
}

channel_memory failing(std::int64_t failures = 3) {
  channel_memory channel;
  channel.channel = "ntfy";
  channel.failures = failures;
  return channel;
}

delivery_attempt failed(errc code = errc::unavailable, bool needs_owner = false) {
  return {error{code, "ntfy does not answer"}, needs_owner};
}

TEST(delivery_plan, notices_go_one_by_one_in_their_order) {
  const auto next = next_to_send(waiting_up_to(10), {});
  EXPECT_THAT(next.numbers, ElementsAre(1));
  EXPECT_EQ(next.told.id, "id-1");
}

TEST(delivery_plan, what_gathered_while_a_channel_was_away_is_one_summary) {
  auto all = waiting_up_to(4);
  all[2].told.severity = alarm_severity::critical;
  const auto next = next_to_send(all, failing());
  EXPECT_THAT(next.numbers, ElementsAre(1, 2, 3, 4));
  EXPECT_EQ(next.told.id, "id-4-and-3") << "a repeat has the same";
  EXPECT_EQ(next.told.severity, alarm_severity::critical);
  EXPECT_THAT(next.told.title, HasSubstr("4 alarms"));
  EXPECT_THAT(next.told.text, HasSubstr("- 2026-02-05 12:01 UTC  Title 1\n"));
  EXPECT_THAT(next.told.text, HasSubstr("Title 4"));
  EXPECT_THAT(next_to_send(waiting_up_to(3), failing()).numbers, ElementsAre(1)) << "three are no storm";
}

TEST(delivery_plan, a_summary_is_bounded_and_counts_what_made_room) {
  auto channel = failing();
  channel.dropped = 7;
  const auto next = next_to_send(waiting_up_to(100), channel);
  EXPECT_THAT(next.told.title, HasSubstr("107 alarms"));
  EXPECT_THAT(next.told.text, HasSubstr("- 87 earlier ones\n"));
  EXPECT_THAT(next.told.text, Not(HasSubstr("Title 80\n")));
  EXPECT_THAT(next.told.text, HasSubstr("Title 81\n"));
}

TEST(delivery_plan, a_briefing_is_part_of_no_summary) {
  auto all = waiting_up_to(4);
  all.insert(all.begin(), waiting(0, notice_kind::briefing));
  EXPECT_THAT(next_to_send(all, failing()).numbers, ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(next_to_send({waiting(0, notice_kind::briefing), waiting(1)}, failing()).numbers, ElementsAre(0));
}

TEST(delivery_plan, a_test_goes_before_all_else) {
  EXPECT_THAT(next_to_send({waiting(1), waiting(2), waiting(3, notice_kind::test)}, {}).numbers, ElementsAre(3));
  auto all = waiting_up_to(5);
  all.push_back(waiting(6, notice_kind::test));
  EXPECT_THAT(next_to_send(all, failing()).numbers, ElementsAre(6));
}

TEST(delivery_plan, what_is_refused_holds_up_its_own_rule_alone) {
  auto refused = waiting(1);
  refused.told.rule = "vault-missing";
  refused.failures = most_in_order;
  auto its_end = waiting(2, notice_kind::recovery);
  its_end.told.rule = "vault-missing";
  auto other = waiting(3);
  other.told.rule = "disk-low";
  EXPECT_THAT(next_to_send({refused, its_end}, failing()).numbers, ElementsAre(1)) << "never the end first";
  EXPECT_THAT(next_to_send({refused, its_end, other}, failing()).numbers, ElementsAre(3));
  other.failures = 3 * most_in_order;
  EXPECT_THAT(next_to_send({refused, its_end, other}, failing()).numbers, ElementsAre(1)) << "the one tried least";
}

TEST(delivery_plan, a_summary_that_is_refused_is_sent_one_by_one) {
  auto all = waiting_up_to(6);
  for (auto& one : all) one.failures = most_in_order;
  EXPECT_THAT(next_to_send(all, failing()).numbers, ElementsAre(1));
  all.push_back(waiting(7));
  EXPECT_EQ(next_to_send(all, failing()).numbers.size(), 7U);
}

TEST(delivery_plan, what_comes_late_says_of_when_it_is) {
  auto one = waiting(1).told;  // of 12:01, and it is noon
  one.rule = "disk-low";
  one.text = "Make room.";
  EXPECT_EQ(as_sent(one, now + 600).text, "Make room.");
  EXPECT_EQ(as_sent(one, now + 3600).text,
            "Make room.\nThis is of 2026-02-05 12:01 UTC; it could not be delivered before.");
  EXPECT_EQ(as_sent(waiting(1, notice_kind::briefing).told, now + 3600).text, "") << "it says of which day it is";
}

TEST(delivery_plan, a_day_of_failures_is_a_few_dozen_attempts) {
  channel_memory channel;
  const outgoing sent{{1}, waiting(1).told};
  int attempts = 0;
  for (std::int64_t at = now; at < now + 86'400; at += 30) {
    if (!may_try(channel, at)) continue;
    channel = after_attempt(channel, sent, failed(), at, 30s);
    ++attempts;
  }
  EXPECT_EQ(channel.failures, attempts);
  EXPECT_GE(attempts, 24);
  EXPECT_LE(attempts, 40);
}

TEST(delivery_plan, pauses_double_and_the_receiver_may_ask_for_a_longer_one) {
  const outgoing sent{{1}, waiting(1).told};
  auto channel = after_attempt({}, sent, failed(), now, 30s);
  EXPECT_EQ(channel.pause, 30);
  EXPECT_EQ(channel.trouble, "ntfy does not answer");
  channel = after_attempt(channel, sent, failed(), now, 30s);
  EXPECT_EQ(channel.pause, 60);
  EXPECT_FALSE(may_try(channel, now + 59));
  EXPECT_TRUE(may_try(channel, now + 60));
  EXPECT_TRUE(may_try(channel, now - 86'400)) << "the clock was set back";
  auto asked = failed();
  asked.pause = 10min;
  EXPECT_EQ(after_attempt(channel, sent, asked, now, 30s).pause, 600);
  asked.pause = 24h;
  EXPECT_EQ(after_attempt(channel, sent, asked, now, 30s).pause, 3600);
}

TEST(delivery_plan, where_only_a_person_can_help_pauses_begin_at_five_minutes) {
  const outgoing sent{{1}, waiting(1).told};
  channel_memory channel;
  for (const auto pause : {300, 600, 1200, 2400, 3600, 3600}) {
    channel = after_attempt(channel, sent, failed(errc::invalid_argument, true), now, 30s);
    EXPECT_EQ(channel.pause, pause);
  }
}

TEST(delivery_plan, what_somebody_asked_for_does_not_count_against_the_channel) {
  const outgoing asked{{1}, waiting(1, notice_kind::briefing).told};
  for (const bool had_trouble : {false, true})
    for (const bool needs_owner : {false, true}) {
      auto channel = had_trouble ? failing(3) : channel_memory{};
      channel.pause = had_trouble ? 120 : 0;
      channel.failed_at = had_trouble ? now - 60 : 0;
      channel.briefing_id = asked.told.id;
      const auto before = channel;
      for (int round = 0; round < 3; ++round)
        channel = after_attempt(channel, asked, failed(errc::unavailable, needs_owner), now, 30s);
      EXPECT_EQ(channel.failures, before.failures);
      EXPECT_EQ(channel.pause, before.pause);
      EXPECT_EQ(channel.needs_owner, before.needs_owner);
      EXPECT_EQ(channel.failed_at, had_trouble ? now - 60 : now);
      EXPECT_EQ(channel.failed, before.failed + 3);
      EXPECT_EQ(channel.briefing, test_outcome::failed);
      EXPECT_EQ(channel.trouble, "ntfy does not answer");
      EXPECT_EQ(after_attempt(channel, asked, {}, now, 30s).trouble, "");
    }
}

TEST(delivery_plan, whoever_asked_is_told_that_it_may_have_arrived) {
  auto unanswered = failed();
  unanswered.may_have_arrived = true;
  for (const auto kind : {notice_kind::briefing, notice_kind::test}) {
    channel_memory channel;
    channel.briefing_id = channel.test_id = "id-1";
    EXPECT_EQ(after_attempt(channel, {{1}, waiting(1, kind).told}, unanswered, now, 30s).trouble,
              "ntfy does not answer; it may have arrived");
  }
  EXPECT_EQ(after_attempt({}, {{1}, waiting(1).told}, unanswered, now, 30s).trouble, "ntfy does not answer")
      << "it is sent again";
}

TEST(delivery_plan, a_success_ends_the_trouble) {
  auto channel = failing(20);
  channel.dropped = 5;
  channel.trouble = "away";
  channel.pause = 3600;
  const outgoing sent{{1, 2}, waiting(2).told};
  const auto after = after_attempt(channel, sent, {}, now, 30s);
  EXPECT_EQ(after.failures, 0);
  EXPECT_EQ(after.trouble, "");
  EXPECT_EQ(after.dropped, 0U);
  EXPECT_EQ(after.delivered, 2U);
  EXPECT_EQ(after.delivered_at, now);
  EXPECT_TRUE(may_try(after, now));
}

TEST(delivery_plan, the_outcome_of_a_test_is_remembered) {
  channel_memory channel;
  channel.test_id = "id-1";
  channel.test = test_outcome::waiting;
  const outgoing sent{{1}, waiting(1, notice_kind::test).told};
  channel = after_attempt(channel, sent, failed(), now, 30s);
  EXPECT_EQ(channel.test, test_outcome::failed);
  EXPECT_EQ(after_attempt(channel, sent, {}, now, 30s).test, test_outcome::delivered);
}

TEST(delivery_plan, health_tells_of_the_channels) {
  EXPECT_EQ(check_channels({}, {}).state, verdict::ok);
  EXPECT_THAT(check_channels({}, {}).message, HasSubstr("nobody is told"));
  channel_state ntfy;
  ntfy.name = "ntfy";
  channel_state mail;
  mail.name = "email";
  mail.failures = 1;
  mail.trouble = "The server mail.example refuses";
  EXPECT_EQ(check_channels({ntfy, mail}, {}).state, verdict::ok) << "one attempt may fail";
  mail.failures = 2;
  mail.waiting = 3;
  const auto warned = check_channels({ntfy, mail}, {});
  EXPECT_EQ(warned.state, verdict::warning);
  EXPECT_THAT(warned.causes, ElementsAre("email"));
  EXPECT_THAT(warned.message, HasSubstr("through email. email: The server mail.example refuses. 3 notices wait."));
  EXPECT_EQ(check_channels({mail}, {}).state, verdict::error);
  mail.failures = 1;
  mail.needs_owner = true;
  EXPECT_EQ(check_channels({ntfy, mail}, {}).state, verdict::warning) << "no second attempt is needed";
}

TEST(delivery_plan, health_tells_of_signs_of_life_that_do_not_arrive) {
  ping_state ping;
  ping.failures = 1;
  ping.trouble = "It does not answer";
  EXPECT_EQ(check_channels({}, ping).state, verdict::ok);
  ping.failures = 2;
  EXPECT_EQ(check_channels({}, ping).state, verdict::warning);
  EXPECT_THAT(check_channels({}, ping).message, HasSubstr("cannot be reached: It does not answer."));
}

}  // namespace
}  // namespace secondbrain::ops
