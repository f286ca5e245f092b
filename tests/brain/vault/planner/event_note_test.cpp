#include "brain/vault/planner/event_note.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

#include "brain/vault/planner/repeating_days.hpp"

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

std::string days_told(const std::string& properties, const char* begin, const char* end) {
  const auto event = read_event_properties(read_frontmatter("---\n" + properties + "\n---\n").values);
  if (!event) return "none";
  if (event->date.empty()) return event->trouble;
  const auto repeating = repeating_days_in(event->date);
  if (!repeating) return event->date;
  auto text = event->time;
  for (const auto each : repeating->between(*parse_day(begin), *parse_day(end), 10)) text += " " + format_day(each);
  return text;
}

TEST(event_note, that_repeats_is_on_each_of_its_days) {
  // Full Calendar, by days of the week; on the day that is named as the end it is over.
  const std::string weekly = "title: T\ntype: recurring\nstartTime: 10:00\nendTime: 11:00\ndaysOfWeek: [M, R]\n";
  EXPECT_EQ(days_told(weekly + "startRecur: 2026-05-06\nendRecur: 2026-05-18", "2026-01-01", "2026-12-31"),
            "10:00 2026-05-07 2026-05-11 2026-05-14");
  EXPECT_EQ(days_told(weekly, "2026-05-01", "2026-05-08"), "10:00 2026-05-04 2026-05-07");
  EXPECT_EQ(days_told(weekly + "skipDates:\n- 2026-05-04", "2026-05-01", "2026-05-08"), "10:00 2026-05-07");
  EXPECT_EQ(days_told("allDay: true\ndaysOfWeek:\n- U\nstartRecur: 2026-05-01", "2026-05-01", "2026-05-10"),
            " 2026-05-03 2026-05-10");
  EXPECT_EQ(days_told("type: event\ndaysOfWeek: [Mon, friday, 0]\nstartRecur: 2026-05-01\ntime: 9:30", "2026-05-01",
                      "2026-05-04"),
            "9:30 2026-05-01 2026-05-03 2026-05-04");
  EXPECT_EQ(days_told("tags: [meeting]\nstartRecur: 2026-05-01\nendRecur: 2026-05-03", "2026-04-01", "2026-06-01"),
            " 2026-05-01 2026-05-02");
  // By a rule.
  const std::string rule = "type: rrule\nallDay: true\n";
  EXPECT_EQ(days_told(rule + "rrule: FREQ=DAILY;COUNT=3\nstartDate: 2026-05-01", "2026-01-01", "2026-12-31"),
            " 2026-05-01 2026-05-02 2026-05-03");
  EXPECT_EQ(days_told(rule + "rrule: FREQ=DAILY;COUNT=3\nstartDate: 2026-05-01", "2026-05-03", "2026-12-31"),
            " 2026-05-03");
  EXPECT_EQ(days_told(rule + "rrule: \"DTSTART:20260501T000000Z\\nRRULE:FREQ=MONTHLY;BYDAY=-1FR\"", "2026-05-01",
                      "2026-07-01"),
            " 2026-05-29 2026-06-26");
  EXPECT_EQ(
      days_told("type: event\nrrule: every 2 weeks on Monday\nstart: 2026-05-04T16:00", "2026-05-01", "2026-06-01"),
      "16:00 2026-05-04 2026-05-18 2026-06-01");
  EXPECT_EQ(days_told(rule + "rrule: FREQ=YEARLY\nstartDate: 2024-02-29", "2025-01-01", "2033-01-01"),
            " 2028-02-29 2032-02-29");
}

TEST(event_note, that_repeats_says_why_it_cannot_be_read) {
  const auto why = [](const std::string& properties) { return days_told(properties, "2026-01-01", "2026-12-31"); };
  EXPECT_EQ(why("type: rrule\nallDay: true\nrrule: sometimes\nstartDate: 2026-05-01"),
            "The rule by which this event repeats cannot be read; write it as in FREQ=WEEKLY;BYDAY=MO.");
  EXPECT_EQ(why("type: rrule\nallDay: true\nrrule: FREQ=DAILY"),
            "This event repeats, and nothing says from which day on; add startDate: 2026-05-01, say.");
  EXPECT_EQ(why("type: recurring\ndaysOfWeek: [M, X]"),
            "“X” is no day of the week; write them as in daysOfWeek: [M, T, W, R, F, S, U].");
  EXPECT_EQ(why("type: recurring\ndaysOfWeek: []"),
            "This event repeats on no day of the week; write them as in daysOfWeek: [M, W].");
  EXPECT_EQ(why("type: rrule\nrrule: FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\nstartDate: 2026-05-01"),
            "No day ever fits the rule by which this event repeats; correct it.");
  EXPECT_EQ(why("type: recurring\ndaysOfWeek: [M]\nstartRecur: 2026-05-10\nendRecur: 2026-05-01"),
            "No day ever fits the rule by which this event repeats; correct it.");
  EXPECT_EQ(why("daysOfWeek: [M]"), "none");
  EXPECT_EQ(why("rrule: FREQ=DAILY\nstartDate: 2026-05-01"), "none");
}

}  // namespace
}  // namespace secondbrain::vault
