// Which dialects a vault is read in, and what makes it to be read again.
#include "brain/vault/dialects/dialect_set.hpp"

#include <gtest/gtest.h>

#include "brain/vault/dialects/noted_tasks.hpp"

namespace secondbrain::vault::dialects {
namespace {

vault_conventions with_formats(const std::vector<std::string>& formats) {
  vault_conventions conventions;
  for (const auto& each : formats) conventions.task_formats.push_back({each, {convention_source::obsidian, {}}});
  return conventions;
}

std::string names_of(const vault_conventions& conventions) {
  std::string names;
  const dialect_set set{conventions};
  for (const auto* each : set.list()) names += std::string{each->name()} + " ";
  return names;
}

std::string told_by_all(std::string_view text, const vault_conventions& conventions = {},
                        std::string_view path = "A.md") {
  std::string all;
  for (const auto& each : noted_tasks_of(path, text, dialect_set{conventions}))
    all += each.dialect + ":" + each.text + ":" + each.status + ":" + each.due + "\n";
  return all;
}

TEST(dialect_set, boxes_are_read_everywhere_and_others_where_they_are_used) {
  EXPECT_EQ(names_of({}), "tasks dataview ");
  EXPECT_EQ(names_of(with_formats({"dataview"})), "dataview tasks ");
  EXPECT_EQ(names_of(with_formats({"due"})), "due tasks dataview ");
  auto logseq = with_formats({"logseq"});
  logseq.logseq.emplace();
  logseq.task_notes.emplace();
  EXPECT_EQ(names_of(logseq), "logseq tasknotes tasks dataview ");
}

TEST(dialect_set, in_the_predecessors_layout_its_own_places_are_left_to_it) {
  const dialect_set plain{{}};
  const dialect_set predecessors{with_formats({"due"})};
  for (const auto* path : {"00_Daily/2026-02-05.md", "00_Weekly/2026-W06.md", "Inbox/capture.md", "Tasks/Old.md",
                           "90_Meta/Templates/Daily.md"}) {
    EXPECT_TRUE(plain.reads(path));
    EXPECT_FALSE(predecessors.reads(path)) << path;
  }
  for (const auto* path : {"10_Notes/House.md", "Tasks.md", "A.md"}) EXPECT_TRUE(predecessors.reads(path)) << path;
}

TEST(dialect_set, folders_that_are_left_out_hold_no_tasks) {
  auto conventions = with_formats({"tasks"});
  conventions.excluded.push_back({"Archive", {convention_source::obsidian, {}}});
  EXPECT_EQ(told_by_all("- [ ] a\n", conventions, "Archive/Old/A.md"), "");
  EXPECT_EQ(told_by_all("- [ ] a\n", conventions, "Archived.md"), "tasks:a:TODO:\n");
}

TEST(dialect_set, another_one_where_notes_may_be_read_otherwise) {
  const auto print = [](const vault_conventions& conventions) { return dialect_set{conventions}.fingerprint(); };
  auto filtered = with_formats({"tasks"});
  filtered.tasks_plugin = R"({"globalFilter":"#task"})";
  auto left_out = with_formats({"tasks"});
  left_out.excluded.push_back({"Archive", {}});
  auto daily = with_formats({"tasks"});
  daily.daily.emplace().format = "DD.MM.YYYY";
  auto elsewhere = daily;
  elsewhere.daily->folder = "Journal";
  auto otherwise = daily;
  otherwise.daily->format = "D.M.YYYY";
  auto in_german = daily;
  in_german.daily->language = "de";
  const std::vector all{print(daily),
                        print(elsewhere),
                        print(otherwise),
                        print(in_german),
                        print({}),
                        print(with_formats({"tasks"})),
                        print(with_formats({"due"})),
                        print(filtered),
                        print(left_out)};
  for (std::size_t one = 0; one < all.size(); ++one)
    for (std::size_t other = 0; other < one; ++other) EXPECT_NE(all[one], all[other]) << one << " " << other;
  EXPECT_EQ(print(filtered), print(filtered));
}

TEST(noted_tasks, where_nobody_uses_the_plugin_any_x_is_done) {
  EXPECT_EQ(told_by_all("- [x] a\n- [X] b\n- [-] c\n- [?] d\n"),
            "tasks:a:DONE:\ntasks:b:DONE:\ntasks:c:CANCELLED:\ntasks:d:TODO:\n");
  auto plugin = with_formats({"tasks"});
  plugin.tasks_plugin = "{}";
  EXPECT_EQ(told_by_all("- [X] b\n", plugin), "tasks:b:TODO:\n");
}

TEST(noted_tasks, the_global_filter_and_the_signs_of_the_plugin_hold) {
  auto plugin = with_formats({"tasks"});
  plugin.tasks_plugin =
      R"({"globalFilter":"#task","statusSettings":{"customStatuses":[{"symbol":"n","name":"Note","type":"NON_TASK"}]}})";
  EXPECT_EQ(told_by_all("- [ ] a\n- [ ] #task b 📅 2026-02-10\n- [n] #task c\n", plugin),
            "tasks:#task b:TODO:2026-02-10\n");
}

TEST(noted_tasks, boxes_without_words_and_days_that_do_not_exist_say_nothing) {
  EXPECT_EQ(told_by_all("- [ ] \n- [ ] 📅 2026-02-10\n- [ ] a 📅 2026-02-30\n"), "tasks:a:TODO:\n");
}

TEST(noted_tasks, places_are_told_from_the_first_line_on) {
  const auto tasks = noted_tasks_of(
      "Sub/A.md", "# One\n\n- [ ] a ⏫ 🔁 every week ⏳ 2026-02-01 🛫 2026-01-01 🆔 q ⛔ r,s #x\n",
      dialect_set{{}});
  ASSERT_EQ(tasks.size(), 1U);
  EXPECT_EQ(tasks[0].path, "Sub/A.md");
  EXPECT_EQ(tasks[0].line, 3);
  EXPECT_EQ(tasks[0].heading, "One");
  EXPECT_EQ(tasks[0].priority, "high");
  EXPECT_EQ(tasks[0].recurrence, "every week");
  EXPECT_EQ(tasks[0].scheduled, "2026-02-01");
  EXPECT_EQ(tasks[0].start, "2026-01-01");
  EXPECT_EQ(tasks[0].name, "q");
  EXPECT_EQ(tasks[0].depends_on, (std::vector<std::string>{"r", "s"}));
  EXPECT_EQ(tasks[0].tags, std::vector<std::string>{"#x"});
  EXPECT_EQ(tasks[0].id.size(), 16U);
}

std::string moments(std::string_view text, const vault_conventions& conventions, std::string_view path = "A.md") {
  std::string all;
  for (const auto& each : noted_tasks_of(path, text, dialect_set{conventions}))
    all += each.text + "|" + each.due + "|" + each.scheduled + "|" + each.start + "\n";
  return all;
}

TEST(noted_tasks, times_of_day_stand_behind_their_days) {
  EXPECT_EQ(moments("- [ ] a [due:: 2026-01-02T10:00] (scheduled:: 2026-01-01T09:05:30) [start:: 2026-01-01]\n",
                    with_formats({"dataview"})),
            "a|2026-01-02T10:00|2026-01-01T09:05|2026-01-01\n");
  EXPECT_EQ(moments("- [ ] a [due:: 2026-01-02T25:00] #x\n", with_formats({"dataview"})), "a #x|2026-01-02||\n");
  auto plugin = with_formats({"dataview"});
  plugin.tasks_plugin = R"({"taskFormat":"dataview"})";
  EXPECT_EQ(moments("- [ ] a [due:: 2026-01-02T10:00]\n", plugin), "a [due:: 2026-01-02T10:00]|||\n")
      << "the Tasks plugin knows no times";
  auto logseq = with_formats({"logseq"});
  logseq.logseq.emplace();
  EXPECT_EQ(moments("- TODO a\n  SCHEDULED: <2026-01-02 Fri 10:00 +1w>\n  DEADLINE: <2026-01-03 Sat 9:30>\n", logseq),
            "a|2026-01-03T09:30|2026-01-02T10:00|\n");
  auto notes = with_formats({"tasknotes"});
  notes.task_notes.emplace();
  EXPECT_EQ(moments("---\ntags: [task]\ntitle: a\nscheduled: 2026-01-02T10:00\ndue: 2026-01-02T1x:00\n---\n", notes),
            "a|2026-01-02|2026-01-02T10:00|\n");
  EXPECT_EQ(moments("* TODO a\nSCHEDULED: <2026-01-02 Fri 10:00>\n", with_formats({"org"})), "a||2026-01-02T10:00|\n");
}

}  // namespace
}  // namespace secondbrain::vault::dialects
