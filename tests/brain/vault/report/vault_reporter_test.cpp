#include "brain/vault/report/vault_reporter.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>

#include "brain/vault/vault_path.hpp"
#include "tests/brain/vault/temporary_vault.hpp"

namespace secondbrain::vault {
namespace {

const day mid_march = *parse_day("2026-03-15");

class reporter : public testing::Test {
 protected:
  vault_report report() {
    auto found = reporter_.report(mid_march);
    EXPECT_TRUE(found) << found.error().message;
    return found.value_or(vault_report{});
  }

  static std::string origin_of(const vault_report& found, std::string_view name) {
    for (const auto& each : found.conventions)
      if (each.name == name) return each.value + " | " + each.origin;
    return "";
  }

  temporary_vault vault_;
  vault_reporter reporter_{vault_.root(), std::make_shared<known_conventions>(vault_.root())};
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
  EXPECT_EQ(found.unread_lines[0].reason, "2026-02-30 is not a day of any calendar; correct it.");
  EXPECT_EQ(found.unread_lines[1].reason, "“soon” is not written as YYYY-MM-DD, so it is not read as a due date.");
}

TEST_F(reporter, dates_that_are_written_in_a_way_of_others_are_named) {
  vault_.write(
      "a.md",
      "- [ ] x @due(2026-12-01)\n- [ ] y due:2026-12-01\n- [ ] z due: 2026-12-31\n- [ ] w (Frist: 2026-12-05)\n"
      "- [ ] v 期限：2026-12-01\n- [ ] u !2026-12-02\n- [ ] t 📅 30.11.2026\n"
      "- [ ] read, see due: 2026-12-05 📅 2026-12-01\n- [ ] trip of 2026-12-01\n- [ ] trip (2026-12-01)\n");
  const auto found = report();
  EXPECT_EQ(found.unread, 7);
  ASSERT_EQ(found.unread_lines.size(), 7U);
  EXPECT_EQ(found.unread_lines[0].reason,
            "“@due(2026-12-01)” is not read as a date of the task; write it as in 📅 2026-12-01 or [due:: 2026-12-01].");
  EXPECT_EQ(found.unread_lines[6].reason,
            "“30.11.2026” is not written as YYYY-MM-DD, so it is not read as a due date.");
}

TEST_F(reporter, an_event_whose_rule_cannot_be_read_is_named) {
  vault_.write("Bad.md", "---\ntype: rrule\nrrule: every now and then\nstartDate: 2026-11-01\n---\n");
  const auto found = report();
  ASSERT_EQ(found.unread_lines.size(), 1U);
  EXPECT_EQ(found.unread_lines[0].kind, unread_kind::event);
}

TEST_F(reporter, where_captures_go_is_told_before_there_is_an_inbox) {
  vault_.write("a.md", "words\n");
  EXPECT_EQ(origin_of(report(), "inbox"), "Inbox, made with the first capture | none was found");
  vault_.write("0 Eingang/b.md", "words\n");
  EXPECT_EQ(origin_of(report(), "inbox"), "0 Eingang | seen in the notes");
}

TEST_F(reporter, a_graph_of_logseq_is_counted_by_the_names_of_its_pages) {
  vault_.write("logseq/config.edn", "{}");
  vault_.write("pages/Bread.md", "alias:: Sourdough, Loaf\ntags:: baking, kitchen\n\n- see [[Kitchen/Oven]]\n");
  vault_.write("pages/Kitchen___Oven.md", "- on [[Feb 6th, 2026]], not on [[Feb 7th, 2026]]\n");
  vault_.write("journals/2026_02_06.md", "- words\n");
  const auto found = report();
  EXPECT_EQ(found.aliases, 2);
  EXPECT_EQ(found.tags, 2);
  EXPECT_EQ(found.links_resolved, 2);
  EXPECT_EQ(found.links_unresolved, 1);
}

TEST_F(reporter, headings_of_daily_notes_that_are_not_read_are_told) {
  vault_.write("00_Daily/2026-03-13.md", "# Tasks\n- [ ] a\n## tasks:\n- [ ] b\n### Home ##\n- [ ] c\n");
  vault_.write("00_Daily/2026-03-14.md", "Events\n------\n- 10:00 Call\n");
  vault_.write("Plan.md", "# Tasks\n- [ ] read anywhere\n");
  const auto found = report();
  ASSERT_EQ(found.unread_lines.size(), 3U);
  EXPECT_EQ(found.unread_lines[0].path, "00_Daily/2026-03-13.md");
  EXPECT_EQ(found.unread_lines[0].line, 1);
  EXPECT_EQ(found.unread_lines[0].kind, unread_kind::heading);
  EXPECT_EQ(found.unread_lines[0].reason,
            "It is not read as the heading of a section. Write it as “## Tasks” to have what stands below it read.");
  EXPECT_EQ(found.unread_lines[1].text, "- [ ] a");
  EXPECT_EQ(found.unread_lines[2].text, "Events");
}

TEST_F(reporter, tasks_of_the_predecessors_daily_notes_are_counted_as_the_lists_have_them) {
  const std::string tasks =
      "## Tasks\n### Home\n- [ ] Call Ann (due: 2026-03-20)\n- [/] Tiles\n#### Garden\n- [ ] Call Ann\n";
  vault_.write("00_Daily/2026-03-13.md", tasks + "- [ ] once\n## Log\n- [ ] \n");
  vault_.write("00_Daily/2026-03-14.md", tasks + "- [x] call  ANN\n");
  vault_.write("00_Weekly/2026-W11.md", "## Still Open\n- [ ] Call Ann\n");
  vault_.write("10_Notes/House.md", "- [ ] note 📅 2026-03-20\n* [x] other\n");
  const auto found = report();
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> counts;
  for (const auto& each : found.tasks_by_format) counts[each.format] = {each.tasks, each.open};
  EXPECT_EQ(found.tasks, 6);
  EXPECT_EQ(counts["due"], (std::pair<std::int64_t, std::int64_t>{5, 4})) << "four in both notes are two of each";
  EXPECT_EQ(found.unread, 0);
}

TEST_F(reporter, what_looks_like_a_task_in_the_predecessors_daily_notes_and_is_none_is_told) {
  vault_.write("00_Daily/2026-03-14.md",
               "## Tasks\n* [ ] star\n+ [ ] plus\n1. [ ] number\n> - [ ] quoted\n- [-] cancelled\n- [?] asked\n"
               "- [ ] read\n  - [ ] read as well\n- [ ] dash 🔁 every week 📅 2026-03-20\n- [x] done 🔁 every week\n"
               "- [ ] wait ⏳ 2026-03-20\n- [ ] high ⏫\n- [ ] made ➕ 2026-03-01\n- [ ] no day (due: 2026-02-30)\n"
               "```\n* [ ] code\n```\n## Other\n- [ ] elsewhere\n- [ ] \n- plain\n");
  vault_.write("00_Daily/Ideas.md", "- [ ] among them\nwords\n");
  const auto found = report();
  std::map<std::string, std::string> told;
  for (const auto& each : found.unread_lines) told[each.text] = each.reason;
  const auto begins = [&](const std::string& line) { return told[line].substr(0, told[line].find(' ', 12)); };
  for (const auto* line :
       {"* [ ] star", "+ [ ] plus", "1. [ ] number", "> - [ ] quoted", "- [-] cancelled", "- [?] asked"})
    EXPECT_EQ(begins(line), "A task of a daily") << line;
  EXPECT_EQ(told["- [ ] elsewhere"],
            "Tasks of a daily note are read below “## Tasks” alone; move the line there if it is one.");
  EXPECT_EQ(
      told["- [ ] dash 🔁 every week 📅 2026-03-20"],
      "A task of a daily note has a due date and nothing else, so “🔁 every week” is not read; in other notes it is.");
  EXPECT_NE(told["- [ ] wait ⏳ 2026-03-20"].find("⏳ 2026-03-20"), std::string::npos);
  EXPECT_NE(told["- [ ] high ⏫"], "");
  EXPECT_EQ(told["- [ ] no day (due: 2026-02-30)"], "2026-02-30 is not a day of any calendar; correct it.");
  EXPECT_NE(told["- [ ] among them"].find("is not named by a day"), std::string::npos);
  EXPECT_EQ(found.unread, 12);
  EXPECT_EQ(found.tasks, 8);
}

TEST_F(reporter, one_field_that_two_formats_know_is_no_second_format) {
  vault_.write("00_Daily/2026-03-14.md", "## Tasks\n- [ ] daily\n");
  vault_.write("House.md",
               "- [ ] one 📅 2026-03-20\n- [ ] two [due:: 2026-03-20]\n- [ ] three (due: 2026-03-20)\n- [ ] four 📅 "
               "2026-03-20 🔁 every week\n");
  const auto found = report();
  EXPECT_EQ(found.unread, 0) << found.unread_lines.at(0).reason;
}

TEST_F(reporter, events_are_counted_wherever_they_are_written) {
  vault_.write(".obsidian/daily-notes.json", R"({"folder":"Daily","format":"YYYY-MM-DD"})");
  vault_.write("Daily/2026-03-14.md", "# Day planner\n- [ ] 10:00 - 11:00 Review\n## Log\n- 12:00 was there\n");
  vault_.write("Week 11.md", "- 10:00 no daily note\n");
  vault_.write("Calendar/Fair.md", "---\nallDay: true\ndate: 2026-05-01\n---\n");
  vault_.write("Calendar/Choir.md", "---\nallDay: false\nstartTime: 19:00\ndaysOfWeek: [X]\n---\n");
  vault_.write("Calendar/Gym.md", "---\nallDay: false\nstartTime: 19:00\ndaysOfWeek: [M]\n---\n");
  const auto found = report();
  EXPECT_EQ(found.events, 3);
  ASSERT_EQ(found.unread_lines.size(), 1U);
  EXPECT_EQ(found.unread_lines[0].path, "Calendar/Choir.md");
  EXPECT_EQ(found.unread_lines[0].kind, unread_kind::event);
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

// ---- the conventions count ----

TEST_F(reporter, tasks_are_those_of_the_plugin_as_it_is_set_up) {
  vault_.write(".obsidian/community-plugins.json", R"(["obsidian-tasks-plugin"])");
  vault_.write(".obsidian/plugins/obsidian-tasks-plugin/data.json",
               R"({"globalFilter":"#task","statusSettings":{"coreStatuses":[{"symbol":" ","name":"Todo","type":"TODO"},
                   {"symbol":"x","name":"Done","type":"DONE"}],"customStatuses":[
                   {"symbol":"!","name":"Finished","type":"DONE"},{"symbol":"i","name":"Info","type":"NON_TASK"},
                   {"symbol":"w","name":"Waiting","type":"ON_HOLD"}]}})");
  vault_.write("a.md",
               "- [ ] #task one 📅 2026-03-20\n- [ ] a shopping list\n- [!] #task finished\n- [i] #task for your "
               "information\n- [w] #task waiting\n- [ ] #taskforce\n- [ ]  \n");
  const auto found = report();
  EXPECT_EQ(found.tasks, 4) << "a filter is found within other words as well, as the plugin has it";
  ASSERT_EQ(found.tasks_by_format.size(), 2U);
  EXPECT_EQ(found.tasks_by_format[0].format, "plain");
  EXPECT_EQ(found.tasks_by_format[0].open, 2);
}

TEST_F(reporter, folders_that_are_left_out_have_no_tasks_events_and_unread_lines) {
  vault_.write(".obsidian/app.json", R"({"userIgnoreFilters":["Archive/","One.md","/^x.*/","/(?!b)c/"]})");
  vault_.write("00_Daily/2026-03-14.md", "## Events\n- 10:30 Dentist\n- 25:30 Late\n## Tasks\n- [ ] here\n");
  vault_.write("archive/2025/b.md", "- [ ] old 📅 2026-02-30 [[00_Daily/2026-03-14]] #old\n");
  vault_.write("One.md", "- [ ] this one\n");
  vault_.write("One more.md", "- [ ] that one\n");
  vault_.write("xyz/c.md", "- [ ] by a pattern\n");
  const auto found = report();
  EXPECT_EQ(found.left_out, 3);
  EXPECT_EQ(found.tasks, 2);
  EXPECT_EQ(found.events, 2);
  EXPECT_EQ(found.tags, 1) << "tags and links count, they are no matter of time";
  EXPECT_EQ(found.links_resolved, 1);
  ASSERT_EQ(found.unread_lines.size(), 1U);
  EXPECT_EQ(found.unread_lines[0].kind, unread_kind::event);
  ASSERT_EQ(found.problems.size(), 1U);
  EXPECT_EQ(found.problems[0].message,
            "The pattern /(?!b)c/ among the excluded files is not followed (invalid perl operator: (?!); write it "
            "without that, or name the folder instead.");
}

TEST_F(reporter, languages_are_those_of_the_frontmatter_or_of_the_text) {
  vault_.write("a.md", "---\nlang: de-AT\n---\nx\n");
  vault_.write("b.md", "Das ist ein Satz, der auf Deutsch geschrieben ist und nicht zu kurz.\n");
  vault_.write("c.md", "This is a sentence that was written in English, and it is not too short.\n");
  vault_.write("d.md", "これは日本語の文章です。\n");
  vault_.write("e.md", "42\n");
  const auto found = report();
  ASSERT_EQ(found.languages.size(), 4U);
  EXPECT_EQ(found.languages[0].language, "de");
  EXPECT_EQ(found.languages[0].notes, 2);
  std::int64_t notes = 0;
  for (const auto& each : found.languages) notes += each.notes;
  EXPECT_EQ(notes, found.notes);
}

// ---- what was not understood ----

TEST_F(reporter, names_and_properties_that_are_no_days_are_told) {
  vault_.write(".obsidian/daily-notes.json", R"({"folder":"Daily"})");
  vault_.write("Daily/2026-03-14.md", "---\ncreated: 2026-02-30\nof: \"2026-13-01\"\nwhen: 2026-03-01\n---\n");
  vault_.write("Daily/2026-02-30.md", "x\n");
  vault_.write("Daily/20260314.md", "x\n");
  vault_.write("Daily/2026-03-14 Trip.md", "a note of that day, as people keep them\n");
  vault_.write("Elsewhere/2026-02-30.md", "x\n");
  const auto found = report();
  EXPECT_EQ(found.unread, 4);
  ASSERT_EQ(found.unread_lines.size(), 4U);
  std::multimap<std::string, std::int64_t> places;
  for (const auto& each : found.unread_lines) {
    EXPECT_EQ(each.kind, unread_kind::date);
    places.emplace(each.path, each.line);
  }
  const std::multimap<std::string, std::int64_t> expected{
      {"Daily/2026-02-30.md", 0}, {"Daily/2026-03-14.md", 2}, {"Daily/2026-03-14.md", 3}, {"Daily/20260314.md", 0}};
  EXPECT_EQ(places, expected);
}

TEST_F(reporter, rules_by_which_nothing_comes_back_are_told) {
  vault_.write("a.md",
               "- [ ] leap 🔁 every February on the 30th 📅 2026-02-10\n- [ ] never 🔁 every April on the 31st 📅 "
               "2026-04-01\n- [ ] fine 🔁 every day 📅 2026-02-10\n- [ ] rare 🔁 every February on the 29th 📅 "
               "2026-02-10\n- [ ] odd 🔁 whenever 📅 2026-02-10\n");
  const auto found = report();
  EXPECT_EQ(found.tasks, 5) << "they are tasks all the same";
  std::vector<std::int64_t> lines;
  for (const auto& each : found.unread_lines) lines.push_back(each.line);
  EXPECT_EQ(lines, (std::vector<std::int64_t>{1, 2, 5}));
}

TEST_F(reporter, two_formats_on_one_line_are_told) {
  vault_.write("a.md",
               "- [ ] one 📅 2026-02-10 [due:: 2026-02-11]\n- [ ] two [due:: 2026-02-11] 📅 2026-02-10\n- [ ] three "
               "⏳ 2026-02-10 [priority:: high] [due:: 2026-02-11]\n- [ ] four 📅 2026-02-10\n");
  const auto found = report();
  EXPECT_EQ(found.tasks, 4);
  std::set<std::int64_t> lines;
  for (const auto& each : found.unread_lines) lines.insert(each.line);
  EXPECT_EQ(lines, (std::set<std::int64_t>{1, 2, 3}));
}

TEST_F(reporter, a_note_of_a_million_lines_is_counted_and_tells_the_first_it_did_not_understand) {
  std::string text;
  for (int at = 0; at < 1'000'000; ++at) text += at % 10 == 0 ? "- [ ] a 📅 2026-02-30\n" : "text\n";
  vault_.write("large.md", text);
  const auto found = report();
  EXPECT_EQ(found.tasks, 100'000);
  EXPECT_EQ(found.unread, 100'000);
  EXPECT_EQ(found.unread_lines.size(), unread_lines_of_a_note);
}

TEST_F(reporter, what_cannot_be_read_is_told_and_the_rest_counts) {
  vault_.write("a.md", "- [ ] one\n");
  vault_.write("huge.md", "");
  std::filesystem::resize_file(vault_.root() / "huge.md", default_note_limit + 1);
  const auto found = report();
  EXPECT_EQ(found.notes, 2);
  EXPECT_EQ(found.tasks, 1);
  ASSERT_EQ(found.problems.size(), 1U);
  EXPECT_EQ(found.problems[0].file, "huge.md");
}

// ---- while it runs ----

TEST_F(reporter, conventions_that_change_are_followed_and_broken_ones_are_not) {
  const auto* file = ".obsidian/plugins/obsidian-tasks-plugin/data.json";
  vault_.write(".obsidian/community-plugins.json", R"(["obsidian-tasks-plugin"])");
  vault_.write("Daily/2026-03-14.md", "- [ ] #task one\n- [ ] two\n");
  vault_.write("2026-03-15.md", "- [ ] three\n");
  vault_.write(".obsidian/daily-notes.json", R"({"folder":"Daily"})");
  vault_.write(file, R"({"globalFilter":"#task"})");
  EXPECT_EQ(report().tasks, 1);
  EXPECT_EQ(report().first_day, "2026-03-14");
  for (const auto* broken :
       {"{\"globalFilter\":", "\xff\xfe", "[]", R"({"globalFilter":7})", R"({"taskFormat":"todo.txt"})"}) {
    vault_.write(file, broken);
    const auto found = report();
    EXPECT_EQ(found.tasks, 1) << "the filter still counts: " << broken;
    ASSERT_EQ(found.problems.size(), 1U) << broken;
    EXPECT_EQ(found.problems[0].file, file);
  }
  vault_.write(file, "{}");
  EXPECT_EQ(report().tasks, 3);
  for (const auto* impossible : {"YYYY-MM", "[today]", "YYYY-MM-DD/"}) {
    vault_.write(".obsidian/daily-notes.json", std::string{R"({"folder":"Daily","format":")"} + impossible + "\"}");
    const auto found = report();
    EXPECT_EQ(found.first_day, "2026-03-14") << impossible;
    ASSERT_EQ(found.problems.size(), 1U) << impossible;
    EXPECT_EQ(found.problems[0].file, ".obsidian/daily-notes.json");
  }
  vault_.write(".obsidian/daily-notes.json", R"({"folder":""})");
  EXPECT_EQ(report().first_day, "2026-03-15");
  EXPECT_EQ(report().problems.size(), 0U);
}

TEST_F(reporter, a_look_that_was_broken_off_goes_on_where_it_was) {
  for (const auto* name : {"a.md", "b.md", "c.md"}) vault_.write(name, "- [ ] one\n");
  int asked = 0;
  const auto stopped = reporter_.report(mid_march, [&] { return ++asked > 2; });
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().code, errc::cancelled);
  EXPECT_EQ(report().tasks, 3);
}

TEST_F(reporter, a_vault_that_is_not_there) {
  const auto nowhere = vault_.root() / "nothing";
  vault_reporter elsewhere{nowhere, std::make_shared<known_conventions>(nowhere)};
  const auto found = elsewhere.report(mid_march);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, errc::vault_missing);
}

TEST_F(reporter, what_tools_put_into_the_vault_counts_as_it_does_for_the_index) {
  vault_.write("a.md", "- [ ] a\n");
  vault_.write(".hidden/b.md", "- [ ] b\n");
  EXPECT_EQ(report().notes, 1);
  convention_settings ours;
  ours.copies = tool_copies::taken_in;
  vault_reporter all{vault_.root(), std::make_shared<known_conventions>(vault_.root(), ours)};
  EXPECT_EQ(all.report(mid_march)->notes, 2);
}

}  // namespace
}  // namespace secondbrain::vault
