#include "brain/vault/planner/calendar.hpp"
#include "base/time_text.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>

namespace secondbrain::vault {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

/// The process's time zone for the length of a test.
class zone_scope {
 public:
  explicit zone_scope(const char* name) {
    if (const char* old = std::getenv("TZ")) before_ = old;
    ::setenv("TZ", name, 1);
    ::tzset();
  }
  ~zone_scope() {
    if (before_) {
      ::setenv("TZ", before_->c_str(), 1);
    } else {
      ::unsetenv("TZ");
    }
    ::tzset();
  }
  zone_scope(const zone_scope&) = delete;
  zone_scope& operator=(const zone_scope&) = delete;

 private:
  std::optional<std::string> before_;
};

std::chrono::system_clock::time_point utc(std::string_view date, int hour, int minute, int second = 0) {
  return *parse_day(date) + std::chrono::hours{hour} + minutes{minute} + seconds{second};
}

std::string local(std::chrono::system_clock::time_point moment) {
  return format_day(local_day(moment));
}

std::string week(std::string_view date) {
  auto found = week_of(*parse_day(date));
  return std::to_string(found.year) + " W" + std::to_string(found.number) + ' ' + format_day(found.monday) + ' ' +
         format_day(found.sunday);
}

TEST(calendar, reads_days_that_exist) {
  for (auto text : {"2026-02-05", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"}) {
    auto parsed = parse_day(text);
    ASSERT_TRUE(parsed) << text;
    EXPECT_EQ(format_day(*parsed), text);
  }
}

TEST(calendar, refuses_everything_else) {
  for (auto text : {"", "2026-2-5", "2026-02-30", "2025-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-01-00",
                    "0000-01-01", "2026-02-05 ", " 2026-02-05", "2026-02-05T00:00", "20260205", "2026-0a-05",
                    "+026-02-05", "2026/02/05", "2026-02-05 extra"}) {
    EXPECT_FALSE(parse_day(text)) << text;
  }
}

TEST(calendar, reads_the_iso_forms) {
  for (auto text : {"2026-02-05", "20260205", "2026-W06-4", "2026W064"}) {
    auto parsed = parse_iso_date(text);
    ASSERT_TRUE(parsed) << text;
    EXPECT_EQ(format_day(*parsed), "2026-02-05") << text;
  }
  EXPECT_EQ(format_day(*parse_iso_date("2026-W06")), "2026-02-02");
  EXPECT_EQ(format_day(*parse_iso_date("2026W06")), "2026-02-02");
  EXPECT_EQ(format_day(*parse_iso_date("2020-W53-7")), "2021-01-03");
  EXPECT_EQ(format_day(*parse_iso_date("2026W011")), "2025-12-29");
}

TEST(calendar, refuses_what_is_no_iso_date) {
  for (auto text : {"",           "2026",        "2026-02",    "202602",     "2026-0205",  "202602-05", "2026-W00-1",
                    "2026-W54-1", "2025-W53-1",  "2026-W06-0", "2026-W06-8", "2026-W064",  "2026W06-4", "2026-W6-4",
                    "2026-W06-",  "2026-W06-44", "2026-036",   "today",      "9999-W52-7", "0000-W10-1"}) {
    EXPECT_FALSE(parse_iso_date(text)) << text;
  }
}

TEST(calendar, writes_a_day_for_people) {
  EXPECT_EQ(display_day(*parse_day("2026-02-06")), "Friday, February 6, 2026");
  EXPECT_EQ(display_day(*parse_day("2024-12-31")), "Tuesday, December 31, 2024");
  EXPECT_EQ(display_day(*parse_day("2026-03-01")), "Sunday, March 1, 2026");
}

// WEK-1 … WEK-5
TEST(calendar, a_week_runs_from_monday_to_sunday) {
  EXPECT_EQ(week("2026-02-04"), "2026 W6 2026-02-02 2026-02-08");
  EXPECT_EQ(week("2026-02-02"), "2026 W6 2026-02-02 2026-02-08");
  EXPECT_EQ(week("2026-02-08"), "2026 W6 2026-02-02 2026-02-08");
  EXPECT_EQ(week("2025-12-31"), "2026 W1 2025-12-29 2026-01-04");
  EXPECT_EQ(week("2026-01-01"), "2026 W1 2025-12-29 2026-01-04");
}

TEST(calendar, knows_years_of_53_weeks) {
  EXPECT_EQ(week("2020-12-31"), "2020 W53 2020-12-28 2021-01-03");
  EXPECT_EQ(week("2021-01-03"), "2020 W53 2020-12-28 2021-01-03");
  EXPECT_EQ(week("2021-01-04"), "2021 W1 2021-01-04 2021-01-10");
  EXPECT_EQ(week("2027-01-01"), "2026 W53 2026-12-28 2027-01-03");
  EXPECT_EQ(week("2024-12-30"), "2025 W1 2024-12-30 2025-01-05");
}

TEST(calendar, weeks_follow_each_other_without_gap) {
  for (auto date = *parse_day("1999-12-25"); date < *parse_day("2040-01-10"); date += std::chrono::days{1}) {
    auto found = week_of(date);
    EXPECT_LE(found.monday, date);
    EXPECT_GE(found.sunday, date);
    EXPECT_EQ(found.sunday - found.monday, std::chrono::days{6});
    auto next = week_of(found.sunday + std::chrono::days{1});
    bool follows = next.year == found.year ? next.number == found.number + 1 : next.number == 1;
    EXPECT_TRUE(follows) << format_day(date);
  }
}

TEST(calendar, the_day_is_the_local_one) {
  {
    zone_scope zone{"America/New_York"};
    EXPECT_EQ(local(utc("2026-02-14", 4, 59, 59)), "2026-02-13");
    EXPECT_EQ(local(utc("2026-02-14", 5, 0)), "2026-02-14");
  }
  {
    zone_scope zone{"Pacific/Auckland"};
    EXPECT_EQ(local(utc("2026-02-13", 10, 59, 59)), "2026-02-13");
    EXPECT_EQ(local(utc("2026-02-13", 11, 0)), "2026-02-14");
  }
  {
    zone_scope zone{"Asia/Kathmandu"};
    EXPECT_EQ(local(utc("2026-02-13", 18, 14, 59)), "2026-02-13");
    EXPECT_EQ(local(utc("2026-02-13", 18, 15)), "2026-02-14");
  }
}

TEST(calendar, days_change_at_midnight_when_clocks_are_put_forward_and_back) {
  zone_scope zone{"Europe/Berlin"};
  EXPECT_EQ(local(utc("2026-03-28", 22, 59, 59)), "2026-03-28");  // +01:00
  EXPECT_EQ(local(utc("2026-03-28", 23, 0)), "2026-03-29");
  EXPECT_EQ(local(utc("2026-03-29", 21, 59, 59)), "2026-03-29");  // 23 hours long
  EXPECT_EQ(local(utc("2026-03-29", 22, 0)), "2026-03-30");
  EXPECT_EQ(local(utc("2026-10-24", 22, 0)), "2026-10-25");  // 25 hours long
  EXPECT_EQ(local(utc("2026-10-25", 22, 59, 59)), "2026-10-25");
  EXPECT_EQ(local(utc("2026-10-25", 23, 0)), "2026-10-26");
}

TEST(calendar, a_zone_whose_clocks_change_at_midnight) {
  zone_scope zone{"America/Santiago"};  // 2026-09-06 begins at 01:00
  EXPECT_EQ(local(utc("2026-09-06", 3, 59, 59)), "2026-09-05");
  EXPECT_EQ(local(utc("2026-09-06", 4, 0)), "2026-09-06");
}

TEST(calendar, the_year_ends_locally) {
  zone_scope zone{"Pacific/Kiritimati"};  // +14:00
  EXPECT_EQ(local(utc("2026-12-31", 9, 59, 59)), "2026-12-31");
  EXPECT_EQ(local(utc("2026-12-31", 10, 0)), "2027-01-01");
}

TEST(calendar, a_fraction_of_a_second_before_the_epoch_belongs_to_its_day) {
  zone_scope zone{"Asia/Tokyo"};  // +09:00
  EXPECT_EQ(local(utc("1969-12-31", 14, 59, 59) + std::chrono::milliseconds{999}), "1969-12-31");
  EXPECT_EQ(local(utc("1969-12-31", 15, 0)), "1970-01-01");
}

}  // namespace
}  // namespace secondbrain::vault
