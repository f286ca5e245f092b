// What the alarms remember, and what must outlive a restart: stores/alarm_file.hpp keeps it.
//
// Values. Moments are seconds since 1970 (0: never).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/fields.hpp"
#include "messages/alarm_state.hpp"
#include "messages/channel_state.hpp"
#include "messages/notice.hpp"

namespace secondbrain {

/// One of the things that are wrong while a rule is in trouble.
struct alarm_cause {
  std::string name;
  std::int64_t since = 0;
  bool told = false;
};

constexpr auto fields_of(const alarm_cause*) {
  return record<alarm_cause>(field_list{
      field("name", &alarm_cause::name),
      field("since", &alarm_cause::since),
      field("told", &alarm_cause::told),
  });
}

/// What is remembered of a rule.
struct alarm_memory {
  std::string rule;
  alarm_phase phase = alarm_phase::calm;
  std::int64_t since = 0;
  std::int64_t lasted = 0;  // seconds, of what is over: by a clock that nobody sets
  std::int64_t told = 0;    // the last notice of this alarm; 0: none yet
  std::string text;         // what was in trouble
  std::int64_t silenced_at = 0;
  std::int64_t silenced_for = 0;  // seconds; 0: it is not silenced
  std::vector<alarm_cause> causes = {};
};

constexpr auto fields_of(const alarm_memory*) {
  return record<alarm_memory>(field_list{
      field("rule", &alarm_memory::rule),
      field("phase", &alarm_memory::phase),
      field("since", &alarm_memory::since),
      field("lasted", &alarm_memory::lasted, "", {.presence = in_requests::optional}),
      field("told", &alarm_memory::told),
      field("text", &alarm_memory::text),
      field("causes", &alarm_memory::causes, "", {.presence = in_requests::optional}),
      field("silenced_at", &alarm_memory::silenced_at),
      field("silenced_for", &alarm_memory::silenced_for),
  });
}

/// What is remembered of a channel.
struct channel_memory {
  std::string channel;
  std::int64_t failures = 0;  // in a row
  std::int64_t delivered_at = 0;
  std::int64_t failed_at = 0;
  std::int64_t pause = 0;    // seconds from the last failure to the next attempt
  std::int64_t asked = 0;    // so many of them the receiver asked for
  std::string trouble;       // why the last attempt failed; empty: it did not
  bool needs_owner = false;  // another attempt cannot help before somebody changes something
  std::uint64_t delivered = 0;
  std::uint64_t failed = 0;
  std::uint64_t dropped = 0;    // too many waited; told with the next that arrives
  std::uint64_t set_aside = 0;  // the receiver refused them, and took others
  std::string last_set_aside;   // a sentence about the newest of them
  std::string test_id;
  test_outcome test = test_outcome::none;
  std::string briefing_id;  // the last that somebody asked for, which is none of the daily ones
  test_outcome briefing = test_outcome::none;
};

constexpr auto fields_of(const channel_memory*) {
  return record<channel_memory>(field_list{
      field("channel", &channel_memory::channel),
      field("failures", &channel_memory::failures),
      field("delivered_at", &channel_memory::delivered_at),
      field("failed_at", &channel_memory::failed_at),
      field("pause", &channel_memory::pause),
      field("asked", &channel_memory::asked, "", {.presence = in_requests::optional}),
      field("trouble", &channel_memory::trouble),
      field("needs_owner", &channel_memory::needs_owner),
      field("delivered", &channel_memory::delivered),
      field("failed", &channel_memory::failed),
      field("dropped", &channel_memory::dropped),
      field("set_aside", &channel_memory::set_aside, "", {.presence = in_requests::optional}),
      field("last_set_aside", &channel_memory::last_set_aside, "", {.presence = in_requests::optional}),
      field("test_id", &channel_memory::test_id),
      field("test", &channel_memory::test),
      field("briefing_id", &channel_memory::briefing_id, "", {.presence = in_requests::optional}),
      field("briefing", &channel_memory::briefing, "", {.presence = in_requests::optional}),
  });
}

/// A notice on its way through one channel.
struct queued_notice {
  std::int64_t number = 0;  // in order of arrival
  std::string channel;
  notice told;
  bool under_way = false;       // it was handed to the channel, and what became of it is not known
  std::int64_t failures = 0;    // of its own; one that only a person can help with counts as several
  bool others_arrived = false;  // since it failed first: the channel works, and not this notice
};

constexpr auto fields_of(const queued_notice*) {
  return record<queued_notice>(field_list{
      field("number", &queued_notice::number),
      field("channel", &queued_notice::channel),
      field("notice", &queued_notice::told),
      field("under_way", &queued_notice::under_way),
      field("failures", &queued_notice::failures, "", {.presence = in_requests::optional}),
      field("others_arrived", &queued_notice::others_arrived, "", {.presence = in_requests::optional}),
  });
}

/// All that the alarms remember.
struct alarm_records {
  std::vector<alarm_memory> rules;  // those that are not calm, or silenced
  std::vector<channel_memory> channels;
  std::vector<queued_notice> queue;
  std::vector<std::string> briefing_days;              // it was made for, of the last weeks
  briefing_outcome briefing = briefing_outcome::none;  // of the last
  std::vector<std::int64_t> starts;                    // of the service after it had broken down, of the last minutes
  bool is_running = false;                             // the service has not ended in order since it started
  std::int64_t tested_at = 0;
  std::int64_t seen_at = 0;       // when it was last known what time it is
  std::string boot;               // of the machine, since when the next one counts; empty: not known
  std::int64_t clock_offset = 0;  // seconds from the time since then to the time of day
};

constexpr auto fields_of(const alarm_records*) {
  return record<alarm_records>(field_list{
      field("rules", &alarm_records::rules),
      field("channels", &alarm_records::channels),
      field("queue", &alarm_records::queue),
      field("briefing_days", &alarm_records::briefing_days),
      field("briefing", &alarm_records::briefing, "", {.presence = in_requests::optional}),
      field("starts", &alarm_records::starts),
      field("running", &alarm_records::is_running, "", {.presence = in_requests::optional}),
      field("tested_at", &alarm_records::tested_at),
      field("seen_at", &alarm_records::seen_at),
      field("boot", &alarm_records::boot, "", {.presence = in_requests::optional}),
      field("clock_offset", &alarm_records::clock_offset, "", {.presence = in_requests::optional}),
  });
}

}  // namespace secondbrain
