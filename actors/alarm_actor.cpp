#include "actors/alarm_actor.hpp"

#include <algorithm>
#include <cstdlib>

#include "base/human_text.hpp"
#include "base/json.hpp"
#include "base/record_json.hpp"
#include "base/text.hpp"
#include "base/time_text.hpp"
#include "base/uuid.hpp"
#include "ops/alarms/daily_briefing.hpp"
#include "stores/alarm_file.hpp"

namespace secondbrain::actors {

namespace {

using std::chrono::seconds;

constexpr seconds between_marks{600};  // of what time it is, in the file
constexpr seconds longest_briefing{30};
constexpr std::chrono::minutes before_next_briefing{5};  // after one that could not be made
constexpr std::size_t most_days = 60;

constexpr auto no_channel =
    "No channel is set up, so nothing can be sent. `secondbrain alarms --help` shows how to set one up.";

constexpr auto no_look = "SecondBrain could not look at its own state: a disk does not answer.";

/// An attempt of which nobody knows how it ended, unless it never began.
delivery_attempt lost(const std::string& channel, const error& why) {
  const auto what = why.code == errc::timeout ? "did not answer in time" : "could not be asked (" + why.message + ")";
  delivery_attempt attempt{error{errc::unavailable, channel + " " + what}};
  attempt.may_have_arrived = why.code != errc::busy && why.code != errc::unavailable;
  return attempt;
}

std::string shown(std::int64_t moment) {
  return moment == 0 ? std::string{} : utc_text(wall_time{seconds{moment}});
}

}  // namespace

status alarm_actor::open() {
  auto opened = stores::open_alarm_file(parts_.file);
  if (!opened) {  // a disk that fails is what alarms are for: they begin from nothing
    log().error("The file of the alarms cannot be read: {}", opened.error().message);
    opened = stores::opened_alarm_file{};
  }
  if (!opened->damage.empty()) {
    log().error("{}", opened->damage);
    record().recovered({parts_.time->now(), store_worth::recorded, opened->damage});
  }
  records_ = *parts_.unwritten ? **parts_.unwritten : std::move(opened->records);
  std::vector<std::string> names;
  for (const auto& channel : parts_.channels) names.push_back(channel.name);
  const auto first_pause = std::max(std::chrono::ceil<seconds>(parts_.interval), seconds{1});
  book_.emplace(settings(), 2 * parts_.interval, *parts_.time);
  book_->remember(records_.rules, records_.seen_at);
  ops::reclaim_briefing(records_, parts_.briefing_channel);
  outbox_.emplace(names, records_, first_pause);
  const bool is_same_boot = !parts_.boot.empty() && records_.boot == parts_.boot;
  clock_watch_.emplace(*parts_.time, records_.seen_at,
                       is_same_boot ? std::optional{seconds{records_.clock_offset}} : std::nullopt);
  tests_.emplace(settings().alarm_test_interval, records_.tested_at, *parts_.time);
  const bool is_start = !parts_.started->exchange(true);
  if (is_start) {
    outbox_->forget_pauses();
    if (records_.is_running) records_.starts.push_back(now());
    records_.is_running = true;
  }
  keep();
  publish();
  pump();
  if (is_start) give_sign_of_life(life_sign::start, "SecondBrain has started.");
  look_again_later();
  return {};
}

/// That the service ends because somebody wants it to is written down: its next start follows upon no breakdown.
void alarm_actor::close() noexcept {
  if (!outbox_ || !*parts_.stopping || *parts_.gave_up) return;
  try {
    records_.is_running = false;
    keep();
  } catch (const std::exception& thrown) {
    log().error("That the service ended in order could not be written down: {}", thrown.what());
  }
}

caf::message_handler alarm_actor::own_handlers() {
  return {on<next_slice>([this](const next_slice&) { look(); })};
}

// ---- looking ----

void alarm_actor::look() {
  pump();
  ask_then(parts_.service, look_at_service{}, parts_.longest_look,
           [this](const result<service_sight>& seen) { hold_against(seen); });
}

void alarm_actor::look_again_later() {
  constexpr std::chrono::milliseconds soonest{100};
  std::chrono::milliseconds pause = parts_.interval;
  if (const auto due = book_->next_due())
    pause = std::clamp(std::chrono::ceil<std::chrono::milliseconds>(*due), std::min(soonest, pause), pause);
  compat::post_after(self(), pause, next_slice{});
}

/// A look that hangs is something to tell; one that was interrupted is only repeated.
void alarm_actor::hold_against(const result<service_sight>& seen) {
  const auto wall = parts_.time->now();  // before the clock is judged: a later one might be none that was
  const auto at = std::chrono::floor<seconds>(wall.time_since_epoch()).count();
  std::erase_if(records_.starts,
                [&](std::int64_t start) { return start > at || at - start > seconds{ops::storm_window}.count(); });
  if (seen || seen.error().code == errc::timeout) {
    ops::surroundings around;
    if (seen) around.service = *seen;
    around.clock_trouble = clock_watch_->look();
    around.starts = static_cast<int>(records_.starts.size());
    around.now = at;
    clock_is_in_doubt_ = around.clock_trouble.has_value();
    for (auto& one : book_->take(ops::observe(around, settings()))) tell(std::move(one));
    looked_at_ = shown(at);
  }
  give_due_sign_of_life(seen);
  send_due_test();
  send_due_briefing(wall);
  const bool grace_passes = book_->next_due().has_value();  // and goes on from here after a restart
  note_trusted_time();
  if (grace_passes || at < records_.seen_at || at - records_.seen_at >= between_marks.count()) records_.seen_at = at;
  keep();
  pump();
  publish();
  look_again_later();
}

// ---- what is sent ----

void alarm_actor::tell(notice one) {
  one.id = random_uuid().value_or(one.rule + "-" + std::to_string(now()));
  one.link = parts_.link;
  one.machine = parts_.machine;
  if (one.at.empty()) one.at = shown(now());
  if (one.kind == notice_kind::alarm)
    log().warn("{}: {}", one.title, one.text);
  else
    log().info("{}: {}", one.title, one.text);
  outbox_->add(one);
}

void alarm_actor::send_due_test() {
  if (parts_.channels.empty() || clock_is_in_doubt_ || book_->is_quiet() || !tests_->is_due()) return;
  begin_test();
}

/// At its interval, and at once when it is another than the last.
void alarm_actor::give_due_sign_of_life(const result<service_sight>& seen) {
  if (!parts_.ping || ping_is_under_way_ || (!seen && seen.error().code != errc::timeout)) return;
  const auto trouble = urgent_trouble();
  const bool is_well = seen && seen->health.state != verdict::error && trouble.empty();
  const auto sign = is_well ? life_sign::success : life_sign::failure;
  if (sign == last_sign_ && parts_.time->steady() - pinged_ < parts_.ping_interval) return;
  pinged_ = parts_.time->steady();
  auto text = seen ? seen->health.summary : std::string{no_look};
  if (seen && seen->health.state != verdict::error && !trouble.empty()) text = trouble + "\n" + text;
  give_sign_of_life(sign, text);
}

/// What the service that waits for signs of life is to alarm somebody of, although health is no error: a critical
/// alarm, and one that does not get through. Empty: nothing.
std::string alarm_actor::urgent_trouble() const {
  for (const auto& rule : book_->states())
    if (rule.phase == alarm_phase::firing && rule.severity == alarm_severity::critical && rule.silenced_until.empty())
      return rule.title + ". " + rule.text;
  const auto channels = outbox_->states(now());
  if (std::none_of(channels.begin(), channels.end(), ops::is_broken)) return {};
  return ops::check_channels(channels, std::nullopt).message;
}

/// One that fails is not repeated: the next says more, and its absence is what the receiver waits for.
void alarm_actor::give_sign_of_life(life_sign sign, const std::string& text) {
  if (!parts_.ping || *parts_.stopping) return;
  ping_is_under_way_ = true;
  last_sign_ = sign;
  ask_then(*parts_.ping, send_life_sign{sign, text}, parts_.longest_delivery,
           [this](const result<delivery_attempt>& answer) {
             ping_is_under_way_ = false;
             const auto attempt = answer ? *answer : lost("the service that waits for signs of life", answer.error());
             if (attempt.trouble) {
               ++ping_.failures;
               ping_.failed_at = shown(now());
               ping_.trouble = attempt.trouble->message;
               log().warn("A sign of life could not be sent: {}", ping_.trouble);
             } else {
               ping_.failures = 0;
               ping_.trouble.clear();
               ping_.sent_at = shown(now());
             }
             publish();
           });
}

std::string alarm_actor::begin_test() {
  notice test;
  test.id = random_uuid().value_or("test-" + std::to_string(now()));
  test.kind = notice_kind::test;
  test.severity = alarm_severity::info;
  test.title = "A test of the alarms";
  test.text = "You can be reached through this channel. There is nothing to do.";
  test.at = shown(now());
  test.link = parts_.link;
  test.machine = parts_.machine;
  records_.tested_at = now();
  tests_->sent();
  outbox_->add_test(test);
  return test.id;
}

/// Not while the time is in doubt: a clock that jumps back and forth would have two days in one.
void alarm_actor::send_due_briefing(wall_time at) {
  if (!settings().briefing_at || asks_for_briefing_ || clock_is_in_doubt_) return;
  if (parts_.time->steady() < briefing_not_before_) return;
  const auto local = local_time_of(at);
  const auto day = ops::briefing_due(*settings().briefing_at, local, records_.briefing_days);
  if (!day) return;
  asks_for_briefing_ = true;
  ask_then(parts_.planner, get_briefing{}, longest_briefing, [this, day = *day](const result<briefing>& found) {
    asks_for_briefing_ = false;
    if (!found) {
      briefing_not_before_ = parts_.time->steady() + before_next_briefing;
      return log().warn("The briefing of {} cannot be made yet: {}", day, found.error().message);
    }
    outbox_->add_to(parts_.briefing_channel, briefing_of(*found));
    auto& days = records_.briefing_days;
    days.push_back(day);
    if (days.size() > most_days) days.erase(days.begin());
    keep();
    pump();
    publish();
  });
}

notice alarm_actor::briefing_of(const briefing& day) const {
  auto made = ops::briefing_notice(day);
  made.id = random_uuid().value_or("briefing-" + std::to_string(now()));
  made.at = shown(now());
  made.link = parts_.link;
  made.machine = parts_.machine;
  return made;
}

/// Has every channel that may send do so. That a briefing is on its way is durable first: it must not come twice.
void alarm_actor::pump() {
  for (const auto& channel : parts_.channels) {
    if (*parts_.stopping) return;
    const auto next = outbox_->begin(channel.name, now());
    if (!next) continue;
    if (next->told.kind == notice_kind::briefing) keep();
    ask_then(channel.way, deliver_notice{ops::as_sent(next->told, now())}, parts_.longest_delivery,
             [this, name = channel.name, kind = next->told.kind](const result<delivery_attempt>& answer) {
               conclude(name, kind, answer ? *answer : lost(name, answer.error()));
             });
  }
}

void alarm_actor::conclude(const std::string& channel, notice_kind kind, const delivery_attempt& attempt) {
  if (attempt.trouble && attempt.may_have_arrived && kind == notice_kind::briefing)
    log().warn("The briefing was sent through {} and may have arrived; it is not sent again: {}", channel,
               attempt.trouble->message);
  else if (attempt.trouble)
    log().warn("A notice could not be sent through {}: {}", channel, attempt.trouble->message);
  outbox_->end(channel, attempt, now());
  keep();
  pump();
  publish();
}

// ---- requests ----

result<alarm_test_started> alarm_actor::handle(const send_alarm_test&) {
  if (parts_.channels.empty()) return fail(errc::conflict, no_channel);
  alarm_test_started started{begin_test(), outbox_->names()};
  keep();
  pump();
  publish();
  return started;
}

result<std::string> alarm_actor::channel_for_briefing(const std::string& wanted) const {
  const auto names = outbox_->names();
  if (names.empty()) return fail(errc::conflict, no_channel);
  for (const auto& name : {wanted, parts_.briefing_channel, settings().briefing_channel, names.front()}) {
    if (name.empty()) continue;
    if (std::find(names.begin(), names.end(), name) != names.end()) return name;
    if (name == wanted)
      return fail(errc::not_found, "there is no channel " + wanted + "; set up: " + secondbrain::join(names, ", "));
  }
  return names.front();
}

void alarm_actor::handle(const send_briefing& request, reply_slot<send_briefing> reply) {
  const auto channel = channel_for_briefing(request.channel);
  if (!channel) return reply.deliver(fail(channel.error()));
  auto slot = std::make_shared<reply_slot<send_briefing>>(std::move(reply));
  ask_then(parts_.planner, get_briefing{}, longest_briefing,
           [this, slot, channel = *channel](const result<briefing>& day) {
             if (!day) return slot->deliver(fail(day.error()));
             const auto made = briefing_of(*day);
             outbox_->add_asked_briefing(channel, made);
             keep();
             pump();
             publish();
             slot->deliver(briefing_on_its_way{made.id, channel});
           });
}

result<alarm_state> alarm_actor::handle(const silence_alarm& request) {
  auto state = book_->silence(request.rule, seconds{request.seconds});
  RETURN_IF_ERROR(state);
  keep();
  publish();
  return state;
}

// ---- what outlives this life ----

/// Only when it has become another: a clock that is kept right moves a little all the time.
void alarm_actor::note_trusted_time() {
  constexpr std::int64_t worth_writing = 30;  // seconds
  const auto offset = clock_watch_->trusted().count();
  if (records_.boot == parts_.boot && std::abs(records_.clock_offset - offset) < worth_writing) return;
  records_.boot = parts_.boot;
  records_.clock_offset = offset;
}

void alarm_actor::keep() {
  records_.rules = book_->memories();
  outbox_->keep_in(records_);
  auto text = json_text(to_json(records_));
  if (text == written_) return;
  const auto in_place = parts_.in_place();
  const auto written = in_place ? stores::write_alarm_file(parts_.file, records_) : in_place;
  *parts_.unwritten = written ? std::nullopt : std::optional{records_};
  if (!in_place && in_place.error().code == errc::io_failure) return record().set_note({});  // health tells of that
  if (!written) {
    record().set_note(
        "Notices that wait to be sent cannot be saved, and are lost if SecondBrain ends before they are sent: " +
        with_full_stop(written.error().message));
    return;
  }
  written_ = std::move(text);
  record().set_note({});
}

void alarm_actor::publish() {
  alarms_report report;
  report.rules = book_->states();
  report.channels = outbox_->states(now());
  if (parts_.ping) report.ping = ping_;
  if (settings().quiet_hours) report.quiet_hours = text_of(*settings().quiet_hours);
  report.quiet_now = book_->is_quiet();
  report.looked_at = looked_at_;
  report.last_test_at = shown(records_.tested_at);
  if (!parts_.channels.empty())
    if (const auto next = tests_->next_at()) report.next_test_at = shown(std::max(*next, end_of_quiet()));
  if (settings().briefing_at) report.briefing_at = text_of(*settings().briefing_at);
  report.briefing_channel = parts_.briefing_channel;
  if (!records_.briefing_days.empty()) report.briefing_day = records_.briefing_days.back();
  report.briefing = outbox_->briefing();
  parts_.report->publish(std::move(report));
}

/// When what waits for the end of the quiet hours can be sent; now, outside of them.
std::int64_t alarm_actor::end_of_quiet() const {
  constexpr int minutes_of_a_day = 1440;
  if (!book_->is_quiet() || !settings().quiet_hours) return now();
  const auto left = settings().quiet_hours->until.minutes - local_time_of(parts_.time->now()).time.minutes;
  const auto start_of_minute = now() / 60 * 60;
  return start_of_minute + 60 * std::int64_t{(left + minutes_of_a_day) % minutes_of_a_day};
}

std::int64_t alarm_actor::now() const {
  return std::chrono::floor<seconds>(parts_.time->now().time_since_epoch()).count();
}

}  // namespace secondbrain::actors
