// What can be asked of the alarms, and their report: rules, channels and the briefing as they stand.
//
// Values. The rules themselves are a table (ops/alarms/alarm_rules.hpp); what is remembered of them is
// messages/alarm_records.hpp. Moments are texts (UTC, ISO 8601; empty: never).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/fields.hpp"
#include "messages/alarm_state.hpp"
#include "messages/channel_state.hpp"
#include "messages/request.hpp"

namespace secondbrain {

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
  std::string briefing_day;  // the last it was made for
  briefing_outcome briefing = briefing_outcome::none;
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
      field("briefing_day", &alarms_report::briefing_day, "The last it was made for", {.empty = when_empty::null}),
      field("briefing", &alarms_report::briefing, "What became of it; what may have arrived is not sent again"),
  });
}

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

struct briefing_on_its_way {
  std::string id;
  std::string channel;
};

constexpr auto fields_of(const briefing_on_its_way*) {
  return record<briefing_on_its_way>(field_list{
      field("id", &briefing_on_its_way::id, "`briefing_id` of the channel, which then says what became of it"),
      field("channel", &briefing_on_its_way::channel),
  });
}

/// The briefing of today, now, in one attempt; the daily one comes all the same. errc::conflict: no channel is set up;
/// errc::not_found: none of that name.
struct send_briefing {
  using reply = briefing_on_its_way;
  static constexpr retry_policy retry = retry_policy::never;
  std::string channel;
};

constexpr auto fields_of(const send_briefing*) {
  return record<send_briefing>(field_list{
      field(
          "channel", &send_briefing::channel,
          "`ntfy`, `webhook`, `email`, `desktop` or `command`; without it the channel of the daily briefing, else the "
          "first that is set up",
          {.presence = in_requests::optional}),
  });
}

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
