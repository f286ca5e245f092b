#include "brain/vault/report/vault_reporter.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "tests/brain/vault/temporary_vault.hpp"

namespace secondbrain::vault {
namespace {

const day today = *parse_day("2026-03-15");

class reporter : public testing::Test {
 protected:
  vault_report report() {
    auto found = reporter_.report(today);
    EXPECT_TRUE(found) << found.error().message;
    return found.value_or(vault_report{});
  }

  static std::string origin_of(const vault_report& found, std::string_view name) {
    for (const auto& each : found.conventions)
      if (each.name == name) return each.value + " | " + each.origin;
    return "";
  }

  temporary_vault vault_;
  vault_reporter reporter_{vault_.root()};
};

TEST_F(reporter, a_vault_of_obsidian) {
  vault_.write(".obsidian/daily-notes.json", R"({"folder":"Daily","format":"YYYY/YYYY-MM-DD ddd"})");
  vault_.write(".obsidian/community-plugins.json", R"(["obsidian-tasks-plugin"])");
  vault_.write("Daily/2026/2026-03-14 Sat.md",
               "- [ ] Call [[Ann]] 📅 2026-03-20 #phone\n- [x] Done ✅ 2026-03-14\n\n## Events\n\n- 10:30 — Dentist\n");
  vault_.write("Daily/2026/2026-01-02 Fri.md",
               "- [ ] [[People/Ann.md|Annie]] [[Nobody]] ![[pic.png]] [due:: 2026-02-02]\n");
  vault_.write("Daily/2026/2026-01-03 Fri.md", "another weekday\n");
  vault_.write("People/Ann.md",
               "---\naliases: [Annie, A.]\ntags: [person]\n---\n> - [/] quoted\n\n```\n- [ ] code\n```\n%%\n- [ ] "
               "comment\n%%\n");
  const auto found = report();
  EXPECT_EQ(found.notes, 4);
  EXPECT_EQ(found.daily_notes, 2);
  EXPECT_EQ(found.first_day, "2026-01-02");
  EXPECT_EQ(found.last_day, "2026-03-14");
  EXPECT_EQ(origin_of(found, "daily notes"), "Daily, named YYYY/YYYY-MM-DD ddd | .obsidian/daily-notes.json");
  EXPECT_EQ(found.tasks, 4);
  ASSERT_EQ(found.tasks_by_format.size(), 3U);
  EXPECT_EQ(found.tasks_by_format[0].format, "tasks");
  EXPECT_EQ(found.tasks_by_format[0].tasks, 2);
  EXPECT_EQ(found.tasks_by_format[0].open, 1);
  EXPECT_EQ(found.events, 1);
  EXPECT_EQ(found.links_resolved, 2);
  EXPECT_EQ(found.links_unresolved, 1) << "a picture is no note";
  EXPECT_EQ(found.tags, 2);
  EXPECT_EQ(found.aliases, 2);
  EXPECT_EQ(found.tasks_message, "");
}

TEST_F(reporter, a_vault_without_tasks_says_what_was_looked_for) {
  vault_.write("Ideas.md", "- no box\n");
  EXPECT_EQ(report().tasks_message,
            "No task was found; I looked for boxes in lists (- [ ] …) in every note, outside of code and comments.");
  vault_.write("logseq/config.edn", "{}");
  EXPECT_EQ(report().tasks_message,
            "No task was found; I looked for boxes in lists (- [ ] …) in every note, outside of code and comments, for "
            "Logseq's markers (- TODO …).");
}

TEST_F(reporter, what_was_not_understood_has_its_place_and_reason) {
  vault_.write("a.md", "text\n- [ ] Pay 📅 2026-02-30\n- [ ] Ask [due:: soon]\n- [ ] Eat 📅 cake\n");
  const auto found = report();
  EXPECT_EQ(found.unread, 2) << "a picture in a sentence is no date";
  ASSERT_EQ(found.unread_lines.size(), 2U);
  EXPECT_EQ(found.unread_lines[0].path, "a.md");
  EXPECT_EQ(found.unread_lines[0].line, 2);
  EXPECT_EQ(found.unread_lines[0].text, "- [ ] Pay 📅 2026-02-30");
  EXPECT_EQ(found.unread_lines[0].reason,
            "“2026-02-30” is written as a due date, but there is no such day; days are written YYYY-MM-DD.");
  EXPECT_EQ(found.unread_lines[1].reason,
            "“soon” is written as a due date, but it is no day; days are written YYYY-MM-DD.");
}

TEST_F(reporter, a_graph_of_logseq) {
  vault_.write("logseq/config.edn", "{:preferred-workflow :todo}");
  vault_.write("journals/2026_03_14.md", "- TODO a\n  SCHEDULED: <2026-03-20>\n- DONE b\n");
  vault_.write("pages/Ann.md", "alias:: Annie\n- text\n");
  const auto found = report();
  EXPECT_EQ(found.daily_notes, 1);
  ASSERT_EQ(found.tasks_by_format.size(), 1U);
  EXPECT_EQ(found.tasks_by_format[0].format, "logseq");
  EXPECT_EQ(found.tasks_by_format[0].open, 1);
  EXPECT_EQ(found.unread, 1);
}

TEST_F(reporter, changes_are_seen_and_the_rest_is_remembered) {
  vault_.write("a.md", "- [ ] one\n");
  EXPECT_EQ(report().tasks, 1);
  vault_.write("a.md", "- [ ] one\n- [ ] two\n");
  vault_.write("b.md", "- [ ] three\n");
  EXPECT_EQ(report().tasks, 3);
  std::filesystem::remove(vault_.root() / "a.md");
  EXPECT_EQ(report().tasks, 1);
  vault_.write(".obsidian/daily-notes.json", R"({"folder":)");
  ASSERT_EQ(report().problems.size(), 1U);
  EXPECT_EQ(report().problems[0].file, ".obsidian/daily-notes.json");
}

TEST_F(reporter, a_large_vault_is_looked_at_in_several_steps) {
  for (const auto* name : {"a.md", "b.md", "c.md"}) vault_.write(name, "- [ ] one\n");
  vault_reporter patient{vault_.root(), {}, 2};
  auto found = patient.report(today).value();
  EXPECT_EQ(found.notes, 3);
  EXPECT_EQ(found.pending, 1);
  EXPECT_EQ(found.tasks, 2);
  found = patient.report(today).value();
  EXPECT_EQ(found.pending, 0);
  EXPECT_EQ(found.tasks, 3);
}

TEST_F(reporter, a_vault_that_is_not_there) {
  vault_reporter elsewhere{vault_.root() / "nothing"};
  const auto found = elsewhere.report(today);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, errc::vault_missing);
}

}  // namespace
}  // namespace secondbrain::vault
