#include "brain/vault/planner/daily_note_edit.hpp"

#include <gtest/gtest.h>

#include "brain/vault/notes/note.hpp"
#include "brain/vault/planner/daily_note.hpp"

namespace secondbrain::vault {
namespace {

std::string with_tasks(std::string_view bytes, std::vector<new_task> tasks) {
  return add_to_daily_note(bytes, {{}, {}, std::move(tasks)});
}

std::vector<std::string> placed(std::string_view bytes) {
  std::vector<std::string> tasks;
  for (const auto& task : parse_daily_note("2026-02-06", bytes).tasks) {
    tasks.push_back(task.key.category + "|" + task.key.sub_project + "|" + task.text);
  }
  return tasks;
}

using strings = std::vector<std::string>;

// INB-5
TEST(daily_note_edit, a_new_note_has_the_exact_shape) {
  daily_additions items{{"Ship it"},
                        {"Rain"},
                        {{"Call the bank", "Personal", "Errands", "2026-02-10"},
                         {"Water plants", "Personal", "", ""},
                         {"Write report", "Work", "", ""},
                         {"Loose", "", "", ""}}};
  EXPECT_EQ(make_daily_note("2026-02-06", {"home", "a: b"}, items),
            "---\n"
            "type: daily\n"
            "date: 2026-02-06\n"
            "tags:\n"
            "  - home\n"
            "  - 'a: b'\n"
            "---\n"
            "\n"
            "## Focus\n"
            "- Ship it\n"
            "\n"
            "## Notes\n"
            "- Rain\n"
            "\n"
            "## Tasks\n"
            "### Personal\n"
            "- [ ] Water plants\n"
            "#### Errands\n"
            "- [ ] Call the bank (due: 2026-02-10)\n"
            "### Work\n"
            "- [ ] Write report\n"
            "### Uncategorized\n"
            "- [ ] Loose\n"
            "\n"
            "## Links surfaced today\n"
            "- \n");
}

TEST(daily_note_edit, a_new_note_without_anything_has_places_to_write) {
  EXPECT_EQ(make_daily_note("2026-02-06", {}, {}),
            "---\ntype: daily\ndate: 2026-02-06\ntags:\n---\n\n## Focus\n- \n\n## Notes\n- \n\n## Tasks\n- [ ] \n\n"
            "## Links surfaced today\n- \n");
}

// W20
TEST(daily_note_edit, any_tag_leaves_the_frontmatter_readable) {
  for (const std::string tag : {"a: b", "#x", "yes", "2026-02-06", "it's", "\"", "- [", "été"}) {
    auto note = parse_note("00_Daily/2026-02-06.md", make_daily_note("2026-02-06", {tag}, {}));
    EXPECT_EQ(note.warning, "") << tag;
    const auto* tags = note.metadata.find("tags");
    ASSERT_TRUE(tags != nullptr && tags->items.size() == 1) << tag;
    EXPECT_EQ(tags->items[0].text, tag);
    EXPECT_EQ(tags->items[0].kind, value_kind::string) << tag;
  }
}

// INB-1
TEST(daily_note_edit, a_focus_item_goes_behind_those_that_are_there) {
  EXPECT_EQ(add_to_daily_note("## Focus\n- one\n\n## Notes\n- n\n", {{"two"}, {}, {}}),
            "## Focus\n- one\n- two\n\n## Notes\n- n\n");
}

TEST(daily_note_edit, a_section_that_is_missing_is_made_at_the_end) {
  EXPECT_EQ(add_to_daily_note("text", {{"f"}, {"n"}, {}}), "text\n\n## Focus\n- f\n\n## Notes\n- n\n");
}

// INB-2, INB-3
TEST(daily_note_edit, a_task_has_a_suffix_when_it_is_due) {
  EXPECT_EQ(with_tasks("## Tasks\n", {{"A", "", "", "2026-02-10"}, {"B", "", "", ""}}),
            "## Tasks\n- [ ] A (due: 2026-02-10)\n- [ ] B\n");
}

// INB-4, INB-47
TEST(daily_note_edit, a_task_that_is_there_is_not_added_again) {
  const std::string note = "## Tasks\n### Work\n- [ ] Call the bank! (due: 2026-02-10) ⏫ ^b\n";
  EXPECT_EQ(with_tasks(note, {{"call the  Bank!", "Home", "", "2026-03-01"}}), note);
}

TEST(daily_note_edit, a_text_that_differs_in_punctuation_is_new) {
  EXPECT_EQ(with_tasks("## Tasks\n### Money\n- [ ] Transfer 150 to Ann\n", {{"Transfer 1.50 to Ann", "Money", "", ""}}),
            "## Tasks\n### Money\n- [ ] Transfer 150 to Ann\n- [ ] Transfer 1.50 to Ann\n");
  EXPECT_EQ(placed(with_tasks(
                "## Tasks\n- [ ] Learn C\n",
                {{"Learn C++", "", "", ""}, {"Learn C#", "", "", ""}, {"???", "", "", ""}, {"!!!", "", "", ""}})),
            (strings{"||Learn C", "||Learn C++", "||Learn C#", "||???", "||!!!"}));
  EXPECT_EQ(add_to_daily_note("## Focus\n- Ship v10\n\n## Notes\n- Temp 5\n", {{"Ship v1.0"}, {"Temp -5"}, {}}),
            "## Focus\n- Ship v10\n- Ship v1.0\n\n## Notes\n- Temp 5\n- Temp -5\n");
}

// W13
TEST(daily_note_edit, a_text_that_is_part_of_another_is_new) {
  EXPECT_EQ(with_tasks("Call everyone.\n## Tasks\n- [ ] Call the bank\n", {{"Call", "", "", ""}}),
            "Call everyone.\n## Tasks\n- [ ] Call the bank\n- [ ] Call\n");
  EXPECT_EQ(add_to_daily_note("## Focus\n- rest well\n## Notes\n- rest\n", {{"rest"}, {}, {}}),
            "## Focus\n- rest well\n- rest\n## Notes\n- rest\n");
}

// W5
TEST(daily_note_edit, a_task_that_is_done_may_come_up_again) {
  EXPECT_EQ(with_tasks("## Tasks\n- [x] Shop\n", {{"Shop", "", "", ""}}), "## Tasks\n- [x] Shop\n- [ ] Shop\n");
}

TEST(daily_note_edit, the_last_line_of_a_task_says_whether_it_is_done) {
  const std::string ticked = "## Tasks\n- [ ] Shop\n- [x] Shop\n";
  EXPECT_EQ(with_tasks(ticked, {{"Shop", "", "", ""}}), ticked + "- [ ] Shop\n");
  const std::string waiting = "## Tasks\n- [x] Shop\n- [ ] Shop\n";
  EXPECT_EQ(with_tasks(waiting, {{"Shop", "", "", ""}}), waiting);
}

// INB-6
TEST(daily_note_edit, headings_of_a_task_are_made) {
  auto note = with_tasks("## Tasks\n\n## Links surfaced today\n- \n", {{"T", "Work", "Api", ""}});
  EXPECT_EQ(placed(note), (strings{"Work|Api|T"}));
  EXPECT_LT(note.find("- [ ] T"), note.find("## Links"));
}

// INB-7
TEST(daily_note_edit, headings_of_a_task_are_used) {
  EXPECT_EQ(with_tasks("## Tasks\n### Work\n#### Api\n- [ ] A\n#### Web\n- [ ] B\n", {{"T", "Work", "Api", ""}}),
            "## Tasks\n### Work\n#### Api\n- [ ] A\n- [ ] T\n#### Web\n- [ ] B\n");
}

// INB-8, INB-9
TEST(daily_note_edit, the_heading_of_a_category_is_made_and_used) {
  auto note = with_tasks("## Tasks\n", {{"A", "Work", "", ""}});
  EXPECT_EQ(placed(note), (strings{"Work||A"}));
  note = with_tasks(note, {{"B", "Work", "", ""}});
  EXPECT_EQ(placed(note), (strings{"Work||A", "Work||B"}));
  EXPECT_EQ(note.find("### Work"), note.rfind("### Work"));
}

// W19
TEST(daily_note_edit, a_task_of_a_category_only_stands_before_its_sub_projects) {
  auto note =
      with_tasks("## Tasks\n### Work\n- [ ] A\n#### Api\n- [ ] B\n", {{"T", "Work", "", ""}, {"U", "", "", ""}});
  EXPECT_EQ(placed(note), (strings{"||U", "Work||A", "Work||T", "Work|Api|B"}));
}

// INB-44
TEST(daily_note_edit, a_note_without_tasks_gets_a_section) {
  EXPECT_EQ(placed(with_tasks("# My day\n", {{"A", "Work", "", ""}, {"B", "", "", ""}})), (strings{"||B", "Work||A"}));
}

TEST(daily_note_edit, texts_are_put_on_one_line) {
  auto note = with_tasks("## Tasks\n", {{"A\n## Notes", "Wo\nrk", "x\n# y", ""}});
  EXPECT_EQ(placed(note), (strings{"Wo rk|x # y|A ## Notes"}));
}

TEST(daily_note_edit, other_bytes_and_line_ends_stay) {
  const std::string note = "\xEF\xBB\xBF# \xFF\r\n## Focus\r\n- a\r\n\r\nend  ";
  EXPECT_EQ(add_to_daily_note(note, {{"b"}, {}, {}}), "\xEF\xBB\xBF# \xFF\r\n## Focus\r\n- a\r\n\r\nend  \r\n- b\r\n");
  EXPECT_EQ(add_to_daily_note(note, {}), note);
}

TEST(daily_note_edit, adding_again_changes_nothing) {
  daily_additions items{{"f", "???"}, {"n"}, {{"T", "Work", "Api", "2026-02-10"}, {"!!", "", "", ""}}};
  auto once = add_to_daily_note("# Day\n", items);
  EXPECT_EQ(add_to_daily_note(once, items), once);
  auto note = make_daily_note("2026-02-06", {}, items);
  EXPECT_EQ(add_to_daily_note(note, items), note);
}

TEST(daily_event, goes_behind_the_last_event) {
  EXPECT_EQ(add_event("## Events\n- Holiday\n- 9:00 — Run\nText\n## Focus\n", {"Dentist", "14:30", ""}),
            "## Events\n- Holiday\n- 9:00 — Run\nText\n- 14:30 — Dentist\n## Focus\n");
  EXPECT_EQ(add_event("## Events\n\n## Focus\n", {"Trip", "", "2026-02-12"}),
            "## Events\n- Trip (through 2026-02-12)\n\n## Focus\n");
}

TEST(daily_event, makes_its_section_before_focus) {
  EXPECT_EQ(add_event("---\na: b\n---\n## Focus\n- x\n", {"Dentist", "9:00", ""}),
            "---\na: b\n---\n\n## Events\n- 9:00 — Dentist\n\n## Focus\n- x\n");
  EXPECT_EQ(add_event("---\na: b\n---\n\n## Focus\n- x\n", {"T", "", ""}),
            "---\na: b\n---\n\n## Events\n- T\n\n## Focus\n- x\n");
}

TEST(daily_event, makes_its_section_below_the_frontmatter) {
  EXPECT_EQ(add_event("---\na: b\n---\ntext\n", {"T", "", ""}), "---\na: b\n---\n\n## Events\n- T\n\ntext\n");
  EXPECT_EQ(add_event("text\n", {"T", "", ""}), "## Events\n- T\n\ntext\n");
}

TEST(daily_event, that_is_there_is_not_added_again) {
  const std::string note = "## Events\n- 9:00 — Dentist (through 2026-02-12)\n";
  for (const new_event& event : {new_event{" dentist ", "9:00", ""}, new_event{"Dentist", "09:00", "2026-02-12"},
                                 new_event{"Dentist", "", ""}}) {
    EXPECT_EQ(add_event(note, event), note) << event.time;
  }
  EXPECT_EQ(add_event("## Events\n- 9:00 Dentist\n", {"Dentist", "9:00", ""}), "## Events\n- 9:00 Dentist\n");
}

TEST(daily_event, of_the_same_title_at_another_time_is_another_event) {
  EXPECT_EQ(add_event("## Events\n- 9:00 — Call\n", {"Call", "14:30", ""}),
            "## Events\n- 9:00 — Call\n- 14:30 — Call\n");
  EXPECT_EQ(add_event("## Events\n- Call\n", {"Call", "14:30", ""}), "## Events\n- Call\n- 14:30 — Call\n");
  EXPECT_EQ(add_event("## Events\n- Call!\n", {"Call?", "", ""}), "## Events\n- Call!\n- Call?\n");
}

TEST(daily_note_edit, nothing_is_written_into_code_or_comments) {
  const std::string example = "```md\n## Focus\n## Events\n- 9:00 — example\n## Tasks\n### Home\n```\n\n";
  const daily_additions items{{"f"}, {}, {{"T", "Home", "", ""}}};
  EXPECT_EQ(add_to_daily_note(example + "## Focus\n\n## Tasks\n### Home\n", items),
            example + "## Focus\n- f\n\n## Tasks\n### Home\n- [ ] T\n");
  EXPECT_EQ(add_to_daily_note(example, {{"f"}, {}, {}}), example + "## Focus\n- f\n");
  EXPECT_EQ(add_event(example + "## Focus\n", {"Run", "9:00", ""}), example + "## Events\n- 9:00 — Run\n\n## Focus\n");
  EXPECT_EQ(add_to_daily_note("## Focus\n- a\n```\nopen\n", {{"f"}, {}, {}}), "## Focus\n- a\n- f\n```\nopen\n");
}

// Found by damaging daily notes at random.
TEST(daily_note_edit, nothing_is_written_into_frontmatter) {
  const std::string block = "---\nx: |\n  ## Focus\n  ## Notes\n  ## Events\n  ## Tasks\n  - [ ] Tea\n---\n";
  EXPECT_EQ(with_tasks(block, {{"Tea", "", "", ""}}), block + "## Tasks\n- [ ] Tea\n");
  EXPECT_EQ(with_tasks(block + "## Tasks\n", {{"Tea", "Home", "", ""}}), block + "## Tasks\n### Home\n- [ ] Tea\n\n");
  EXPECT_EQ(add_to_daily_note(block, {{"a"}, {"b"}, {}}), block + "\n## Focus\n- a\n\n## Notes\n- b\n");
  EXPECT_EQ(add_event(block + "text\n", {"Visit", "9:00", ""}), block + "\n## Events\n- 9:00 — Visit\n\ntext\n");
  EXPECT_EQ(add_event(block + "## Focus\n", {"Visit", "9:00", ""}),
            block + "\n## Events\n- 9:00 — Visit\n\n## Focus\n");
}

TEST(daily_note_edit, an_indented_heading_ends_the_section_before_it) {
  const std::string note = "## Focus\n- Ship it\n ## Tasks\n- [ ] Rest a while\n";
  const auto added = add_to_daily_note(note, {{"Sleep"}, {}, {{"Nap", "", "", ""}}});
  EXPECT_EQ(added, "## Focus\n- Ship it\n- Sleep\n ## Tasks\n- [ ] Rest a while\n- [ ] Nap\n");
}

}  // namespace
}  // namespace secondbrain::vault
