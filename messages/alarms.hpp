// Alarms: what the rules say, what is told over which channel, and what must outlive a restart.
//
// The rules themselves are a table (ops/alarms/alarm_rules.hpp); the notices are messages/notice.hpp. Moments that are
// kept are seconds since 1970 (0: never), moments that are shown are texts (UTC, ISO 8601; empty: never).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/enum_names.hpp"
#include "base/error.hpp"
#include "base/fields.hpp"
#include "messages/actor_status.hpp"
#include "messages/health.hpp"
#include "messages/notice.hpp"
#include "messages/request.hpp"

namespace secondbrain {

enum class alarm_phase : std::uint8_t {
  calm,
  pending,  // in trouble, for less than its grace
  firing,
  over,  // it has ended, which is still to be told
};

constexpr auto names_of(alarm_phase) {
  using enum alarm_phase;
  return named_values<alarm_phase>({{calm, "calm"}, {pending, "pending"}, {firing, "firing"}, {over, "over"}});
}

/// What is remembered of a rule.
struct alarm_memory {
  std::string rule;
  alarm_phase phase = alarm_phase::calm;
  std::int64_t since = 0;
  std::int64_t ended = 0;  // of what is over
  std::int64_t told = 0;   // the last notice of this alarm; 0: none yet
  std::string text;        // what was in trouble
  std::int64_t silenced_at = 0;
  std::int64_t silenced_for = 0;  // seconds; 0: it is not silenced
};

constexpr auto fields_of(const alarm_memory*) {
  return record<alarm_memory>(field_list{
      field("rule", &alarm_memory::rule),
      field("phase", &alarm_memory::phase),
      field("since", &alarm_memory::since),
      field("ended", &alarm_memory::ended),
      field("told", &alarm_memory::told),
      field("text", &alarm_memory::text),
      field("silenced_at", &alarm_memory::silenced_at),
      field("silenced_for", &alarm_memory::silenced_for),
  });
}

enum class quiet_policy : std::uint8_t { waits, breaks_through };

constexpr auto names_of(quiet_policy) {
  using enum quiet_policy;
  return named_values<quiet_policy>({{waits, "waits"}, {breaks_through, "breaks_through"}});
}

/// One rule as it stands.
struct alarm_state {
  std::string rule;
  std::string title;
  alarm_severity severity = alarm_severity::warning;
  quiet_policy quiet = quiet_policy::waits;
  std::string setting;                        // the variable that switches it off or sets its grace
  std::optional<std::int64_t> grace_seconds;  // nothing: it is off
  alarm_phase phase = alarm_phase::calm;
  std::string since;
  std::string text;
  std::string told_at;
  std::string silenced_until;
};

constexpr auto fields_of(const alarm_state*) {
  return record<alarm_state>(field_list{
      field("rule", &alarm_state::rule),
      field("title", &alarm_state::title),
      field("severity", &alarm_state::severity),
      field("quiet_hours", &alarm_state::quiet, "Whether it waits for the end of the quiet hours"),
      field("setting", &alarm_state::setting, "The variable that switches it off or sets its grace"),
      field("grace_seconds", &alarm_state::grace_seconds, "How long it must last before it is told; null: it is off"),
      field("state", &alarm_state::phase),
      field("since", &alarm_state::since, "", {.empty = when_empty::null}),
      field("message", &alarm_state::text, "What is in trouble, and what to do", {.empty = when_empty::null}),
      field("told_at", &alarm_state::told_at, "When the last notice of it was written", {.empty = when_empty::null}),
      field("silenced_until", &alarm_state::silenced_until, "", {.empty = when_empty::null}),
  });
}

enum class test_outcome : std::uint8_t { none, waiting, delivered, failed };

constexpr auto names_of(test_outcome) {
  using enum test_outcome;
  return named_values<test_outcome>(
      {{none, "none"}, {waiting, "waiting"}, {delivered, "delivered"}, {failed, "failed"}});
}

/// What is remembered of a channel.
struct channel_memory {
  std::string channel;
  std::int64_t failures = 0;  // in a row
  std::int64_t delivered_at = 0;
  std::int64_t failed_at = 0;
  std::int64_t pause = 0;    // seconds from the last failure to the next attempt
  std::string trouble;       // why the last attempt failed; empty: it did not
  bool needs_owner = false;  // another attempt cannot help before somebody changes something
  std::uint64_t delivered = 0;
  std::uint64_t failed = 0;
  std::uint64_t dropped = 0;  // too many waited; told with the next that arrives
  std::string test_id;
  test_outcome test = test_outcome::none;
};

constexpr auto fields_of(const channel_memory*) {
  return record<channel_memory>(field_list{
      field("channel", &channel_memory::channel),
      field("failures", &channel_memory::failures),
      field("delivered_at", &channel_memory::delivered_at),
      field("failed_at", &channel_memory::failed_at),
      field("pause", &channel_memory::pause),
      field("trouble", &channel_memory::trouble),
      field("needs_owner", &channel_memory::needs_owner),
      field("delivered", &channel_memory::delivered),
      field("failed", &channel_memory::failed),
      field("dropped", &channel_memory::dropped),
      field("test_id", &channel_memory::test_id),
      field("test", &channel_memory::test),
  });
}

/// One channel as it stands.
struct channel_state {
  std::string name;
  std::uint64_t waiting = 0;  // notices still to be sent
  std::uint64_t delivered = 0;
  std::uint64_t failed = 0;  // attempts
  std::uint64_t dropped = 0;
  std::int64_t failures = 0;  // in a row
  std::string delivered_at;
  std::string failed_at;
  std::string next_attempt_at;  // empty: nothing waits, or it is tried now
  std::string trouble;          // why the last attempt failed; empty: it did not
  bool needs_owner = false;
  std::string test_id;
  test_outcome test = test_outcome::none;
};

constexpr auto fields_of(const channel_state*) {
  return record<channel_state>(field_list{
      field("name", &channel_state::name),
      field("waiting", &channel_state::waiting, "Notices still to be sent"),
      field("delivered", &channel_state::delivered),
      field("failed", &channel_state::failed, "Attempts that failed"),
      field("dropped", &channel_state::dropped, "Notices that made room for later ones; the next that arrives says so"),
      field("failures_in_a_row", &channel_state::failures),
      field("delivered_at", &channel_state::delivered_at, "", {.empty = when_empty::null}),
      field("failed_at", &channel_state::failed_at, "", {.empty = when_empty::null}),
      field("next_attempt_at", &channel_state::next_attempt_at, "", {.empty = when_empty::null}),
      field("error", &channel_state::trouble, "Why the last attempt failed; null: it did not",
            {.empty = when_empty::null}),
      field("needs_owner", &channel_state::needs_owner,
            "Another attempt cannot help before somebody changes a setting here or at the receiver"),
      field("test_id", &channel_state::test_id, "The last test alarm", {.empty = when_empty::null}),
      field("test", &channel_state::test, "What became of it"),
  });
}

/// How the calls to a service elsewhere go, which raises the alarm when they stop.
struct ping_state {
  std::string sent_at;  // the last that was taken
  std::string failed_at;
  std::int64_t failures = 0;  // in a row
  std::string trouble;        // why the last one failed; empty: it did not
};

constexpr auto fields_of(const ping_state*) {
  return record<ping_state>(field_list{
      field("sent_at", &ping_state::sent_at, "The last that was taken", {.empty = when_empty::null}),
      field("failed_at", &ping_state::failed_at, "", {.empty = when_empty::null}),
      field("failures_in_a_row", &ping_state::failures),
      field("error", &ping_state::trouble, "Why the last one failed; null: it did not", {.empty = when_empty::null}),
  });
}

/// Rules and channels as they stand.
struct alarms_report {
  std::vector<alarm_state> rules;
  std::vector<channel_state> channels;
  std::optional<ping_state> ping;  // nothing: no service elsewhere is called
  std::string quiet_hours;         // "22:00-07:00"; empty: none
  bool quiet_now = false;
  std::string looked_at;
  std::string last_test_at;
  std::string next_test_at;
  std::string briefing_at;  // local time of day; empty: it is not sent
  std::string briefing_channel;
  std::string briefing_day;  // the last it was sent for
};

constexpr auto fields_of(const alarms_report*) {
  return record<alarms_report>(field_list{
      field("rules", &alarms_report::rules),
      field("channels", &alarms_report::channels),
      field("ping", &alarms_report::ping,
            "The calls to a service elsewhere that raises the alarm when they stop; null: none is called"),
      field("quiet_hours", &alarms_report::quiet_hours, "Local times; null: none", {.empty = when_empty::null}),
      field("quiet_now", &alarms_report::quiet_now),
      field("looked_at", &alarms_report::looked_at, "When the rules were last held against the service's health",
            {.empty = when_empty::null}),
      field("last_test_at", &alarms_report::last_test_at, "", {.empty = when_empty::null}),
      field("next_test_at", &alarms_report::next_test_at, "Null: none is scheduled", {.empty = when_empty::null}),
      field("briefing_at", &alarms_report::briefing_at, "Local time of day; null: it is not sent",
            {.empty = when_empty::null}),
      field("briefing_channel", &alarms_report::briefing_channel, "", {.empty = when_empty::null}),
      field("briefing_day", &alarms_report::briefing_day, "The last it was sent for", {.empty = when_empty::null}),
  });
}

// ---- what the rules look at ----

/// What is spent of a budget. USD; a limit of 0: there is none.
struct budget_use {
  double today = 0;
  double daily_limit = 0;
  double this_month = 0;
  double monthly_limit = 0;
};

/// The service as it was at one moment.
struct service_sight {
  health_report health;
  tree_snapshot tree;
  std::optional<budget_use> budget;  // nothing: not known
};

/// Takes as long as the slowest disk that health depends on.
struct look_at_service {
  using reply = service_sight;
  static constexpr retry_policy retry = retry_policy::idempotent;
};

// ---- what is sent ----

/// A notice on its way through one channel.
struct queued_notice {
  std::int64_t number = 0;  // in order of arrival
  std::string channel;
  notice told;
  bool under_way = false;  // it was handed to the channel, and what became of it is not known
};

constexpr auto fields_of(const queued_notice*) {
  return record<queued_notice>(field_list{
      field("number", &queued_notice::number),
      field("channel", &queued_notice::channel),
      field("notice", &queued_notice::told),
      field("under_way", &queued_notice::under_way),
  });
}

/// All that the alarms remember.
struct alarm_records {
  std::vector<alarm_memory> rules;  // those that are not calm, or silenced
  std::vector<channel_memory> channels;
  std::vector<queued_notice> queue;
  std::vector<std::string> briefing_days;  // it was sent for, of the last weeks
  std::vector<std::int64_t> starts;        // of the service, within the last minutes
  std::int64_t tested_at = 0;
  std::int64_t seen_at = 0;  // when it was last known what time it is
};

constexpr auto fields_of(const alarm_records*) {
  return record<alarm_records>(field_list{
      field("rules", &alarm_records::rules),
      field("channels", &alarm_records::channels),
      field("queue", &alarm_records::queue),
      field("briefing_days", &alarm_records::briefing_days),
      field("starts", &alarm_records::starts),
      field("tested_at", &alarm_records::tested_at),
      field("seen_at", &alarm_records::seen_at),
  });
}

/// What became of one attempt.
struct delivery_attempt {
  std::optional<error> trouble;                 // nothing: it was delivered
  bool needs_owner = false;                     // another attempt cannot help
  std::optional<std::chrono::seconds> pause{};  // the receiver wants no further one before that
};

/// Sends through the channel that answers. Answered when the attempt is over.
struct deliver_notice {
  using reply = delivery_attempt;
  static constexpr retry_policy retry = retry_policy::never;  // the queue repeats it
  notice told;
};

enum class life_sign : std::uint8_t {
  start,    // the service has started
  success,  // it is well enough
  failure,  // it is not
};

/// Tells a service elsewhere how this one is. Answered when the attempt is over.
struct send_life_sign {
  using reply = delivery_attempt;
  static constexpr retry_policy retry = retry_policy::never;  // the next one says more
  life_sign sign = life_sign::success;
  std::string text;  // the verdict in words
};

// ---- what can be asked for ----

struct alarm_test_started {
  std::string id;
  std::vector<std::string> channels;
};

constexpr auto fields_of(const alarm_test_started*) {
  return record<alarm_test_started>(field_list{
      field("id", &alarm_test_started::id, "`test_id` of the channels, which then say what became of it"),
      field("channels", &alarm_test_started::channels),
  });
}

/// A test through every channel. errc::conflict: none is set up.
struct send_alarm_test {
  using reply = alarm_test_started;
  static constexpr retry_policy retry = retry_policy::never;
};

/// Nothing is told of the rule for so long. errc::not_found: there is no such rule.
struct silence_alarm {
  using reply = alarm_state;
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::string rule;
  std::int64_t seconds = 0;
};

constexpr auto fields_of(const silence_alarm*) {
  return record<silence_alarm>(field_list{
      field("rule", &silence_alarm::rule),
      field("seconds", &silence_alarm::seconds, "0 ends a silence", {.least = 0, .most = 31'536'000}),
  });
}

}  // namespace secondbrain
