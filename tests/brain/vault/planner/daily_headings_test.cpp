#include "brain/vault/planner/daily_headings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "brain/vault/planner/daily_note.hpp"
#include "brain/vault/planner/daily_note_edit.hpp"

namespace secondbrain::vault {
namespace {

using testing::ElementsAre;

std::vector<std::string> places(std::string_view text) {
  std::vector<std::string> found;
  for (const auto& each : parse_daily_note("2026-02-05", text).tasks)
    found.push_back(each.key.category + "|" + each.key.sub_project + "|" + each.text);
  return found;
}

TEST(daily_headings, of_sections_are_read_as_people_write_them) {
  for (const std::string heading : {"## Tasks",       "##  Tasks",     "##\tTasks",          "## Tasks ##",
                                    "## Tasks #",     "## Tasks:",     "## tasks",           "## TASKS",
                                    "##Tasks",        "##tasks:",      "  ## Tasks  ",       "## **Tasks**",
                                    "## ✅ Tasks",     "## Tasks ✅",    "## 📋 __Tasks:__ ##", "## Tasks\u200b",
                                    "## \ufeffTasks", "##\u00a0Tasks", "## Tasks\u200b ##",  "## ☑️ Tasks"}) {
    EXPECT_THAT(places(heading + "\n- [ ] a\n"), ElementsAre("||a")) << heading;
    const auto bytes = heading + "\n- [ ] a\n";
    EXPECT_EQ(add_to_daily_note(bytes, {{}, {}, {{"b", "", "", ""}}}), bytes + "- [ ] b\n")
        << "what is added goes there as well: " << heading;
  }
}

TEST(daily_headings, of_other_sections_are_not_taken_for_them) {
  for (const std::string heading :
       {"# Tasks", "### Tasks", "## My Tasks", "## Tasks 2", "## Tasks for Ada", "## 明日Tasks", "## Taskss", "##",
        "#Tasks", "####### Tasks", "## Täsks", "\\## Tasks", "Tasks", "## Tasks of 2026 ##"})
    EXPECT_THAT(places(heading + "\n- [ ] a\n"), testing::IsEmpty()) << heading;
  EXPECT_THAT(places("## Tasks\n- [ ] a\n##\tLog\n- [ ] b\n"), ElementsAre("||a")) << "they end the one above";
}

TEST(daily_headings, the_other_three_are_read_alike) {
  const auto note = parse_daily_note(
      "2026-02-05", "## focus:\n- one\n##Notes ##\n- two\n## 📅 Events\n- 10:00 Call\n## tasks\n- [ ] a\n");
  EXPECT_THAT(note.focus_items, ElementsAre("one"));
  EXPECT_THAT(note.notes_items, ElementsAre("two"));
  ASSERT_EQ(note.events.size(), 1U);
  EXPECT_EQ(note.events[0].title, "Call");
  EXPECT_EQ(note.tasks.size(), 1U);
}

TEST(daily_headings, of_categories_lose_what_is_no_part_of_their_title) {
  EXPECT_THAT(places("## Tasks\n### Work ###\n- [ ] a\n###  Home\n- [ ] b\n###\tGarden\u200b\n- [ ] c\n"
                     "#### Pond ##\n- [ ] d\n### C#\n- [ ] e\n### #tag\n- [ ] f\n"),
              ElementsAre("Work||a", "Home||b", "Garden||c", "Garden|Pond|d", "C#||e", "#tag||f"));
}

TEST(daily_headings, of_categories_are_written_below_however_they_are_written) {
  const std::string bytes = "## Tasks ##\n### Work ###\n- [ ] a\n";
  EXPECT_EQ(add_to_daily_note(bytes, {{}, {}, {{"b", "Work", "", ""}}}), bytes + "- [ ] b\n");
}

TEST(daily_headings, that_are_not_read_are_told) {
  const auto reason =
      "It is not read as the heading of a section. Write it as “## Tasks” to have what stands below it read.";
  for (const auto* line : {"# Tasks", "### Tasks:", "#Tasks", "**Tasks**", "__tasks__:", "  **Tasks:**"})
    EXPECT_EQ(trouble_with_heading(line, "- [ ] a"), reason) << line;
  for (const auto* below : {"-----", "===", "- ", "-"})
    EXPECT_EQ(trouble_with_heading("Tasks", below), reason) << below;
  for (const auto* line : {"## Tasks", "##Tasks", "# Log", "Tasks", "**Log**", "### Home", "- Tasks", ""})
    EXPECT_EQ(trouble_with_heading(line, "text"), "") << line;
}

}  // namespace
}  // namespace secondbrain::vault
