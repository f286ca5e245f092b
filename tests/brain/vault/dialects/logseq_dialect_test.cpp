#include "brain/vault/dialects/logseq_dialect.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"

namespace secondbrain::vault::dialects {
namespace {

const day sunday = *parse_day("2026-03-15");  // a Sunday

struct opened_note {
  explicit opened_note(std::string text) : text{std::move(text)} {}
  std::string text;
  text_lines lines{text};
  code_and_comments aside{lines};
  note_view view{"journals/2026_03_15.md", lines, aside};
};

/// The lines of the first task after the change.
std::string changed_block(const std::string& text, const task_change& change) {
  const logseq_dialect dialect{{}};
  const opened_note note{text};
  const auto task = dialect.read(note.view, 0);
  if (!task) return "no task";
  const auto lines = dialect.edit(note.view, *task, change, sunday);
  return lines ? join(*lines, "\n") : lines.error().message;
}

TEST(logseq_dialect, a_task_is_a_block_with_a_marker) {
  const logseq_dialect dialect{{}};
  const opened_note note{
      "- plain\n  - NOW [#a] Call Ann #phone\n    DEADLINE: <2026-03-20 Fri 9:30 +1w>\n    id:: 12\n- TODO next"};
  EXPECT_FALSE(dialect.read(note.view, 0));
  const auto task = dialect.read(note.view, 1);
  ASSERT_TRUE(task);
  EXPECT_EQ(task->begin, 1U);
  EXPECT_EQ(task->end, 4U);
  EXPECT_EQ(task->indentation, "  ");
  EXPECT_EQ(task->mark.type, status_type::in_progress);
  EXPECT_EQ(task->fields.description, "Call Ann #phone");
  EXPECT_EQ(task->fields.priority, task_priority::high);
  EXPECT_EQ(task->fields.day_of(date_field::due), parse_day("2026-03-20"));
  EXPECT_EQ(task->fields.date(date_field::due)->time, std::chrono::minutes{570});
  EXPECT_EQ(task->fields.recurrence, "+1w");
  EXPECT_EQ(task->fields.id, "12");
  EXPECT_FALSE(dialect.read(note.view, 2));
  EXPECT_TRUE(dialect.read(note.view, 4));
}

TEST(logseq_dialect, markers_change_in_place) {
  EXPECT_EQ(changed_block("- TODO a  b ", toggle_status{}), "- DONE a  b ");
  EXPECT_EQ(changed_block("\t- DONE a\n\t  more", toggle_status{}), "\t- LATER a\n\t  more");
  EXPECT_EQ(changed_block("- ## NOW TODO", set_status_type{status_type::cancelled}), "- ## CANCELED TODO");
  EXPECT_EQ(changed_block("- LATER a", set_status_type{status_type::in_progress}), "- NOW a");
  EXPECT_EQ(changed_block("- TODO a", set_status_type{status_type::in_progress}), "- DOING a");
  EXPECT_EQ(changed_block("- TODO a", set_status_symbol{"WAITING"}), "- WAITING a");
  EXPECT_EQ(changed_block("- TODO a", set_status_type{status_type::non_task}), "- a");
  EXPECT_EQ(changed_block("- TODO a", set_status_symbol{"x"}),
            "Logseq has no marker x; use TODO, DOING, LATER, NOW, WAITING, DONE or CANCELED.");
}

TEST(logseq_dialect, a_repeater_moves_the_dates_on) {
  EXPECT_EQ(changed_block("- TODO a\n  SCHEDULED: <2026-03-01 Sun 10:00 .+1w>", toggle_status{}),
            "- TODO a\n  SCHEDULED: <2026-03-22 Sun 10:00 .+1w>");
  EXPECT_EQ(changed_block("- NOW a\n  DEADLINE: <2026-03-03 Tue ++1w>", toggle_status{}),
            "- LATER a\n  DEADLINE: <2026-03-17 Tue ++1w>");
  EXPECT_EQ(changed_block("- NOW a\n  DEADLINE: <2026-01-31 Sat +1m>", toggle_status{}),
            "- LATER a\n  DEADLINE: <2026-02-28 Sat +1m>");
  EXPECT_EQ(
      changed_block("- TODO a\n  SCHEDULED: <2026-03-01 Sun +1d> DEADLINE: <2026-03-05 Thu +1d>", toggle_status{}),
      "- TODO a\n  SCHEDULED: <2026-03-02 Mon +1d> DEADLINE: <2026-03-06 Fri +1d>");
}

TEST(logseq_dialect, dates_change_in_place) {
  const auto friday = parse_day("2026-05-01");
  EXPECT_EQ(changed_block("\t- TODO a\n\t  text", set_date{date_field::due, friday}),
            "\t- TODO a\n\t  DEADLINE: <2026-05-01 Fri>\n\t  text");
  EXPECT_EQ(
      changed_block("- TODO a\n  SCHEDULED: <2026-03-01 Sun 10:00 .+1w>", set_date{date_field::scheduled, friday}),
      "- TODO a\n  SCHEDULED: <2026-05-01 Fri 10:00 .+1w>");
  EXPECT_EQ(changed_block("- TODO a\n  SCHEDULED: <2026-03-01 Sun>\n  text", set_date{date_field::scheduled, {}}),
            "- TODO a\n  text");
  EXPECT_EQ(changed_block("- TODO a\n  SCHEDULED: <2026-03-01 Sun> DEADLINE: <2026-03-02 Mon>",
                          set_date{date_field::scheduled, {}}),
            "- TODO a\n  DEADLINE: <2026-03-02 Mon>");
  EXPECT_EQ(changed_block("- TODO a", set_date{date_field::start, friday}),
            "Logseq's tasks have a scheduled date and a deadline, and no others.");
}

TEST(logseq_dialect, priorities_change_in_place) {
  EXPECT_EQ(changed_block("- TODO a", set_priority{task_priority::high}), "- TODO [#A] a");
  EXPECT_EQ(changed_block("- TODO [#b] a", set_priority{task_priority::low}), "- TODO [#C] a");
  EXPECT_EQ(changed_block("- TODO [#B] a", set_priority{task_priority::none}), "- TODO a");
}

TEST(logseq_dialect, new_tasks) {
  task_fields fields;
  fields.description = "Call Ann";
  fields.priority = task_priority::medium;
  fields.date(date_field::due) = task_date{"2026-05-01", parse_day("2026-05-01"), {}, false};
  EXPECT_EQ(join(logseq_dialect{{}}.write(fields, sunday).value(), "\n"),
            "- LATER [#B] Call Ann\n  DEADLINE: <2026-05-01 Fri>");
}

}  // namespace
}  // namespace secondbrain::vault::dialects
