#include "ops/alarms/delivery_plan.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "base/human_text.hpp"
#include "base/shown_time.hpp"
#include "base/text.hpp"
#include "base/time_text.hpp"

namespace secondbrain::ops {
namespace {

using std::chrono::seconds;

bool is_of_a_rule(const notice& one) {
  return one.kind == notice_kind::alarm || one.kind == notice_kind::recovery;
}

/// "2026-11-29 10:02 CET  The vault is missing"
std::string line_of(const notice& one) {
  return (one.at.empty() ? "" : shown_time(one.at) + "  ") + one.title;
}

notice summary_of(const std::vector<queued_notice>& all, std::uint64_t dropped) {
  constexpr std::size_t most_lines = 20;
  notice summary = all.back().told;
  summary.id += "-and-" + std::to_string(all.size() - 1);
  summary.rule.clear();
  for (const auto& one : all) summary.severity = std::max(summary.severity, one.told.severity);
  const auto count = static_cast<std::int64_t>(all.size() + dropped);
  summary.title = grouped(count) + " alarms and recoveries that could not be delivered before";
  summary.text =
      "This channel could not be reached for a while. This is what you missed, the newest last; `secondbrain alarms` "
      "shows how things are now:\n";
  const auto left_out = all.size() - std::min(all.size(), most_lines);
  if (left_out + dropped > 0)
    summary.text += "- " + grouped(static_cast<std::int64_t>(left_out + dropped)) + " earlier ones\n";
  for (auto at = left_out; at < all.size(); ++at) summary.text += "- " + line_of(all[at].told) + "\n";
  return summary;
}

bool is_stuck(const queued_notice& one) {
  return one.failures >= most_in_order;
}

/// The first that does not wait for one that is stuck: of its rule all does, so that no alarm comes after its end.
/// Where everything is stuck, the one that was tried least.
const queued_notice& next_by_itself(const std::vector<queued_notice>& waiting) {
  const queued_notice* least = nullptr;
  std::vector<std::string_view> rules;
  for (const auto& one : waiting) {
    const std::string_view rule = one.told.rule;
    const bool is_first = rule.empty() || std::find(rules.begin(), rules.end(), rule) == rules.end();
    rules.push_back(rule);
    if (!is_first) continue;
    if (!is_stuck(one)) return one;
    if (least == nullptr || one.failures < least->failures) least = &one;
  }
  return *least;
}

component_check missed(const ping_state& ping) {
  return {"alarms",
          verdict::warning,
          "The service that watches for signs of life from SecondBrain cannot be reached: " +
              with_full_stop(ping.trouble) + " Until it can, it may raise an alarm although nothing is wrong here.",
          {},
          {},
          {"ping"}};
}

std::string name_list(const std::vector<std::string>& names) {
  if (names.size() < 2) return join(names, "");
  const std::vector<std::string> front{names.begin(), std::prev(names.end())};
  return join(front, ", ") + " and " + names.back();
}

}  // namespace

outgoing next_to_send(const std::vector<queued_notice>& waiting, const channel_memory& channel) {
  const auto awaited = std::find_if(waiting.begin(), waiting.end(), [&](const queued_notice& one) {
    return (one.told.kind == notice_kind::test && !is_stuck(one)) || is_asked_for(one.told, channel);
  });
  if (awaited != waiting.end()) return {{awaited->number}, awaited->told};
  std::vector<queued_notice> gathered;
  std::copy_if(waiting.begin(), waiting.end(), std::back_inserter(gathered),
               [](const queued_notice& one) { return is_of_a_rule(one.told); });
  const bool had_trouble = channel.failures > 0 || channel.dropped > 0;
  const bool is_refused = std::all_of(gathered.begin(), gathered.end(), is_stuck);  // then one by one shows which
  if (!had_trouble || is_refused || gathered.size() <= most_one_by_one) {
    const auto& next = next_by_itself(waiting);
    return {{next.number}, next.told};
  }
  outgoing summary;
  for (const auto& one : gathered) summary.numbers.push_back(one.number);
  summary.told = summary_of(gathered, channel.dropped);
  return summary;
}

notice as_sent(notice one, std::int64_t now) {
  constexpr std::chrono::minutes late{10};
  const auto noticed = time_from_utc(one.at);
  const auto moment = wall_time{seconds{now}};
  if (!one.rule.empty() && noticed && moment - *noticed > late)
    one.text +=
        (one.text.empty() ? "" : "\n") + ("This is of " + shown_time(*noticed) + "; it could not be delivered before.");
  return one;
}

channel_memory after_attempt(channel_memory before, const outgoing& sent, const delivery_attempt& attempt,
                             std::int64_t now, std::chrono::seconds first_pause) {
  auto after = std::move(before);
  const bool is_test = sent.told.kind == notice_kind::test && sent.told.id == after.test_id;
  const auto outcome = attempt.trouble ? test_outcome::failed : test_outcome::delivered;
  if (is_test) after.test = outcome;
  const bool is_asked = is_asked_for(sent.told, after);
  if (is_asked) after.briefing = outcome;
  if (!attempt.trouble) {
    after.failures = 0;
    after.pause = after.asked = 0;
    after.trouble.clear();
    after.needs_owner = false;
    after.delivered += sent.numbers.size();
    after.delivered_at = now;
    if (is_of_a_rule(sent.told)) after.dropped = 0;
    return after;
  }
  constexpr std::int64_t most_doublings = 12;
  ++after.failed;
  after.trouble = attempt.trouble->message;
  if ((is_test || is_asked) && attempt.may_have_arrived) after.trouble += "; it may have arrived";
  if (is_asked) {  // whoever asked is told, and nothing waits whose success would end the trouble
    if (after.failures == 0) after.failed_at = now;
    return after;
  }
  ++after.failures;
  after.failed_at = now;
  after.needs_owner = attempt.needs_owner;
  const seconds first = attempt.needs_owner ? std::max<seconds>(first_pause, pause_for_owner) : first_pause;
  const auto doubled = first * (std::int64_t{1} << std::min(after.failures - 1, most_doublings));
  const auto asked = std::min<seconds>(attempt.pause.value_or(seconds{0}), longest_pause);
  after.asked = asked.count();
  after.pause = std::max(std::min<seconds>(doubled, longest_pause), asked).count();
  return after;
}

bool is_to_be_set_aside(const queued_notice& one) {
  return one.others_arrived && one.failures >= 2 * most_in_order && one.told.kind != notice_kind::briefing;
}

bool may_try(const channel_memory& channel, std::int64_t now) {
  const auto since = now - channel.failed_at;
  return channel.failures == 0 || since >= channel.pause || since < 0;
}

bool is_asked_for(const notice& one, const channel_memory& channel) {
  return one.kind == notice_kind::briefing && !one.id.empty() && one.id == channel.briefing_id;
}

bool is_broken(const channel_state& channel) {
  return channel.failures > 1 || (channel.failures > 0 && channel.needs_owner);
}

component_check check_channels(const std::vector<channel_state>& channels, const std::optional<ping_state>& ping) {
  const bool is_missed = ping && ping->failures > 1;
  if (channels.empty() && is_missed) return missed(*ping);
  if (channels.empty())
    return {
        "alarms", verdict::ok,
        "No channel is set up, so nobody is told when something breaks. `secondbrain alarms --help` shows how to set "
        "one up."};
  std::vector<std::string> working;
  std::vector<std::string> broken;
  std::string why;
  for (const auto& one : channels) {
    (is_broken(one) ? broken : working).push_back(one.name);
    if (!is_broken(one)) continue;
    why += " " + one.name + ": " + with_full_stop(one.trouble);
    if (one.waiting > 0) why += " " + counted(static_cast<std::int64_t>(one.waiting), "notice waits.", "notices wait.");
  }
  if (broken.empty() && is_missed) return missed(*ping);
  if (broken.empty()) return {"alarms", verdict::ok, "You are told of trouble through " + name_list(working) + "."};
  const auto state = working.empty() ? verdict::error : verdict::warning;
  return {
      "alarms",
      state,
      (working.empty() ? "Alarms do not reach you." : "Alarms do not reach you through " + name_list(broken) + ".") +
          why + " Sending is tried again by itself; `secondbrain alarms test` tries now.",
      {},
      {},
      broken};
}

}  // namespace secondbrain::ops
