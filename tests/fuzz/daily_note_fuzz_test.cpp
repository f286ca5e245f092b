// Edits of daily notes in whatever state: no line of a person is lost, changed or reordered.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/vault/planner/daily_note.hpp"
#include "brain/vault/planner/daily_note_edit.hpp"
#include "brain/vault/planner/task_edit.hpp"
#include "tests/fuzz/mutation.hpp"

namespace secondbrain::vault {
namespace {

constexpr const char* whole_daily_note = R"(---
date: 2026-02-10
tags: [daily]
---
# 2026-02-10

## Focus
- Ship it

## Tasks
### Work
- [ ] Call the bank (due: 2026-02-12)
  - the one in town
#### Website
- [x] Fix the menu
### Home
- [ ] Water the plants

## Events
- 10:00 Standup
- Holiday (2026-02-10 to 2026-02-14)

## Notes
A thought.
)";

constexpr const char* note_with_code = R"(Layout:

```markdown
## Tasks
### Work
- [ ] example
```

## Tasks
### Work
- [ ] Deploy ⏫ ^d1
  ```sh
  make

  - [ ] not a task
  ```

  And tell them. %% not
  everybody %%
  - [ ] Write the notes (due: 2026-02-12) #home
<!--
- [ ] commented out
-->
- [ ] Learn C++
- [ ] Learn C
#### Website
- [ ] Learn C#
)";

const std::vector<std::string> daily_samples{
    whole_daily_note,
    note_with_code,
    "## Tasks\r\n- [ ] one\r\n- [ ] two | three\r\n## Notes\r\n- [ ] not a task\r\n",
    "",
    "no headings at all",
    "## Tasks\n- [ ] \n- [x]done\n-[ ] tight\n* [X] star (due: 2026-02-30)\n"};

std::vector<std::string> lines_of(std::string_view bytes) {
  const text_lines lines{bytes};
  std::vector<std::string> all;
  for (std::size_t at = 0; at < lines.size(); ++at) all.emplace_back(lines[at]);
  return all;
}

/// Whether all of `part` stand in `whole`, in their order.
bool contains_in_order(const std::vector<std::string>& whole, const std::vector<std::string>& part) {
  auto from = whole.begin();
  for (const auto& line : part) {
    from = std::find(from, whole.end(), line);
    if (from == whole.end()) return false;
    ++from;
  }
  return true;
}

/// A move may change how far a line is indented.
std::map<std::string, int> counted(const std::vector<std::string>& lines) {
  std::map<std::string, int> counts;
  for (const auto& line : lines) ++counts[std::string{left_trimmed(line)}];
  return counts;
}

std::multiset<std::string> texts_of(const std::vector<daily_task>& tasks) {
  std::multiset<std::string> texts;
  for (const auto& task : tasks) texts.insert(task.text);
  return texts;
}

TEST(daily_note_fuzz, an_update_changes_one_line_and_nothing_else) {
  fuzz::for_damaged_texts(daily_samples, [](const std::string& text, fuzz::mutator&) {
    const auto before = lines_of(text);
    for (const auto& task : parse_tasks(text_lines{text})) {
      text_lines edited{text};
      ASSERT_TRUE(set_status(edited, task.key, task_status::done));
      ASSERT_TRUE(set_due_date(edited, task.key, "2026-03-01"));
      ASSERT_EQ(edited.size(), before.size());
      int changed = 0;
      for (std::size_t at = 0; at < before.size(); ++at) changed += edited[at] != before[at] ? 1 : 0;
      EXPECT_EQ(changed, 1) << task.text;
    }
  });
}

TEST(daily_note_fuzz, a_move_loses_no_line) {
  fuzz::for_damaged_texts(daily_samples, [](const std::string& text, fuzz::mutator&) {
    const auto before = counted(lines_of(text));
    for (const auto& task : parse_tasks(text_lines{text})) {
      text_lines edited{text};
      ASSERT_TRUE(move_task(edited, task.key, "Elsewhere", "Later"));
      const auto bytes = edited.bytes();
      const auto after = counted(lines_of(bytes));
      for (const auto& [line, count] : before)
        EXPECT_GE(after.contains(line) ? after.at(line) : 0, count) << testing::PrintToString(line);
      const auto tasks = parse_tasks(text_lines{bytes});
      const task_key moved{"Elsewhere", "Later", task.key.normalised};
      EXPECT_TRUE(std::any_of(tasks.begin(), tasks.end(), [&](const auto& each) { return each.key == moved; }));
    }
  });
}

TEST(daily_note_fuzz, a_move_neither_hides_a_task_nor_shows_an_example) {
  for (const auto& text : daily_samples) {
    const auto before = parse_tasks(text_lines{text});
    for (const auto& task : before) {
      for (const auto* category : {"Work", "Home", "Elsewhere", ""}) {
        text_lines edited{text};
        ASSERT_TRUE(move_task(edited, task.key, category, ""));
        const auto bytes = edited.bytes();
        EXPECT_EQ(texts_of(parse_tasks(text_lines{bytes})), texts_of(before)) << task.text << " to " << category;
      }
    }
  }
}

TEST(daily_note_fuzz, additions_leave_every_line_in_its_order) {
  const daily_additions items{
      {"Rest"}, {"Seen a kingfisher"}, {{"Buy flour", "Home", "Kitchen", "2026-02-12"}, {"Nap", "", "", ""}}};
  fuzz::for_damaged_texts(daily_samples, [&](const std::string& text, fuzz::mutator&) {
    const auto added = add_event(add_to_daily_note(text, items), {"Dentist", "9:30", ""});
    EXPECT_TRUE(contains_in_order(lines_of(added), lines_of(text))) << testing::PrintToString(added);
    EXPECT_EQ(add_event(add_to_daily_note(added, items), {"Dentist", "9:30", ""}), added) << "again changes nothing";
  });
}

TEST(daily_note_fuzz, any_bytes_are_a_daily_note) {
  fuzz::for_damaged_texts(daily_samples, [](const std::string& text, fuzz::mutator&) {
    const auto note = parse_daily_note("2026-02-10", text);
    const auto lines = lines_of(text).size();
    for (const auto& task : note.tasks) EXPECT_LT(task.line, lines);
    EXPECT_EQ(text_lines{text}.bytes(), text);
  });
}

}  // namespace
}  // namespace secondbrain::vault
