#include "brain/vault/dialects/tasks_dialect.hpp"

#include <gtest/gtest.h>

#include <random>

#include "brain/vault/dialects/tasks_line_editor.hpp"
#include "brain/vault/dialects/tasks_line_reader.hpp"
#include "tests/brain/vault/days.hpp"

namespace secondbrain::vault::dialects {
namespace {

task_fields described(std::string_view description) {
  task_fields fields;
  fields.description = std::string{description};
  return fields;
}

TEST(tasks_dialect, a_task_knows_its_place_and_its_dialect) {
  text_lines lines{"# Home\n\n> - [ ] Call Ada ⏫ 📅 2026-02-10 ^b1\n"};
  code_and_comments aside{lines};
  tasks_dialect dialect{tasks_settings{}};
  note_view note{"Home.md", lines, aside};
  EXPECT_FALSE(dialect.read(note, 0));
  auto task = dialect.read(note, 2);
  ASSERT_TRUE(task);
  EXPECT_EQ(task->dialect, "tasks");
  EXPECT_EQ(task->begin, 2U);
  EXPECT_EQ(task->end, 3U);
  std::vector<std::string> written;
  for (const auto& field : task->written)
    written.push_back(std::string{to_string(field.kind)} + "=" +
                      std::string{lines[2].substr(field.value.begin, field.value.size())});
  EXPECT_EQ(written, (std::vector<std::string>{"priority=⏫", "due=2026-02-10", "block_link=b1"}));
  EXPECT_EQ(*dialect.edit(note, *task, toggle_status{}, on("2026-02-11")),
            edited_lines{"> - [x] Call Ada ⏫ 📅 2026-02-10 ✅ 2026-02-11 ^b1"});
}

TEST(tasks_dialect, what_looks_like_a_field_and_says_nothing_is_told) {
  auto told = [](std::string_view line) {
    auto task = read_tasks_line(line, {});
    return task && !task->unread.empty() ? task->unread.front().reason : std::string{};
  };
  EXPECT_EQ(told("- [ ] a 📅 2026-02-28"), "");
  EXPECT_EQ(told("- [ ] a 📅 2026-02-30"), "2026-02-30 is not a day of any calendar; correct it.");
  EXPECT_EQ(told("- [ ] a 🔁 every fortnight"),
            "\"every fortnight\" is not a rule that can be read; write it like \"every 2 weeks on Monday\".");
  EXPECT_NE(told("- [ ] a 🏁 archive").find("\"archive\""), std::string::npos);
  EXPECT_EQ(told("- [ ] a 📅 2026-02-28, maybe"),
            "\"📅 2026-02-28\" is not read, because other text stands behind it; move it to the end of the line.");
  EXPECT_EQ(told("- [ ] a 📅\u00A02026-02-28"),
            "\"📅\u00A02026-02-28\" is not read, because no plain space stands before the day; type it anew.");
  EXPECT_EQ(told("- [ ] a [due:: 2026-02-28]"),
            "\"[due:: 2026-02-28]\" is not read, because the Tasks plugin is set to signs; write 📅 2026-02-28.");
}

TEST(tasks_dialect, new_tasks_are_written_in_the_order_of_the_plugin) {
  auto fields = described("Call Ada #home");
  fields.priority = task_priority::high;
  fields.recurrence = "every 2 weeks";
  fields.id = "q1";
  fields.depends_on = {"p1", "p2"};
  fields.on_completion = completion_action::keep;
  for (auto field : {date_field::due, date_field::scheduled, date_field::start})
    fields.date(field) = task_date{"", on("2026-02-10"), std::nullopt, false};
  tasks_settings settings;
  settings.set_created_date = true;
  EXPECT_EQ(
      *new_tasks_line(fields, settings, on("2026-02-09")),
      "- [ ] Call Ada #home 🆔 q1 ⛔ p1,p2 ⏫ 🔁 every 2 weeks 🏁 keep ➕ 2026-02-09 🛫 2026-02-10 ⏳ "
      "2026-02-10 "
      "📅 2026-02-10");
  settings.format = tasks_format::fields;
  settings.global_filter = "#task";
  auto line = *new_tasks_line(fields, settings, on("2026-02-09"));
  EXPECT_EQ(line,
            "- [ ] #task Call Ada #home  [id:: q1]  [dependsOn:: p1,p2]  [priority:: high]  [repeat:: every 2 weeks]  "
            "[onCompletion:: keep]  [created:: 2026-02-09]  [start:: 2026-02-10]  [scheduled:: 2026-02-10]  [due:: "
            "2026-02-10]");
  auto read = read_tasks_line(line, settings);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->fields.description, "#task Call Ada #home");
  EXPECT_EQ(read->fields.day_of(date_field::due), on("2026-02-10"));
}

TEST(tasks_dialect, what_no_line_can_say_is_refused) {
  EXPECT_FALSE(new_tasks_line(described("  "), {}, on("2026-02-10")));
  EXPECT_FALSE(new_tasks_line(described("a\nb"), {}, on("2026-02-10")));
  auto fields = described("a");
  fields.recurrence = "every fortnight";
  EXPECT_FALSE(new_tasks_line(fields, {}, on("2026-02-10")));
  auto task = *read_tasks_line("- [ ] a", {});
  for (auto symbol : {"", "xx", "\n", "✔️"})
    EXPECT_FALSE(edit_tasks_line("- [ ] a", task, {}, set_status_symbol{symbol}, on("2026-02-10"))) << symbol;
  EXPECT_TRUE(edit_tasks_line("- [ ] a", task, {}, set_status_symbol{"✔"}, on("2026-02-10")));
}

/// Whatever is thrown at it: a change shows what was asked, and another reading finds everything else as it was.
TEST(tasks_dialect, changes_show_and_nothing_else_changes) {
  const std::string_view pieces[] = {"Call",
                                     "Ada",
                                     "#home",
                                     " ",
                                     "  ",
                                     "📅 2026-02-10",
                                     "📅2026-02-30",
                                     "⏳️ 2026-01-05",
                                     "🛫",
                                     "2026",
                                     "⏫",
                                     "🔽",
                                     "^b1",
                                     "🔁 every day",
                                     "🔁 every two",
                                     "🆔 q1",
                                     "⛔ p,q",
                                     "✅ 2026-01-01",
                                     ",",
                                     ".",
                                     "\t",
                                     "[due:: 2026-02-01]",
                                     "(priority:: low)",
                                     "\u00A0",
                                     "🏁 keep",
                                     "\r"};
  std::mt19937 random{11};
  auto pick = [&](std::size_t count) { return std::uniform_int_distribution<std::size_t>{0, count - 1}(random); };
  for (int round = 0; round < 4'000; ++round) {
    tasks_settings settings;
    settings.format = round % 2 == 0 ? tasks_format::signs : tasks_format::fields;
    std::string line = "- [ ] ";
    for (auto count = pick(9); count > 0; --count)
      // A tag that goes on into a sign is another tag once the field behind it is gone, in the plugin as well.
      if (auto piece = pieces[pick(std::size(pieces))]; true)
        line.append(piece).append(pick(3) == 0 && piece != "#home" ? "" : " ");
    auto before = read_tasks_line(line, settings);
    if (!before) continue;
    auto field = static_cast<date_field>(pick(3));
    bool removes = pick(3) == 0;
    auto date = removes ? std::nullopt : std::optional{on("2026-07-01")};
    auto lines = *edit_tasks_line(line, *before, settings, set_date{field, date}, on("2026-02-10"));
    ASSERT_EQ(lines.size(), 1U);
    auto after = read_tasks_line(lines[0], settings);
    ASSERT_TRUE(after) << line << "\n" << lines[0];
    EXPECT_EQ(after->fields.day_of(field), date) << line << "\n" << lines[0];
    auto same = [&](const auto& left, const auto& right) { EXPECT_EQ(left, right) << line << "\n" << lines[0]; };
    for (auto other : {date_field::due, date_field::scheduled, date_field::start, date_field::done})
      if (other != field) same(before->fields.day_of(other), after->fields.day_of(other));
    same(before->fields.description, after->fields.description);
    same(before->fields.priority, after->fields.priority);
    same(before->fields.recurrence, after->fields.recurrence);
    same(before->fields.block_link, after->fields.block_link);
    same(before->fields.id, after->fields.id);
    same(before->fields.depends_on, after->fields.depends_on);
    same(before->fields.tags, after->fields.tags);
  }
}

}  // namespace
}  // namespace secondbrain::vault::dialects
