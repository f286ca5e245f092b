#include "brain/vault/dialects/recurrence_rule.hpp"

#include <gtest/gtest.h>

#include "brain/vault/dialects/rule_words.hpp"
#include "tests/brain/vault/days.hpp"

namespace secondbrain::vault::dialects {
namespace {

/// The days that follow, one after the other.
std::string days_of(std::string_view rule, std::string_view start, int count) {
  auto read = parse_rrule(rule);
  if (!read) return "unreadable";
  std::string text;
  auto at = on(start) - std::chrono::days{1};
  for (int i = 0; i < count; ++i) {
    auto next = next_occurrence(read->rule, on(start), at);
    if (!next) return text + "end";
    at = *next;
    text += format_day(at) + (i + 1 < count ? " " : "");
  }
  return text;
}

TEST(recurrence_rule, days_of_rules_of_the_standard) {
  // The examples of RFC 5545 §3.8.5.3, which begin on 1997-09-02.
  EXPECT_EQ(days_of("FREQ=DAILY;COUNT=3", "1997-09-02", 9), "1997-09-02 1997-09-03 1997-09-04 end");
  EXPECT_EQ(days_of("FREQ=DAILY;INTERVAL=10;COUNT=5", "1997-09-02", 9),
            "1997-09-02 1997-09-12 1997-09-22 1997-10-02 1997-10-12 end");
  EXPECT_EQ(days_of("FREQ=WEEKLY;UNTIL=19970917T000000Z;WKST=SU;BYDAY=TU,TH", "1997-09-02", 9),
            "1997-09-02 1997-09-04 1997-09-09 1997-09-11 1997-09-16 end");
  EXPECT_EQ(days_of("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05", 9),
            "1997-08-05 1997-08-10 1997-08-19 1997-08-24 end");
  EXPECT_EQ(days_of("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08-05", 9),
            "1997-08-05 1997-08-17 1997-08-19 1997-08-31 end");
  EXPECT_EQ(days_of("FREQ=MONTHLY;COUNT=3;BYDAY=1FR", "1997-09-05", 9), "1997-09-05 1997-10-03 1997-11-07 end");
  EXPECT_EQ(days_of("FREQ=MONTHLY;BYDAY=-2MO", "1997-09-22", 3), "1997-09-22 1997-10-20 1997-11-17");
  EXPECT_EQ(days_of("FREQ=MONTHLY;BYMONTHDAY=-3", "1997-09-28", 3), "1997-09-28 1997-10-29 1997-11-28");
  EXPECT_EQ(days_of("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "1997-09-02", 3), "1998-02-13 1998-03-13 1998-11-13");
  EXPECT_EQ(days_of("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "1997-09-29", 3),
            "1997-09-29 1997-10-30 1997-11-27");
  EXPECT_EQ(days_of("FREQ=YEARLY;BYDAY=20MO", "1997-05-19", 3), "1997-05-19 1998-05-18 1999-05-17");
  EXPECT_EQ(days_of("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "1997-05-12", 3), "1997-05-12 1998-05-11 1999-05-17");
  EXPECT_EQ(days_of("FREQ=YEARLY;INTERVAL=3;COUNT=4;BYYEARDAY=1,100,200", "1997-01-01", 4),
            "1997-01-01 1997-04-10 1997-07-19 2000-01-01");
  EXPECT_EQ(days_of("FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", "1996-11-05", 3),
            "1996-11-05 2000-11-07 2004-11-02");
  EXPECT_EQ(days_of("FREQ=YEARLY", "2024-02-29", 2), "2024-02-29 2028-02-29");
}

TEST(recurrence_rule, rules_that_no_day_fits_end) {
  for (auto rule : {"FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYDAY=6MO",
                    "FREQ=DAILY;INTERVAL=7;BYDAY=WE", "FREQ=DAILY;UNTIL=20200101",
                    "FREQ=HOURLY;INTERVAL=24;BYMONTHDAY=32", "FREQ=WEEKLY;INTERVAL=1000000000;BYDAY=MO"}) {
    EXPECT_EQ(days_of(rule, "2026-02-10", 1), "end") << rule;
  }
}

TEST(recurrence_rule, days_that_are_rare_are_found) {
  EXPECT_EQ(days_of("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=SU", "2026-01-01", 2), "2032-02-29 2060-02-29");
  EXPECT_EQ(days_of("FREQ=YEARLY;INTERVAL=1000000000", "2026-02-10", 2), "2026-02-10 end");
  EXPECT_EQ(days_of("FREQ=YEARLY;INTERVAL=100;BYMONTH=2;BYMONTHDAY=29", "2100-01-01", 2), "2400-02-29 2800-02-29");
  EXPECT_TRUE(occurs_on(parse_rrule("FREQ=WEEKLY;BYDAY=TU")->rule, on("2026-02-03"), on("2026-02-10")));
  EXPECT_FALSE(occurs_on(parse_rrule("FREQ=WEEKLY;BYDAY=TU")->rule, on("2026-02-03"), on("2026-01-27")));
}

TEST(recurrence_rule, texts_of_the_standard) {
  auto read = parse_rrule("DTSTART:20250804;FREQ=WEEKLY;BYDAY=MO,-1FR");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->start, parse_day("2025-08-04"));
  EXPECT_EQ(to_rrule(read->rule), "FREQ=WEEKLY;BYDAY=MO,-1FR");
  EXPECT_EQ(parse_rrule("DTSTART;TZID=Europe/Berlin:20250804T090000\nRRULE:FREQ=DAILY;COUNT=2")->start,
            parse_day("2025-08-04"));
  EXPECT_EQ(parse_rrule("DTSTART;VALUE=DATE:20250804;FREQ=DAILY")->start, parse_day("2025-08-04"));
  for (auto text : {"", "WEEKLY", "FREQ=FORTNIGHTLY", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;BYDAY=XX",
                    "FREQ=DAILY;UNTIL=20260230", "DTSTART:2026;FREQ=DAILY", "FREQ=DAILY;COUNT=x"})
    EXPECT_FALSE(parse_rrule(text)) << text;
}

TEST(recurrence_rule, a_rule_survives_being_written) {
  for (auto words :
       {"every 3 weeks on Monday, Friday", "every month on the last Friday", "every May on the 2nd and 9th",
        "every day until February 12, 2026", "every 2 months for 3 times", "every weekday"}) {
    auto rule = read_rule_words(words);
    ASSERT_TRUE(rule) << words;
    EXPECT_EQ(rule_words(*rule), words);
    auto again = parse_rrule(to_rrule(rule->rule));
    ASSERT_TRUE(again) << to_rrule(rule->rule);
    EXPECT_EQ(again->rule, rule->rule) << words;
  }
}

}  // namespace
}  // namespace secondbrain::vault::dialects
