#include "brain/vault/planner/daily_note.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace secondbrain::vault {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

daily_note parsed(std::string_view text) {
  return parse_daily_note("2026-02-05", text);
}

std::vector<std::string> places(const daily_note& note) {
  std::vector<std::string> found;
  for (auto& each : note.tasks) found.push_back(each.key.category + "|" + each.key.sub_project + "|" + each.text);
  return found;
}

std::vector<std::string> event_texts(const daily_note& note) {
  std::vector<std::string> found;
  for (auto& each : note.events) found.push_back(each.time + "|" + each.title + "|" + each.end_date);
  return found;
}

// TSK-6
TEST(daily_note, headings_say_where_a_task_belongs) {
  auto note = parsed(
      "## Tasks\n- [ ] a\n### Work \n- [ ] b\n#### Pilot\n- [x] c\n### Home\n- [/] d\n#### \n- [ ] e\n### \n- [ ] f\n");
  EXPECT_THAT(places(note), ElementsAre("||a", "Work||b", "Work|Pilot|c", "Home||d", "Home||e", "||f"));
  EXPECT_EQ(note.tasks[2].status, task_status::done);
  EXPECT_EQ(note.tasks[3].status, task_status::in_progress);
  EXPECT_EQ(note.tasks[3].line, 7u);
}

// TSK-9
TEST(daily_note, tasks_end_at_the_next_heading_of_their_level) {
  auto note =
      parsed("- [ ] no\n ## Tasks \n- [ ] yes\n# Title\n- [ ] too\n##### deep\n- [ ] deeper\n## Log\n- [ ] no\n");
  EXPECT_THAT(places(note), ElementsAre("||yes", "||too", "||deeper"));
}

TEST(daily_note, a_second_tasks_section_begins_without_category) {
  EXPECT_THAT(places(parsed("## Tasks\n### Work\n- [ ] a\n## Tasks\n- [ ] b\n")), ElementsAre("Work||a", "||b"));
}

// TSK-10
TEST(daily_note, without_the_section_there_are_no_tasks) {
  EXPECT_THAT(parsed("## To do\n- [ ] a\n### Tasks\n- [ ] b\n").tasks, IsEmpty());
}

// BRF-1, BRF-4, BRF-5
TEST(daily_note, focus_and_notes_are_bullets_of_their_sections) {
  auto note = parsed(
      "## Focus\n- one\n-\n- \n  - two \ntext\n* three\n### deeper\n- four\n## Notes\n- n\n## Tasks\n- [ ] t\n## "
      "Log\n- l\n");
  EXPECT_THAT(note.focus_items, ElementsAre("one", "two", "four"));
  EXPECT_THAT(note.notes_items, ElementsAre("n"));
  EXPECT_THAT(note.tasks, SizeIs(1));
}

// EVT-1, EVT-2, EVT-3, EVT-5
TEST(daily_note, events_have_a_time_or_none) {
  auto note =
      parsed("## Events\n- 9:00 — Standup\n- 14:00-Call\n- 8:15 – Walk \n- Holiday\n* 10:00 — no bullet\ntext\n");
  EXPECT_THAT(event_texts(note), ElementsAre("9:00|Standup|", "14:00|Call|", "8:15|Walk|", "|Holiday|"));
  EXPECT_EQ(note.events[0].date, "2026-02-05");
  EXPECT_EQ(note.events[0].source_file, "00_Daily/2026-02-05.md");
}

// EVT-4
TEST(daily_note, events_may_last_several_days) {
  auto note = parsed("## Events\n- Trip (through 2026-02-08)\n- 10:30 — Fair  (through   2026-02-09)  \n");
  EXPECT_THAT(event_texts(note), ElementsAre("|Trip|2026-02-08", "10:30|Fair|2026-02-09"));
}

// W56
TEST(daily_note, what_is_no_time_and_no_day_belongs_to_the_title) {
  auto note = parsed(
      "## Events\n- 99:99 — Odd\n- 24:00 — Late\n- 9:5 — Short\n- 1:1 with Ada\n- Trip (through 2026-02-30)\n"
      "- Trip (through)\n- 10:30 —\n- (through 2026-02-08)\n");
  EXPECT_THAT(event_texts(note), ElementsAre("|99:99 — Odd|", "|24:00 — Late|", "|9:5 — Short|", "|1:1 with Ada|",
                                             "|Trip (through 2026-02-30)|", "|Trip (through)|", "|10:30 —|"));
}

TEST(daily_note, events_have_times_as_people_write_them) {
  auto note = parsed(
      "## Events\n- 14:30 Dentist\n- 9:00-10:30 Review\n- 09:00 – 10:30 Standup\n- 2:30 pm — Call\n- **11:00** — bold\n"
      "- 12:00 — Backwards (through 2026-01-01)\n- [ ] 13:00 Lunch\n- [ ] Tidy up\n- Same day (through 2026-02-05)\n");
  EXPECT_THAT(event_texts(note),
              ElementsAre("14:30|Dentist|", "9:00|Review|", "09:00|Standup|", "14:30|Call|", "11:00|bold|",
                          "12:00|Backwards|", "13:00|Lunch|", "|[ ] Tidy up|", "|Same day|2026-02-05"));
}

TEST(daily_note, the_block_id_of_an_event_is_no_part_of_its_title) {
  auto note =
      parsed("## Events\n- 14:30 Dentist ^e1\n- Trip (through 2026-02-08) ^e2\n- 9:00–10:30 X ^e-3\n- 2^10 ^\n- ^e4\n");
  EXPECT_THAT(event_texts(note), ElementsAre("14:30|Dentist|", "|Trip|2026-02-08", "9:00|X|", "|2^10 ^|", "|^e4|"));
}

TEST(daily_note, code_and_comments_are_no_content) {
  auto note = parsed(
      "How my notes look:\n\n```markdown\n## Tasks\n### Home\n- [ ] example\n## Events\n- 10:00 — example\n## Focus\n- "
      "no\n"
      "```\n\n    ## Tasks\n    - [ ] indented\n\n## Events\n- 09:00 — Real event\n%%\n- 11:00 — hidden\n%%\n\n## "
      "Focus\n"
      "- <!-- what matters? -->\n- Real focus\n\n## Tasks\n### Work\n- [ ] Move me\n~~~\n- [ ] sample\n### "
      "Never\n~~~\n<!--\n"
      "- [ ] commented out\n## Log\n-->\n- [ ] %% put aside %%\n### Home\n- [ ] Real home <!-- soon -->\n");
  EXPECT_THAT(places(note), ElementsAre("Work||Move me", "Home||Real home <!-- soon -->"));
  EXPECT_THAT(event_texts(note), ElementsAre("09:00|Real event|"));
  EXPECT_THAT(note.focus_items, ElementsAre("Real focus"));
}

TEST(daily_note, frontmatter_is_no_content) {
  for (const std::string end : {"\n", "\r\n"}) {
    for (const std::string start : {"", "\xEF\xBB\xBF"}) {
      for (const std::string closing : {"---", "...", "--- "}) {
        std::string text = start;
        for (const std::string line :
             {"---", "x: |", "  ## Focus", "  - in", "  ## Notes", "  - in", "  ## Events", "  - 9:00 in", "  ## Tasks",
              "  - [ ] in", "y: 1", closing.c_str(), "## Focus", "- out", "## Tasks", "- [ ] out", "---"})
          text += line + end;
        auto note = parse_daily_note("2026-02-05", text);
        EXPECT_EQ(note.focus_items, std::vector<std::string>{"out"}) << text;
        EXPECT_TRUE(note.notes_items.empty()) << text;
        EXPECT_TRUE(note.events.empty()) << text;
        ASSERT_EQ(note.tasks.size(), 1U) << text;
        EXPECT_EQ(note.tasks[0].text, "out");
        EXPECT_EQ(parse_tasks(text_lines{text}).size(), 1U);
      }
    }
  }
}

TEST(daily_note, tasks_below_a_rule_at_the_top_are_content) {
  for (const std::string text :
       {"---\n## Tasks\n- [ ] out\n", "---\n## Tasks\n- [ ] out\n---\n", "---\n## Tasks\n---\n- [ ] out\n",
        "---\nx: |\n  ## Tasks\n  - [ ] out\n", "\n---\nx: |\n  ## Tasks\n  - [ ] out\n---\n"}) {
    EXPECT_EQ(parse_daily_note("2026-02-05", text).tasks.size(), 1U) << text;
  }
}

TEST(daily_note, a_heading_in_a_fence_ends_no_section) {
  EXPECT_THAT(
      places(parsed("## Tasks\n### Work\n- [ ] Before\n  ```md\n  text\n## Log\n  ```\n- [ ] Behind the fence\n")),
      ElementsAre("Work||Before", "Work||Behind the fence"));
}

// EVT-6, EVT-7
TEST(daily_note, without_events_there_are_none) {
  EXPECT_THAT(parsed("## Focus\n- a\n").events, IsEmpty());
  EXPECT_THAT(parsed("## Events\n\n## Focus\n- a\n").events, IsEmpty());
}

// W54
TEST(daily_note, any_bytes_can_be_read) {
  auto note =
      parsed("\xEF\xBB\xBF## Tasks\r\n### Caf\xE9\r\n- [ ] b\xFFoth (due: 2026-02-08)\r\r## Events\r\n- \xC3(\r\n");
  EXPECT_THAT(places(note), ElementsAre("Caf\uFFFD||b\uFFFDoth"));
  EXPECT_EQ(note.tasks[0].due_date, "2026-02-08");
  EXPECT_THAT(event_texts(note), ElementsAre("|\uFFFD(|"));
}

TEST(daily_note, a_file_without_a_last_line_end_loses_nothing) {
  EXPECT_THAT(places(parsed("## Tasks\n- [ ] a")), ElementsAre("||a"));
}

}  // namespace
}  // namespace secondbrain::vault
