#include "ops/alarms/outbox.hpp"

#include <algorithm>
#include <iterator>

#include "base/human_text.hpp"
#include "base/text.hpp"
#include "base/time_text.hpp"
#include "ops/alarms/shown_moment.hpp"

namespace secondbrain::ops {
namespace {

constexpr std::string_view of_broken_channels = "channel-broken";

channel_state state_of(const channel_memory& memory) {
  channel_state state;
  state.name = memory.channel;
  state.delivered = memory.delivered;
  state.failed = memory.failed;
  state.dropped = memory.dropped;
  state.set_aside = memory.set_aside;
  state.last_set_aside = memory.last_set_aside;
  state.failures = memory.failures;
  state.delivered_at = shown_moment(memory.delivered_at);
  state.failed_at = shown_moment(memory.failed_at);
  state.trouble = memory.trouble;
  state.needs_owner = memory.needs_owner;
  state.test_id = memory.test_id;
  state.test = memory.test;
  state.briefing_id = memory.briefing_id;
  state.briefing = memory.briefing;
  return state;
}

/// Only the newest of its kind is of any use.
bool takes_the_place_of_earlier_ones(notice_kind kind) {
  return kind == notice_kind::test || kind == notice_kind::briefing;
}

}  // namespace

outbox::outbox(const std::vector<std::string>& channels, const alarm_records& kept, std::chrono::seconds first_pause)
    : first_pause_{first_pause}, briefing_{kept.briefing} {
  for (const auto& name : channels) {
    auto& one = lanes_.emplace_back();
    for (const auto& memory : kept.channels)
      if (memory.channel == name) one.memory = memory;
    one.memory.channel = name;
  }
  for (const auto& queued : kept.queue) {
    last_number_ = std::max(last_number_, queued.number);
    auto* one = find(queued.channel);
    if (one != nullptr && is_asked_for(queued.told, one->memory)) continue;
    const bool may_have_arrived = queued.under_way && queued.told.kind == notice_kind::briefing;
    if (may_have_arrived) briefing_ = briefing_outcome::may_have_arrived;
    if (one == nullptr || may_have_arrived) continue;
    one->waiting.push_back(queued);
    one->waiting.back().under_way = false;
  }
  for (auto& each : lanes_)
    if (each.memory.briefing == test_outcome::waiting) each.memory.briefing = test_outcome::failed;
}

void outbox::forget_pauses() {
  for (auto& each : lanes_) each.memory.pause = each.memory.asked;
}

void outbox::add(const notice& one) {
  const bool is_alarm = one.kind == notice_kind::alarm;
  const auto fails = [](const lane& each) { return is_broken(state_of(each.memory)); };
  const bool goes_by_the_others =
      one.rule == of_broken_channels && is_alarm && !std::all_of(lanes_.begin(), lanes_.end(), fails);
  for (auto& each : lanes_) {
    if (goes_by_the_others && fails(each)) continue;
    add_to(each.memory.channel, one);
    if (is_alarm && one.severity == alarm_severity::critical) each.memory.pause = each.memory.asked;
  }
}

void outbox::add_to(const std::string& channel, const notice& one) {
  auto* to = find(channel);
  if (to == nullptr) return;
  auto& waiting = to->waiting;
  if (takes_the_place_of_earlier_ones(one.kind))
    std::erase_if(waiting, [&](const queued_notice& other) {
      return other.told.kind == one.kind && !other.under_way &&
             is_asked_for(other.told, to->memory) == is_asked_for(one, to->memory);
    });
  if (waiting.size() >= most_waiting) {
    const auto oldest =
        std::find_if(waiting.begin(), waiting.end(), [](const queued_notice& other) { return !other.under_way; });
    if (oldest != waiting.end()) {
      waiting.erase(oldest);
      ++to->memory.dropped;
    }
  }
  auto& queued = waiting.emplace_back();
  queued.number = ++last_number_;
  queued.channel = channel;
  queued.told = one;
  if (one.kind == notice_kind::briefing && !is_asked_for(one, to->memory)) briefing_ = briefing_outcome::waiting;
}

void outbox::add_asked_briefing(const std::string& channel, const notice& one) {
  auto* to = find(channel);
  if (to == nullptr) return;
  auto& memory = to->memory;
  std::erase_if(to->waiting, [&](const queued_notice& other) {
    return is_asked_for(other.told, memory) && !other.under_way;  // nobody looks at what becomes of that one any more
  });
  memory.briefing_id = one.id;
  memory.briefing = test_outcome::waiting;
  memory.pause = 0;
  add_to(channel, one);
}

void outbox::add_test(const notice& one) {
  for (auto& each : lanes_) {
    add_to(each.memory.channel, one);
    each.memory.test_id = one.id;
    each.memory.test = test_outcome::waiting;
    each.memory.pause = 0;
  }
}

std::optional<outgoing> outbox::begin(const std::string& channel, std::int64_t now) {
  auto* one = find(channel);
  if (one == nullptr || one->under_way || one->waiting.empty() || !may_try(one->memory, now)) return std::nullopt;
  one->under_way = next_to_send(one->waiting, one->memory);
  for (auto& queued : one->waiting)
    queued.under_way = std::find(one->under_way->numbers.begin(), one->under_way->numbers.end(), queued.number) !=
                       one->under_way->numbers.end();
  return one->under_way;
}

void outbox::end(const std::string& channel, const delivery_attempt& attempt, std::int64_t now) {
  auto* one = find(channel);
  if (one == nullptr || !one->under_way) return;
  one->memory = after_attempt(one->memory, *one->under_way, attempt, now, first_pause_);
  const bool is_asked = is_asked_for(one->under_way->told, one->memory);
  const bool is_briefing = one->under_way->told.kind == notice_kind::briefing && !is_asked;
  const bool is_done = !attempt.trouble || is_asked || (is_briefing && attempt.may_have_arrived);
  if (attempt.trouble && !is_done) note_failure(*one, attempt);
  if (!attempt.trouble)
    for (auto& queued : one->waiting) queued.others_arrived |= queued.failures > 0;
  if (is_done) std::erase_if(one->waiting, [](const queued_notice& queued) { return queued.under_way; });
  if (is_done && is_briefing)
    briefing_ = attempt.trouble ? briefing_outcome::may_have_arrived : briefing_outcome::delivered;
  for (auto& queued : one->waiting) queued.under_way = false;
  one->under_way.reset();
}

/// Against the notices themselves: one that fails again and again is not to hold up the others.
void outbox::note_failure(lane& one, const delivery_attempt& attempt) {
  auto& memory = one.memory;
  const bool is_summary = one.under_way->numbers.size() > 1;
  for (auto& queued : one.waiting)
    if (queued.under_way) queued.failures += attempt.needs_owner ? most_in_order : is_summary ? 0 : 1;
  const auto refused = [](const queued_notice& queued) { return queued.under_way && is_to_be_set_aside(queued); };
  for (const auto& queued : one.waiting) {
    if (!refused(queued)) continue;
    ++memory.set_aside;
    memory.last_set_aside = "\"" + queued.told.title +
                            "\" was refused although others were taken, and is not sent "
                            "through " +
                            memory.channel + " any more: " + with_full_stop(attempt.trouble->message);
  }
  const auto left = std::erase_if(one.waiting, refused);
  if (left > 0) {  // the channel itself is well
    memory.failures = memory.pause = 0;
    memory.needs_owner = false;
    memory.trouble.clear();
  }
  const bool test_waits = std::any_of(one.waiting.begin(), one.waiting.end(), [](const queued_notice& queued) {
    return queued.told.kind == notice_kind::test && queued.failures == 0;
  });
  if (test_waits) memory.pause = 0;
}

std::vector<channel_state> outbox::states(std::int64_t now) const {
  std::vector<channel_state> all;
  for (const auto& one : lanes_) {
    auto& state = all.emplace_back(state_of(one.memory));
    state.waiting = one.waiting.size();
    if (!one.waiting.empty() && !may_try(one.memory, now))
      state.next_attempt_at = shown_moment(one.memory.failed_at + one.memory.pause);
  }
  return all;
}

std::vector<std::string> outbox::names() const {
  std::vector<std::string> all;
  for (const auto& one : lanes_) all.push_back(one.memory.channel);
  return all;
}

void outbox::keep_in(alarm_records& records) const {
  records.channels.clear();
  records.queue.clear();
  records.briefing = briefing_;
  for (const auto& one : lanes_) {
    records.channels.push_back(one.memory);
    std::copy(one.waiting.begin(), one.waiting.end(), std::back_inserter(records.queue));
  }
}

outbox::lane* outbox::find(const std::string& channel) {
  const auto found =
      std::find_if(lanes_.begin(), lanes_.end(), [&](const lane& one) { return one.memory.channel == channel; });
  return found == lanes_.end() ? nullptr : &*found;
}

}  // namespace secondbrain::ops
