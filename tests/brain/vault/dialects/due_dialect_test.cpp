#include "brain/vault/dialects/due_dialect.hpp"

#include <gtest/gtest.h>

#include "tests/brain/vault/days.hpp"

namespace secondbrain::vault::dialects {
namespace {

std::string changed(std::string_view line, const task_change& change) {
  text_lines lines{line};
  code_and_comments aside{lines};
  note_view note{"00_Daily/2026-02-10.md", lines, aside};
  due_dialect dialect;
  auto task = dialect.read(note, 0);
  if (!task) return "no task";
  auto edited = dialect.edit(note, *task, change, today);
  return edited ? edited->at(0) : edited.error().message;
}

TEST(due_dialect, reads_what_daily_notes_say) {
  text_lines lines{"  - [/] Call (due: 2026-02-11) ^r1\n* [ ] no\n- [ ] Pay (due: 2026-02-30)\n"};
  code_and_comments aside{lines};
  note_view note{"00_Daily/2026-02-10.md", lines, aside};
  due_dialect dialect;
  auto task = dialect.read(note, 0);
  ASSERT_TRUE(task);
  EXPECT_EQ(task->fields.description, "Call");
  EXPECT_EQ(task->indentation, "  ");
  EXPECT_EQ(task->mark.type, status_type::in_progress);
  EXPECT_EQ(task->fields.day_of(date_field::due), parse_day("2026-02-11"));
  const auto& due = task->written.at(0);
  EXPECT_EQ(lines[0].substr(due.whole.begin, due.whole.size()), "(due: 2026-02-11)");
  EXPECT_EQ(lines[0].substr(due.value.begin, due.value.size()), "2026-02-11");
  EXPECT_FALSE(dialect.read(note, 1));
  EXPECT_EQ(dialect.read(note, 2)->unread.size(), 1U);
}

TEST(due_dialect, changes_lines_in_place) {
  EXPECT_EQ(changed("- [ ] Call ^r1", toggle_status{}), "- [x] Call ^r1");
  EXPECT_EQ(changed("-[X] Call", toggle_status{}), "-[ ] Call");
  EXPECT_EQ(changed("- [/] Call", toggle_status{}), "- [x] Call");
  EXPECT_EQ(changed("- [ ] Call", set_status_type{status_type::in_progress}), "- [/] Call");
  EXPECT_EQ(changed("- [ ] Call", set_status_symbol{"x"}), "- [x] Call");
  EXPECT_EQ(changed("- [ ] Call ^r1", set_date{date_field::due, parse_day("2026-03-01")}),
            "- [ ] Call (due: 2026-03-01) ^r1");
  EXPECT_EQ(changed("- [ ] Call (due: 2026-03-01) ^r1", set_date{date_field::due, std::nullopt}), "- [ ] Call ^r1");
}

TEST(due_dialect, refuses_what_it_cannot_say) {
  EXPECT_NE(changed("- [ ] Call", set_status_type{status_type::cancelled}).find("open, in progress or done"),
            std::string::npos);
  EXPECT_NE(changed("- [ ] Call", set_status_symbol{"?"}).find("open, in progress or done"), std::string::npos);
  EXPECT_NE(changed("- [ ] Call", set_date{date_field::start, today}).find("\"start\""), std::string::npos);
  EXPECT_NE(changed("- [ ] Call", set_priority{task_priority::high}).find("no priority"), std::string::npos);
}

TEST(due_dialect, writes_new_tasks) {
  task_fields fields;
  fields.description = " Call ";
  fields.date(date_field::due) = task_date{"", today, std::nullopt, false};
  EXPECT_EQ(due_dialect{}.write(fields, today)->at(0), "- [ ] Call (due: 2026-02-10)");
  fields.description = "a\nb";
  EXPECT_FALSE(due_dialect{}.write(fields, today));
}

}  // namespace
}  // namespace secondbrain::vault::dialects
