#include "brain/vault/planner/noted_events.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "brain/vault/planner/event_view.hpp"

namespace secondbrain::vault {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> lines_of(const std::string& text, const std::string& path = "Daily/2026-05-01.md") {
  std::vector<std::string> found;
  for (const auto& each : noted_events_of(parse_note(path, text), text))
    found.push_back(std::to_string(each.line) + "|" + each.date + "|" + each.time + "|" + each.title + "|" +
                    each.end_date);
  return found;
}

TEST(noted_events, are_lines_with_a_time_wherever_they_stand) {
  EXPECT_THAT(
      lines_of(
          "- 14:30 Dentist\n# Day planner\n- [ ] 09:00 - 10:30 Review\n* [x] 2:30 pm Call ^id\n1. **11:00** Lunch\n"
          "- no time\n  - 9am Gym\n> - 16:00 quoted\n14:00 no item\n"),
      ElementsAre("1||14:30|Dentist|", "3||09:00|Review|", "4||14:30|Call|", "5||11:00|Lunch|", "7||9:00|Gym|"));
}

TEST(noted_events, are_found_by_each_way_to_write_a_time_alone) {
  for (const auto* time :
       {"14:30", "9:00-10:30", "**9:00**–10:30", "2:30 pm", "9am", "9 AM", "9   p.m.", "7 P.M.", "12 noon",
        "12 Midnight", "14h30", "14：30", "18 Uhr", "18.15 Uhr", "9–10 Uhr", "9 bis 10 uhr", "`14:30`"})
    EXPECT_EQ(lines_of("Plain words.\n\n- " + std::string{time} + " Dentist\n").size(), 1U) << time;
}

TEST(noted_events, stand_under_events_without_a_time_as_well) {
  EXPECT_THAT(lines_of("## Events\n- Holiday (through 2026-05-04)\n- [ ] Fair\n## Other\n- text\n"),
              ElementsAre("2|||Holiday|2026-05-04", "3|||Fair|"));
}

TEST(noted_events, what_is_code_comment_cancelled_or_told_afterwards_is_none) {
  EXPECT_THAT(
      lines_of(
          "```\n- 14:30 code\n```\n~~~\n- 14:30 code\n~~~\n<!--\n- 14:30 a\n-->\n%%\n- 14:30 b\n%%\n\n    - 14:30 c\n\n"
          "- [-] 14:30 cancelled\n## Log\n- 14:30 was there\n### Work log:\n- 15:30 too\n"),
      IsEmpty());
  EXPECT_THAT(lines_of("## Log\n- 14:30 was\n## Plan\n- 15:30 will\n"), ElementsAre("4||15:30|will|"));
}

TEST(noted_events, of_the_predecessors_daily_notes_are_read_elsewhere) {
  EXPECT_THAT(lines_of("- 14:30 Dentist\n", "00_Daily/2026-05-01.md"), IsEmpty());
  EXPECT_THAT(lines_of("---\ntype: event\ndate: 2026-05-01\n---\n", "00_Daily/2026-05-01.md"),
              ElementsAre("1|2026-05-01||2026-05-01|"));
}

TEST(noted_events, of_frontmatter_have_the_title_of_the_note) {
  EXPECT_THAT(
      lines_of("---\nstartTime: 10:00\ndate: 2026-05-01\n---\n# Team meeting\n- 10:15 Budget\n", "Calendar/Team.md"),
      ElementsAre("1|2026-05-01|10:00|Team meeting|"));
}

TEST(noted_events, get_the_day_of_the_note_they_stand_in) {
  const std::vector<noted_event> noted{{"a.md", 1, "Alone", "", "9:00", ""},
                                       {"b.md", 1, "Own", "2026-05-07", "", "2026-05-08"},
                                       {"b.md", 3, "Shared", "", "10:00", ""},
                                       {"b.md", 4, "Back", "", "", "2026-04-01"}};
  const auto day_of = [](std::string_view path) {
    return path == "b.md" ? parse_day("2026-05-01") : std::optional<day>{};
  };
  std::vector<std::string> found;
  for (const auto& each : dated_events(noted, day_of))
    found.push_back(each.source_file + "|" + each.date + "|" + each.time + "|" + each.title + "|" + each.end_date);
  EXPECT_THAT(
      found, ElementsAre("b.md|2026-05-07||Own|2026-05-08", "b.md|2026-05-01|10:00|Shared|", "b.md|2026-05-01||Back|"));
}

TEST(event_view, follows_the_index_and_the_conventions) {
  std::optional<std::vector<noted_event>> news{{{"Daily/2026-05-01.md", 1, "Call", "", "9:00", ""}}};
  std::optional<error> trouble;
  event_view view{[&]() -> result<std::optional<std::vector<noted_event>>> {
    if (trouble) return fail(*trouble);
    return std::exchange(news, std::nullopt);
  }};
  const auto today = *parse_day("2026-05-02");
  view.refresh(nullptr, today);
  EXPECT_THAT(view.events(), IsEmpty()) << "no note is known to be a daily one";
  vault_conventions conventions;
  conventions.daily.emplace();
  conventions.daily->folder = "Daily";
  conventions.daily->format = "YYYY-MM-DD";
  const auto reading = std::make_shared<const vault_reading>(conventions);
  view.refresh(reading, today);
  ASSERT_EQ(view.events().size(), 1U);
  EXPECT_EQ(view.events()[0].date, "2026-05-01");
  const auto revision = view.revision();
  view.refresh(reading, today);
  view.refresh(std::make_shared<const vault_reading>(conventions), today);
  EXPECT_EQ(view.revision(), revision) << "nothing has changed";
  news.emplace();
  view.refresh(reading, today);
  EXPECT_THAT(view.events(), IsEmpty());
  EXPECT_GT(view.revision(), revision);
  trouble = error{errc::not_found, "there is no index yet"};
  view.refresh(reading, today);
  EXPECT_EQ(view.trouble(), "there is no index yet");
}

TEST(event_view, knows_each_day_on_which_an_event_comes_back) {
  std::optional<std::vector<noted_event>> news{
      {{"Gym.md", 1, "Gym", "repeats 2026-05-01 FREQ=WEEKLY;BYDAY=FR 2026-05-08", "18:00", ""},
       {"One.md", 1, "Once", "2026-05-09", "", ""},
       {"Bad.md", 1, "Bad", "repeats sometimes", "", ""}}};
  event_view view{
      [&]() -> result<std::optional<std::vector<noted_event>>> { return std::exchange(news, std::nullopt); }};
  const auto today = *parse_day("2026-05-02");
  view.refresh(nullptr, today);
  const auto revision = view.revision();
  std::vector<std::string> found;
  for (const auto& each : view.events_with_repeating(*parse_day("2026-05-01"), *parse_day("2026-05-15")))
    found.push_back(each.source_file + "|" + each.date + "|" + each.time + "|" + each.title);
  EXPECT_THAT(found, testing::IsSupersetOf(
                         {"One.md|2026-05-09||Once", "Gym.md|2026-05-01|18:00|Gym", "Gym.md|2026-05-15|18:00|Gym"}));
  EXPECT_THAT(found, testing::Not(testing::Contains(testing::HasSubstr("2026-05-08"))));
  news = {{{"Gym.md", 1, "Gym", "repeats 2026-05-01 FREQ=WEEKLY;BYDAY=FR", "18:00", ""}}};
  view.refresh(nullptr, today);
  EXPECT_GT(view.revision(), revision);
}

TEST(occurrences, are_bounded) {
  repeating_event daily{{"Daily", "", "", "", "a.md"}, *repeating_days_in("repeats 0001-01-01 FREQ=DAILY")};
  const auto first = *parse_day("0001-01-01"), last = *parse_day("9999-12-31");
  EXPECT_EQ(occurrences(std::vector{daily}, first, last).size(), 3'660U);
  const auto many = occurrences(std::vector<repeating_event>(100, daily), first, last);
  EXPECT_EQ(many.size(), 100'000U);
}

}  // namespace
}  // namespace secondbrain::vault
