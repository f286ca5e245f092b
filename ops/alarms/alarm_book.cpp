#include "ops/alarms/alarm_book.hpp"

#include <algorithm>
#include <utility>

#include "base/human_text.hpp"
#include "base/shown_time.hpp"
#include "base/time_text.hpp"
#include "ops/alarms/shown_moment.hpp"

namespace secondbrain::ops {
namespace {

using std::chrono::seconds;

constexpr std::chrono::hours comes_and_goes{1};  // trouble that is back within this has not been over
constexpr std::chrono::hours longest_settling{1};

std::int64_t seconds_of(wall_time at) {
  return std::chrono::floor<seconds>(at.time_since_epoch()).count();
}

/// How long ago that was, as far as the wall clock can be believed: not before now, and no longer than matters.
seconds ago(std::int64_t moment, std::int64_t now, seconds most) {
  return std::clamp(seconds{now - moment}, seconds{0}, most);
}

std::string local_moment(std::int64_t moment) {
  return shown_time(wall_time{seconds{moment}});
}

}  // namespace

alarm_book::alarm_book(const config& settings, steady_time::duration settle, const clock& time)
    : settings_{settings}, settle_{settle}, time_{time} {
  for (const auto& rule : alarm_rules()) {
    const auto& grace = settings.*rule.grace;
    if (!grace.after) continue;
    auto& one = entries_.emplace_back();
    one.rule = &rule;
    one.grace = *grace.after;
    one.memory.rule = rule.name;
  }
}

void alarm_book::remember(const std::vector<alarm_memory>& memories, std::int64_t last_seen) {
  constexpr std::chrono::years longest{1};  // that matters
  const auto steady = remembered_ = time_.steady();
  for (auto& one : entries_) {
    const auto found = std::find_if(memories.begin(), memories.end(),
                                    [&](const alarm_memory& memory) { return memory.rule == one.rule->name; });
    if (found == memories.end()) continue;
    one.memory = *found;
    const auto wall = now();
    one.is_from_before = found->phase == alarm_phase::pending;
    one.since = steady - (one.is_from_before ? ago(found->since, last_seen, one.grace)
                                             : ago(found->since, wall, std::chrono::ceil<seconds>(longest)));
    one.told = steady - ago(found->told, wall, one.rule->repeat);
    one.silenced_at = steady - ago(found->silenced_at, wall, seconds{found->silenced_for});
    for (auto& each : std::exchange(one.memory.causes, {})) {
      const auto since = steady - ago(each.since, last_seen, one.grace);
      one.causes.push_back({std::move(each), since, steady});
    }
  }
}

std::vector<notice> alarm_book::take(const std::vector<observation>& seen) {
  last_look_ = time_.steady();
  std::vector<notice> notices;
  for (auto& one : entries_) {
    const auto found =
        std::find_if(seen.begin(), seen.end(), [&](const observation& other) { return other.rule == one.rule->name; });
    if (found != seen.end()) advance(one, *found);
    if (!is_silenced(one)) one.memory.silenced_at = one.memory.silenced_for = 0;
    if (auto spoken = speak(one)) notices.push_back(*std::move(spoken));
  }
  return notices;
}

void alarm_book::advance(entry& one, const observation& seen) {
  auto& phase = one.memory.phase;
  const auto steady = time_.steady();
  if (seen.found == finding::trouble) {
    one.well_since.reset();
    one.memory.text = seen.text;
    note_causes(one, seen);
    if (phase == alarm_phase::calm) {
      phase = alarm_phase::pending;
      one.is_from_before = false;
      one.since = steady;
      one.memory.since = now();
    }
    if (phase == alarm_phase::over) phase = alarm_phase::firing;  // before anybody was told that it was
    if (phase == alarm_phase::pending && steady - one.since >= one.grace) fire(one);
  }
  if (seen.found != finding::well) return;
  if (phase == alarm_phase::pending && may_be_over(one)) {
    phase = alarm_phase::calm;
    one.causes.clear();
  }
  if (phase != alarm_phase::firing) return;
  if (!one.well_since) {
    one.well_since = steady;
    one.memory.lasted = std::chrono::floor<seconds>(steady - one.since).count();
  }
  if (steady - *one.well_since >= settling(one)) phase = alarm_phase::over;
}

/// What was told of one that has gone is forgotten after a while, so that its return is told again.
void alarm_book::note_causes(entry& one, const observation& seen) const {
  const auto steady = time_.steady();
  const bool knows_none = one.causes.empty() && one.memory.told != 0;  // told by a version that did not keep them
  const auto note = [&](const std::string& name) {
    auto known =
        std::find_if(one.causes.begin(), one.causes.end(), [&](const cause& each) { return each.memory.name == name; });
    if (known == one.causes.end())
      known = one.causes.insert(known, cause{{name, now(), knows_none}, last_look_, last_look_});
    known->seen = last_look_;
  };
  for (const auto& name : seen.causes) note(name);
  if (seen.causes.empty()) note({});
  std::erase_if(one.causes, [&](const cause& each) { return steady - each.seen >= comes_and_goes; });
}

/// Something that is wrong now, has lasted, and was not in what was told.
bool alarm_book::has_news(const entry& one) const {
  const auto steady = time_.steady();
  return std::any_of(one.causes.begin(), one.causes.end(), [&](const cause& each) {
    return !each.memory.told && each.seen == last_look_ && steady - each.since >= one.grace;
  });
}

void alarm_book::fire(entry& one) {
  one.memory.phase = alarm_phase::firing;
  one.memory.told = 0;
  const bool is_back = one.recovered && time_.steady() - *one.recovered < comes_and_goes;
  one.flaps = is_back ? one.flaps + 1 : 0;
}

/// Parts that have just started do not know yet what is wrong, so that what was in trouble before is not well at once.
bool alarm_book::may_be_over(const entry& one) const {
  return !one.is_from_before || time_.steady() - remembered_ >= settle_;
}

/// What fires again and again must be well for longer and longer before that is believed.
steady_time::duration alarm_book::settling(const entry& one) const {
  constexpr int most_doublings = 10;
  return std::min<steady_time::duration>(settle_ * (1 << std::min(one.flaps, most_doublings)), longest_settling);
}

std::optional<notice> alarm_book::speak(entry& one) {
  auto& memory = one.memory;
  const auto steady = time_.steady();
  if (memory.phase == alarm_phase::over) {
    const bool was_told = memory.told != 0;
    const bool tells = one.rule->recovery == recovery_notice::sent && (was_told || !is_silenced(one));
    if (tells && is_held_back(one)) return std::nullopt;
    std::optional<notice> ending;
    if (tells) ending = notice_of(one, notice_kind::recovery);
    one.recovered = steady;
    memory.phase = alarm_phase::calm;
    memory.since = memory.lasted = memory.told = 0;
    memory.text.clear();
    one.causes.clear();
    return ending;
  }
  if (memory.phase != alarm_phase::firing || one.well_since || is_held_back(one)) return std::nullopt;
  const bool is_news = memory.told == 0 || has_news(one);
  const bool is_due = is_news || (one.rule->repeat.count() > 0 && steady - one.told >= one.rule->repeat);
  if (!is_due) return std::nullopt;
  auto alarm = notice_of(one, notice_kind::alarm);
  for (auto& each : one.causes) each.memory.told = true;
  memory.told = now();
  one.told = steady;
  return alarm;
}

notice alarm_book::notice_of(const entry& one, notice_kind kind) const {
  const auto& memory = one.memory;
  notice made;
  made.kind = kind;
  made.severity = one.rule->severity;
  made.rule = one.rule->name;
  made.at = shown_moment(now());
  const auto lasted = elapsed(seconds{memory.lasted});
  if (kind == notice_kind::alarm) {
    const auto* opening = memory.told == 0 ? "" : has_news(one) ? "Update: " : "Still: ";
    made.title = opening + std::string{one.rule->title};
    made.text = memory.text;
  } else if (memory.told != 0) {
    made.title = one.rule->ending;
    made.text = std::string{one.rule->was} + " for " + lasted + ".";
  } else {
    made.title = std::string{one.rule->title} + ": over by now";
    made.text = "It began at " + local_moment(memory.since) + ", lasted " + lasted +
                ", and was held back by quiet hours or a silence. " + std::string{one.rule->ending} +
                ". What was wrong:\n" + memory.text;
  }
  return made;
}

bool alarm_book::is_quiet() const {
  return settings_.quiet_hours && contains(*settings_.quiet_hours, local_time_of(time_.now()).time);
}

bool alarm_book::is_silenced(const entry& one) const {
  return one.memory.silenced_for > 0 && time_.steady() - one.silenced_at < seconds{one.memory.silenced_for};
}

bool alarm_book::is_held_back(const entry& one) const {
  return is_silenced(one) || (one.rule->quiet == quiet_policy::waits && is_quiet());
}

result<alarm_state> alarm_book::silence(std::string_view rule, std::chrono::seconds duration) {
  const auto* known = find_alarm_rule(rule);
  if (known == nullptr)
    return fail(errc::not_found,
                "there is no rule " + std::string{rule} + "; `secondbrain alarms` lists the rules there are");
  for (auto& one : entries_) {
    if (one.rule != known) continue;
    one.silenced_at = time_.steady();
    one.memory.silenced_for = duration.count();
    one.memory.silenced_at = duration.count() > 0 ? now() : 0;
    return state_of(*known);
  }
  return fail(errc::not_found, "the rule " + std::string{rule} + " is off (" + std::string{known->setting} + ")");
}

std::vector<alarm_memory> alarm_book::memories() const {
  std::vector<alarm_memory> all;
  for (const auto& one : entries_) {
    if (one.memory.phase == alarm_phase::calm && one.memory.silenced_for == 0) continue;
    auto& kept = all.emplace_back(one.memory);
    for (const auto& each : one.causes) kept.causes.push_back(each.memory);
  }
  return all;
}

std::vector<alarm_state> alarm_book::states() const {
  std::vector<alarm_state> all;
  for (const auto& rule : alarm_rules()) all.push_back(state_of(rule));
  return all;
}

alarm_state alarm_book::state_of(const alarm_rule& rule) const {
  alarm_state state;
  state.rule = rule.name;
  state.title = rule.title;
  state.severity = rule.severity;
  state.quiet = rule.quiet;
  state.setting = rule.setting;
  const auto* one = find(rule.name);
  if (one == nullptr) return state;
  state.grace_seconds = one->grace.count();
  state.phase = one->memory.phase;
  if (state.phase != alarm_phase::calm) {
    state.since = shown_moment(one->memory.since);
    state.text = one->memory.text;
    state.told_at = shown_moment(one->memory.told);
  }
  if (is_silenced(*one)) {
    const auto left = seconds{one->memory.silenced_for} - (time_.steady() - one->silenced_at);
    state.silenced_until =
        shown_moment(seconds_of(time_.now() + std::chrono::duration_cast<wall_time::duration>(left)));
  }
  return state;
}

std::optional<steady_time::duration> alarm_book::next_due() const {
  std::optional<steady_time::duration> next;
  for (const auto& one : entries_) {
    const auto wait = [&](steady_time since) {
      const auto left = std::max<steady_time::duration>(one.grace - (time_.steady() - since), seconds{0});
      next = std::min(next.value_or(left), left);
    };
    if (one.memory.phase == alarm_phase::pending) wait(one.since);
    if (one.memory.phase != alarm_phase::firing || is_held_back(one)) continue;
    for (const auto& each : one.causes)
      if (!each.memory.told && each.seen == last_look_) wait(each.since);
  }
  return next;
}

const alarm_book::entry* alarm_book::find(std::string_view rule) const {
  const auto found =
      std::find_if(entries_.begin(), entries_.end(), [&](const entry& one) { return one.rule->name == rule; });
  return found == entries_.end() ? nullptr : &*found;
}

std::int64_t alarm_book::now() const {
  return seconds_of(time_.now());
}

}  // namespace secondbrain::ops
