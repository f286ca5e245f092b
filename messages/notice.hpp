// What is told to the owner outside of the page: an alarm, its end, a test, the morning briefing.
//
// Whoever raises it writes the sentences; a channel (channels/channel.hpp) carries them to where they are read. The id
// is one notice's for good: a channel that delivers it a second time, because nobody knows whether the first time
// arrived, passes it on, so that the receiver can tell the repeat from a second alarm.
#pragma once

#include <cstdint>
#include <string>

#include "base/enum_names.hpp"
#include "base/fields.hpp"

namespace secondbrain {

enum class notice_kind : std::uint8_t { alarm, recovery, test, briefing };

constexpr auto names_of(notice_kind) {
  using enum notice_kind;
  return named_values<notice_kind>({{alarm, "alarm"}, {recovery, "recovery"}, {test, "test"}, {briefing, "briefing"}});
}

enum class alarm_severity : std::uint8_t { info, warning, critical };

constexpr auto names_of(alarm_severity) {
  using enum alarm_severity;
  return named_values<alarm_severity>({{info, "info"}, {warning, "warning"}, {critical, "critical"}});
}

struct notice {
  std::string id;  // letters, digits, '-', '_' and '.'; unique for good
  notice_kind kind = notice_kind::alarm;
  alarm_severity severity = alarm_severity::warning;  // of a recovery: that of the alarm which it ends
  std::string rule;   // that raised it, and of a recovery the one that it ends; a test and a briefing may have none
  std::string title;  // one line
  std::string text;   // plain text, lines ended by \n; what happened and what to do about it
  std::string at;     // when it happened; UTC, ISO 8601
  std::string link;   // where to look: http or https; may be empty
  std::string machine = {};  // of whose SecondBrain it tells: several may send to one place; may be empty
};

constexpr auto fields_of(const notice*) {
  return record<notice>(field_list{
      field("id", &notice::id, "One notice's for good; a repeat has the same"),
      field("kind", &notice::kind),
      field("severity", &notice::severity, "Of a recovery that of the alarm which it ends"),
      field("rule", &notice::rule, "That raised it; a test and a briefing may have none"),
      field("title", &notice::title),
      field("text", &notice::text, "What happened, and what to do about it"),
      field("at", &notice::at, "UTC, ISO 8601"),
      field("link", &notice::link, "Where to look; may be empty"),
      field("machine", &notice::machine, "The name of the machine that it tells of",
            {.presence = in_requests::optional}),
  });
}

}  // namespace secondbrain
