#include "brain/vault/planner/event_note.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

namespace secondbrain::vault {
namespace {

std::string read(const std::string& properties) {
  const auto event = read_event_properties(read_frontmatter("---\n" + properties + "\n---\n").values);
  return event ? event->date + "|" + event->time + "|" + event->end_date : "none";
}

TEST(event_note, is_read_as_calendars_write_it) {
  const std::vector<std::array<std::string, 2>> notes{
      {"title: T\nallDay: false\nstartTime: 10:00\nendTime: 11:00\ndate: 2026-05-01\nendDate: \ntype: single",
       "2026-05-01|10:00|"},
      {"allDay: true\ndate: 2026-05-01\nendDate: 2026-05-04", "2026-05-01||2026-05-04"},
      {"allDay: true\nstartTime: 10:00\ndate: 2026-05-01", "2026-05-01||"},
      {"start_time: '9:30'\ndate: '2026-05-01'", "2026-05-01|9:30|"},
      {"startTime: 09:30:00\ndate: 2026-05-01", "2026-05-01|09:30|"},
      {"startTime: 2:30 pm\ndate: 2026-05-01", "2026-05-01|14:30|"},
      {"start: 2026-05-01T10:00\nend: 2026-05-01T11:00", "2026-05-01|10:00|"},
      {"start: 2026-05-01 10:00:00\nend: 2026-05-03 11:00:00", "2026-05-01|10:00|2026-05-03"},
      {"type: event\ndate: 2026-05-01", "2026-05-01||"},
      {"type: Meeting\nday: 2026-05-01\ntime: 10:00", "2026-05-01|10:00|"},
      {"tags: [work, event/party]\nstart: 2026-05-01\nend: 2026-05-02", "2026-05-01||2026-05-02"},
      {"tags: meeting\ndate: \"[[2026-05-01]]\"\ntime: 16:00", "2026-05-01|16:00|"},
      {"fileClass: Appointment\nwhen: 2026-05-01", "2026-05-01||"},
      {"category:\n- events\ndate: 2026-05-01\nend: 2026-04-01", "2026-05-01||"},
      {"type: event\ndate: 2026-05-01\ntime: soon", "2026-05-01||"},
  };
  for (const auto& [properties, expected] : notes) EXPECT_EQ(read(properties), expected) << properties;
}

TEST(event_note, a_day_alone_makes_none) {
  for (const auto* properties : {"date: 2026-05-01", "date: 2026-05-01\ntime: 10:00", "created: 2026-05-01T10:00",
                                 "start: 2026-05-01\nend: 2026-06-01", "type: event", "type: event\ndate: soon",
                                 "type: event\ndate: 2026-02-30", "startTime: 10:00", "tags: [events-team]",
                                 "type: project\ndate: 2026-05-01", "due: 2026-05-01\ntype: task", ""})
    EXPECT_EQ(read(properties), "none") << properties;
}

TEST(event_note, that_repeats_is_known_and_not_read) {
  EXPECT_EQ(read("type: recurring\ndaysOfWeek: [M, W]\nstartTime: 10:00\nstartRecur: 2026-05-01"), "||");
  EXPECT_EQ(read("type: rrule\nrrule: FREQ=DAILY\nallDay: true\nstartDate: 2026-05-01"), "||");
  EXPECT_EQ(read("daysOfWeek: [M]"), "none");
}

}  // namespace
}  // namespace secondbrain::vault
