// Notes that are tasks, changed in place: the values that are asked for, and no other byte.
#include "brain/vault/dialects/task_notes_dialect.hpp"
#include "tests/brain/vault/days.hpp"

#include <gtest/gtest.h>

namespace secondbrain::vault::dialects {
namespace {

constexpr std::string_view plain =
    "---\ntitle: Call Ann   # who else\nstatus: open\npriority: 'normal'\ndue: 2026-02-12T10:30\ntags:\n  - task\n"
    "---\n\nWords [ ] and more.\n";

class task_notes_dialect_test : public ::testing::Test {
 protected:
  static std::optional<task_line> read(const std::string& text) {
    const text_lines lines{text};
    const code_and_comments aside{lines};
    auto task = dialect().read({"Tasks/Ann.md", lines, aside}, 0);
    if (task) task->indentation = task->marker = {};
    return task;
  }

  static result<std::string> edited(const std::string& text, const task_change& change) {
    text_lines lines{text};
    const code_and_comments aside{lines};
    const note_view note{"Tasks/Ann.md", lines, aside};
    const auto task = dialect().read(note, 0);
    if (!task) return fail(errc::not_found, "no task");
    const auto fresh = dialect().edit(note, *task, change, today);
    RETURN_IF_ERROR(fresh);
    lines.exchange(task->begin, task->end, *fresh);
    return lines.bytes();
  }

  static const task_notes_dialect& dialect() {
    static const task_notes_dialect one{task_note_settings{}};
    return one;
  }
};

TEST_F(task_notes_dialect_test, a_note_is_a_task_by_its_tag) {
  const auto task = read(std::string{plain});
  ASSERT_TRUE(task);
  EXPECT_EQ(task->fields.description, "Call Ann");
  EXPECT_EQ(task->mark.type, status_type::todo);
  EXPECT_EQ(task->end, 8U);
  EXPECT_EQ(task->fields.day_of(date_field::due), parse_day("2026-02-12"));
  EXPECT_EQ(task->fields.date(date_field::due)->time, std::chrono::minutes{630});
  EXPECT_FALSE(read("---\ntags: [other]\n---\n"));
  EXPECT_FALSE(read("No frontmatter #task\n"));
}

TEST_F(task_notes_dialect_test, ticked_and_unticked_it_is_as_before) {
  const auto done = edited(std::string{plain}, toggle_status{});
  ASSERT_TRUE(done);
  EXPECT_EQ(
      *done,
      "---\ntitle: Call Ann   # who else\nstatus: done\npriority: 'normal'\ndue: 2026-02-12T10:30\ntags:\n  - task\n"
      "completedDate: 2026-02-10\n---\n\nWords [ ] and more.\n");
  EXPECT_EQ(edited(*done, toggle_status{}).value(), plain);
}

TEST_F(task_notes_dialect_test, dates_keep_their_times_and_go_when_asked) {
  auto later = edited(std::string{plain}, set_date{date_field::due, parse_day("2026-03-01")});
  ASSERT_TRUE(later);
  EXPECT_NE(later->find("due: 2026-03-01T10:30\n"), std::string::npos);
  const auto none = edited(*later, set_date{date_field::due, {}});
  ASSERT_TRUE(none);
  EXPECT_EQ(none->find("due"), std::string::npos);
  const auto scheduled = edited(*none, set_date{date_field::scheduled, parse_day("2026-03-02")});
  ASSERT_TRUE(scheduled);
  EXPECT_NE(scheduled->find("scheduled: 2026-03-02\n---\n"), std::string::npos);
  EXPECT_EQ(edited(std::string{plain}, set_date{date_field::start, today}).error().code, errc::invalid_argument);
}

TEST_F(task_notes_dialect_test, a_date_that_is_none_is_told_and_replaced_whole) {
  for (const std::string odd :
       {"\"[[2026-12-01]]\"", "12026-12-01", "2026-12-011", "2026-12-01x", "soon", "2026-02-30"}) {
    const auto note = "---\ntags: [task]\nstatus: open\ndue: " + odd + "\n---\n";
    ASSERT_EQ(read(note)->unread.size(), 1U) << odd;
    EXPECT_FALSE(read(note)->fields.day_of(date_field::due)) << odd;
    const auto set = edited(note, set_date{date_field::due, parse_day("2027-03-03")});
    ASSERT_TRUE(set) << odd << set.error().message;
    EXPECT_EQ(read(*set)->fields.day_of(date_field::due), parse_day("2027-03-03")) << *set;
    EXPECT_EQ(set->find("01"), std::string::npos) << *set;
    EXPECT_EQ(edited(note, set_date{date_field::due, {}}).value(), "---\ntags: [task]\nstatus: open\n---\n") << odd;
  }
  EXPECT_TRUE(read("---\ntags: [task]\nstatus: open\ndue: 2026-12-01T10:30:00\n---\n")->unread.empty());
}

TEST_F(task_notes_dialect_test, a_rule_that_cannot_be_read_is_told_and_never_written) {
  EXPECT_EQ(read("---\ntags: [task]\nstatus: open\nrecurrence: every week\n---\n")->unread.size(), 1U);
  EXPECT_TRUE(read("---\ntags: [task]\nstatus: open\nrecurrence: DTSTART:20260101;FREQ=DAILY\n---\n")->unread.empty());
  task_fields fields;
  fields.description = "x";
  fields.recurrence = "every week";
  EXPECT_EQ(dialect().write(fields, today).error().code, errc::invalid_argument);
}

TEST_F(task_notes_dialect_test, one_that_comes_back_stays_open_and_moves_on) {
  const std::string text =
      "---\ntags: [task]\nstatus: open\nscheduled: 2026-02-10\nrecurrence: FREQ=WEEKLY\ncomplete_instances: "
      "[2026-02-03]\n---\n";
  const auto done = edited(text, set_status_type{status_type::done});
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(*done,
            "---\ntags: [task]\nstatus: open\nscheduled: 2026-02-17\nrecurrence: DTSTART:20260210;FREQ=WEEKLY\n"
            "complete_instances: [2026-02-03, 2026-02-10]\n---\n");
  const std::string bare = "---\r\ntags: [task]\r\nscheduled: 2026-02-10\r\nrecurrence: FREQ=DAILY\r\n---\r\nText\r\n";
  const auto first = edited(bare, set_status_type{status_type::done});
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(*first,
            "---\r\ntags: [task]\r\nscheduled: 2026-02-11\r\nrecurrence: DTSTART:20260210;FREQ=DAILY\r\n"
            "complete_instances:\r\n  - 2026-02-10\r\n---\r\nText\r\n");
}

TEST_F(task_notes_dialect_test, what_its_settings_do_not_know_is_refused) {
  EXPECT_EQ(edited(std::string{plain}, set_status_symbol{"nonsense"}).error().code, errc::invalid_argument);
  EXPECT_EQ(edited(std::string{plain}, set_priority{task_priority::highest}).error().code, errc::invalid_argument);
  EXPECT_NE(edited(std::string{plain}, set_priority{task_priority::high}).value().find("priority: 'high'"),
            std::string::npos);
}

TEST_F(task_notes_dialect_test, a_new_one_is_read_as_it_was_meant) {
  task_fields fields;
  fields.description = "Buy: milk #1";
  fields.date(date_field::due) = task_date{"2026-02-12", parse_day("2026-02-12"), {}, false};
  const auto lines = dialect().write(fields, today);
  ASSERT_TRUE(lines);
  std::string text;
  for (const auto& line : *lines) text += line + "\n";
  const auto task = read(text);
  ASSERT_TRUE(task) << text;
  EXPECT_EQ(task->fields.description, "Buy: milk #1");
  EXPECT_EQ(task->fields.day_of(date_field::due), parse_day("2026-02-12"));
}

}  // namespace
}  // namespace secondbrain::vault::dialects
