// Tasks of Org mode, read and changed in place.
#include "brain/vault/dialects/org_dialect.hpp"

#include <gtest/gtest.h>

#include "brain/vault/dialects/dialect_set.hpp"
#include "brain/vault/dialects/noted_tasks.hpp"
#include "tests/brain/vault/days.hpp"

namespace secondbrain::vault::dialects {
namespace {

std::string told_by_org(std::string_view text) {
  const org_dialect org;
  const text_lines lines{text};
  const code_and_comments aside{lines};
  std::string all;
  for (const auto& each : read_note_tasks({"A.md", lines, aside}, {&org})) {
    const auto& fields = each.line.fields;
    const auto day_text = [&](date_field field) {
      const auto date = fields.day_of(field);
      return date ? format_day(*date) : std::string{"-"};
    };
    all += fields.description + "|" + std::string{to_string(each.line.mark.type)} + "|" + day_text(date_field::due) +
           "|" + day_text(date_field::scheduled) + "|" + std::string{to_string(fields.priority)} + "|" +
           fields.recurrence + "|";
    for (const auto& tag : fields.tags) all += tag;
    all += "\n";
  }
  return all;
}

std::string edited(const std::string& text, const task_change& change) {
  const org_dialect org;
  text_lines lines{text};
  const code_and_comments aside{lines};
  const note_view note{"A.md", lines, aside};
  const auto task = org.read(note, 0);
  if (!task) return "no task";
  const auto fresh = org.edit(note, *task, change, today);
  if (!fresh) return std::string{to_string(fresh.error().code)};
  lines.exchange(task->begin, task->end, *fresh);
  return lines.bytes();
}

TEST(org_dialect, headlines_with_a_keyword_are_tasks) {
  EXPECT_EQ(told_by_org("* TODO Call Ann\n** DONE [#B] Write  :home:work:\nDEADLINE: <2026-02-12 Thu +1w> SCHEDULED: "
                        "<2026-02-11 Wed 10:00>\ntext\n## WAITING Tiles\n* CANCELLED x\n"),
            "Call Ann|TODO|-|-|none||\nWrite|DONE|2026-02-12|2026-02-11|medium|+1w|#home#work\n"
            "Tiles|ON_HOLD|-|-|none||\nx|CANCELLED|-|-|none||\n");
  EXPECT_EQ(told_by_org("* Todo\n- TODO list\nTODO\n*TODO x\n#TODO x\n* TODOX y\n```\n* TODO code\n```\n"), "");
}

TEST(org_dialect, what_looks_like_tags_and_dates_and_is_none_stays_in_the_words) {
  EXPECT_EQ(told_by_org("* TODO ratio a:b:\n* TODO :x: y\n* TODO a ::\n"),
            "ratio a:b:|TODO|-|-|none||\n:x: y|TODO|-|-|none||\na ::|TODO|-|-|none||\n");
  EXPECT_EQ(told_by_org("* TODO a\nDEADLINE: <2026-02-30 Mon>\n"), "a|TODO|-|-|none||\n");
}

TEST(org_dialect, times_of_day_are_read_and_stay) {
  const auto time_in = [](std::string_view stamp) {
    const org_dialect org;
    const auto text = "* TODO a\nSCHEDULED: " + std::string{stamp} + "\n";
    const text_lines lines{text};
    const code_and_comments aside{lines};
    const auto task = org.read({"A.md", lines, aside}, 0);
    return task ? task->fields.date(date_field::scheduled)->time.value_or(std::chrono::minutes{-1}).count() : -2;
  };
  EXPECT_EQ(time_in("<2026-01-02 Fri 10:00>"), 600);
  EXPECT_EQ(time_in("<2026-01-02 Fr 9:05-11:30 +1w>"), 545);
  EXPECT_EQ(time_in("<2026-01-02 10:00>"), 600);
  EXPECT_EQ(time_in("<2026-01-02 Fri>"), -1);
  EXPECT_EQ(time_in("<2026-01-02 Fri 25:00>"), -1);
  const std::string task = "* TODO a\n  DEADLINE: <2026-02-10 Tue 10:00-11:00 +1w -2d> SCHEDULED: <2026-02-09 9:30>\n";
  EXPECT_EQ(edited(task, set_date{date_field::due, parse_day("2026-02-12")}),
            "* TODO a\n  DEADLINE: <2026-02-12 Thu 10:00-11:00 +1w -2d> SCHEDULED: <2026-02-09 9:30>\n");
  EXPECT_EQ(edited(task, set_status_type{status_type::done}),
            "* TODO a\n  DEADLINE: <2026-02-17 Tue 10:00-11:00 +1w -2d> SCHEDULED: <2026-02-09 9:30>\n");
}

TEST(org_dialect, ticking_changes_the_keyword_alone) {
  EXPECT_EQ(edited("*  TODO  [#A]  Call   :t:  \r\n rest", toggle_status{}), "*  DONE  [#A]  Call   :t:  \r\n rest");
  EXPECT_EQ(edited("* DONE Call", toggle_status{}), "* TODO Call");
  EXPECT_EQ(edited("* TODO Call", set_status_type{status_type::in_progress}), "* NEXT Call");
  EXPECT_EQ(edited("* TODO Call", set_status_symbol{"MAYBE"}), "invalid_argument");
}

TEST(org_dialect, a_date_that_repeats_moves_on) {
  EXPECT_EQ(edited("* TODO Water\n  SCHEDULED: <2026-02-01 Sun .+2d> DEADLINE: <2026-02-02 Mon ++1w>\nx\n",
                   set_status_type{status_type::done}),
            "* TODO Water\n  SCHEDULED: <2026-02-12 Thu .+2d> DEADLINE: <2026-02-16 Mon ++1w>\nx\n");
  EXPECT_EQ(edited("* TODO Rent\nDEADLINE: <2026-01-31 Sat +1m>\n", toggle_status{}),
            "* TODO Rent\nDEADLINE: <2026-02-28 Sat +1m>\n");
}

TEST(org_dialect, dates_and_priorities_are_set_where_they_stand) {
  EXPECT_EQ(edited("* TODO a\ntext\n", set_date{date_field::due, today}),
            "* TODO a\nDEADLINE: <2026-02-10 Tue>\ntext\n");
  EXPECT_EQ(edited("* TODO a\nDEADLINE: <2026-02-01 Sun +1w>\n", set_date{date_field::due, today}),
            "* TODO a\nDEADLINE: <2026-02-10 Tue +1w>\n");
  EXPECT_EQ(edited("* TODO a\nDEADLINE: <2026-02-01 Sun>\nb", set_date{date_field::due, {}}), "* TODO a\nb");
  EXPECT_EQ(edited("* TODO a\nDEADLINE: <2026-02-01 Sun>\n", set_date{date_field::scheduled, today}),
            "* TODO a\nSCHEDULED: <2026-02-10 Tue> DEADLINE: <2026-02-01 Sun>\n");
  EXPECT_EQ(edited("* TODO a", set_date{date_field::start, today}), "invalid_argument");
  EXPECT_EQ(edited("* TODO a :t:", set_priority{task_priority::high}), "* TODO [#A] a :t:");
  EXPECT_EQ(edited("* TODO [#A] a", set_priority{task_priority::none}), "* TODO a");
}

TEST(org_dialect, a_new_one_is_read_as_it_was_meant) {
  task_fields fields;
  fields.description = "Call Ann";
  fields.priority = task_priority::low;
  fields.date(date_field::due) = task_date{"2026-02-12", parse_day("2026-02-12"), {}, false};
  const auto lines = org_dialect{}.write(fields, today).value();
  EXPECT_EQ(told_by_org(lines.at(0) + "\n" + lines.at(1)), "Call Ann|TODO|2026-02-12|-|low||\n");
}

TEST(org_dialect, it_is_read_where_its_owner_asks_for_it) {
  vault_conventions conventions;
  EXPECT_TRUE(noted_tasks_of("A.md", "* TODO a\n", dialect_set{conventions}).empty());
  conventions.task_formats.push_back({"org", {convention_source::setting, {}}});
  const auto tasks = noted_tasks_of("A.md", "* TODO a\n", dialect_set{conventions});
  ASSERT_EQ(tasks.size(), 1U);
  EXPECT_EQ(tasks[0].dialect, "org");
}

}  // namespace
}  // namespace secondbrain::vault::dialects
