#include "brain/vault/dialects/note_tasks.hpp"

#include <gtest/gtest.h>

#include "brain/vault/dialects/tasks_dialect.hpp"

namespace secondbrain::vault::dialects {
namespace {

tasks_settings with_format(tasks_format format) {
  tasks_settings settings;
  settings.format = format;
  return settings;
}

/// Of a note `A.md`, by the plugin's two formats, signs first.
std::vector<note_task> tasks_of(std::string_view text) {
  static const tasks_dialect signs{with_format(tasks_format::signs)};
  static const tasks_dialect fields{with_format(tasks_format::fields)};
  text_lines lines{text};
  code_and_comments aside{lines};
  auto tasks = read_note_tasks({"A.md", lines, aside}, {&signs, &fields});
  // The lines go; nobody may look at what points into them.
  for (auto& each : tasks) each.line.indentation = each.line.marker = {};
  return tasks;
}

std::string told(std::string_view text) {
  std::string all;
  for (const auto& each : tasks_of(text))
    all += each.heading + ": " + each.line.fields.description + " (" + std::string{each.line.dialect} + ")\n";
  return all;
}

TEST(note_tasks, under_any_heading_marker_and_quote) {
  EXPECT_EQ(told("- [ ] a\n# One #\n* [x] b\n  1. [ ] c\n## Two\n> [!todo] T\n> - [ ] d 📅 2026-02-10\n####### no\n"
                 "#no\n+ [/] e [due:: 2026-02-10]\n"),
            ": a (tasks)\nOne: b (tasks)\nOne: c (tasks)\nTwo: d (tasks)\nTwo: e (dataview)\n");
}

TEST(note_tasks, not_in_code_comments_or_frontmatter) {
  EXPECT_EQ(told("---\ntodo: |\n  - [ ] a\n---\n- [ ] b\n```\n- [ ] c\n# Not a heading\n```\n~~~\n- [ ] d\n~~~\n\n"
                 "    - [ ] e\n\n<!--\n- [ ] f\n-->\n%%\n- [ ] g\n%%\n> ```\n> - [ ] h\n> ```\n- [ ] i\n"),
            ": b (tasks)\n: i (tasks)\n");
  EXPECT_EQ(told("    - [ ] code from the first line on\n"), "");
}

TEST(note_tasks, two_formats_on_one_line_are_told) {
  auto tasks =
      tasks_of("- [ ] a 📅 2026-02-10 #x\n- [ ] b ⏫ [due:: 2026-02-10] [id:: q]\n- [ ] c ⏫ x [due:: 2026-02-10]\n");
  ASSERT_EQ(tasks.size(), 3U);
  EXPECT_TRUE(tasks[0].line.unread.empty());
  EXPECT_EQ(tasks[1].line.dialect, "dataview");
  EXPECT_EQ(tasks[2].line.dialect, "dataview");
}

TEST(note_tasks, ids_stay_while_other_lines_change) {
  auto before = tasks_of("- [ ] a\n- [ ] b 📅 2026-02-10\n- [ ] b\n");
  auto after = tasks_of("New\n\n- [ ] z\n- [x] b 📅 2026-03-10 ✅ 2026-03-01\ntext\n- [ ] b\n# Heading\n- [ ] a\n");
  ASSERT_EQ(before.size(), 3U);
  ASSERT_EQ(after.size(), 4U);
  EXPECT_EQ(after[1].id, before[1].id);
  EXPECT_EQ(after[2].id, before[2].id);
  EXPECT_EQ(after[3].id, before[0].id);
  EXPECT_NE(before[1].id, before[2].id);
}

TEST(note_tasks, no_task_has_the_id_that_another_one_of_its_words_had) {
  const auto before =
      tasks_of("# Work\n- [ ] call\n# Home\n- [ ] call\n- [ ] twice\n- [ ] twice\n# Third\n- [ ] call\n");
  ASSERT_EQ(before.size(), 5U);
  const auto place_of = [&](const std::string& id) {
    for (std::size_t at = 0; at < before.size(); ++at)
      if (before[at].id == id) return static_cast<int>(at);
    return -1;
  };
  const auto places = [&](std::string_view text) {
    std::vector<int> found;
    for (const auto& each : tasks_of(text)) found.push_back(place_of(each.id));
    return found;
  };
  using list = std::vector<int>;
  EXPECT_EQ(places("# Home\n- [ ] call\n# Third\n- [ ] call\n"), (list{1, 4})) << "the first one went";
  EXPECT_EQ(places("# Work\n- [ ] call\n# Third\n- [ ] call\n"), (list{0, 4})) << "the second one";
  EXPECT_EQ(places("# Work\n- [ ] call\n- [ ] call\n# Home\n- [ ] call\n"), (list{-1, -1, 1})) << "a new one";
  EXPECT_EQ(places("# Third\n- [ ] call\n# Home\n- [ ] call\n# Work\n- [ ] call\n"), (list{4, 1, 0})) << "they moved";
  EXPECT_EQ(places("# Home\n- [ ] twice\n"), (list{-1})) << "one of two is left";
  EXPECT_EQ(places("# Home\n- [ ] call\n"), (list{-1}));
}

}  // namespace
}  // namespace secondbrain::vault::dialects
