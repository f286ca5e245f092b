#include "brain/vault/conventions/find_conventions.hpp"

#include <gtest/gtest.h>

#include <map>

namespace secondbrain::vault {
namespace {

const day today = *parse_day("2026-03-15");

class conventions : public testing::Test {
 protected:
  vault_conventions find(const vault_conventions* before = nullptr) const {
    const settings_reader read = [this](std::string_view path) -> result<std::optional<std::string>> {
      if (unreadable_ == path) return fail(errc::io_failure, "permission denied");
      const auto found = files_.find(path);
      if (found == files_.end()) return std::optional<std::string>{};
      return std::optional{found->second};
    };
    return find_conventions(ours_, read, notes_, today, before);
  }

  convention_settings ours_;
  std::map<std::string, std::string, std::less<>> files_;
  std::vector<std::string> notes_;
  std::string unreadable_;
};

std::string daily_of(const vault_conventions& found) {
  if (!found.daily) return "none";
  return found.daily->folder + "|" + found.daily->format + "|" + found.daily->language + "|" +
         origin_in_words(found.daily->origin);
}

std::string first_trouble(const vault_conventions& found) {
  return found.troubles.empty() ? "" : found.troubles.front().file + ": " + found.troubles.front().message;
}

TEST_F(conventions, our_settings_come_first) {
  files_[".obsidian/daily-notes.json"] = R"({"folder":"Elsewhere"})";
  ours_.daily_folder = "Days/";
  ours_.daily_format = "YYYY/MM/DD";
  EXPECT_EQ(daily_of(find()), "Days/|YYYY/MM/DD|en|a setting of SecondBrain");
  EXPECT_EQ(find().daily->paths().path_of(today), "Days/2026/03/15.md");
}

TEST_F(conventions, obsidians_daily_notes) {
  files_[".obsidian/daily-notes.json"] =
      R"({"folder":"/Journal/","format":"YYYY/[Week] ww/YYYY-MM-DD","template":"Templates/Daily"})";
  EXPECT_EQ(daily_of(find()), "Journal|YYYY/[Week] ww/YYYY-MM-DD|en|.obsidian/daily-notes.json");
  EXPECT_EQ(find().daily->template_path, "Templates/Daily");
  files_[".obsidian/core-plugins.json"] = R"(["file-explorer"])";
  EXPECT_EQ(daily_of(find()), "none") << "they are switched off";
  files_[".obsidian/core-plugins.json"] = R"(["file-explorer","daily-notes"])";
  EXPECT_NE(daily_of(find()), "none");
  files_[".obsidian/core-plugins.json"] = R"({"daily-notes":false})";
  EXPECT_EQ(daily_of(find()), "none");
  files_[".obsidian/core-plugins.json"] = R"({"daily-notes":true})";
  EXPECT_NE(daily_of(find()), "none");
}

TEST_F(conventions, another_folder_for_obsidians_settings) {
  ours_.obsidian_folder = ".mobile";
  files_[".mobile/daily-notes.json"] = R"({"folder":"D"})";
  files_[".obsidian/daily-notes.json"] = R"({"folder":"E"})";
  EXPECT_EQ(daily_of(find()), "D|YYYY-MM-DD|en|.mobile/daily-notes.json");
}

TEST_F(conventions, defaults_that_nobody_set_give_way_to_what_is_seen) {
  files_[".obsidian/app.json"] = "{}";
  notes_ = {"log/20260101.md", "log/20260102.md", "log/20260104.md", "Ideas.md"};
  EXPECT_EQ(daily_of(find()), "log|YYYYMMDD|en|seen in the notes");
  notes_ = {"2026-01-01.md", "Ideas.md"};
  EXPECT_EQ(daily_of(find()), "|YYYY-MM-DD|en|Obsidian's default");
}

TEST_F(conventions, periodic_notes_win_where_they_are_on) {
  files_[".obsidian/daily-notes.json"] = R"({"folder":"Core"})";
  files_[".obsidian/plugins/periodic-notes/data.json"] =
      R"({"daily":{"enabled":true,"folder":"Daily","format":"DD.MM.YYYY"},"weekly":{"enabled":true,"folder":"Weekly"},"monthly":{"folder":"M"}})";
  EXPECT_EQ(find().daily->folder, "Core") << "the plugin is not loaded";
  files_[".obsidian/community-plugins.json"] = R"(["periodic-notes"])";
  const auto found = find();
  EXPECT_EQ(daily_of(found), "Daily|DD.MM.YYYY|en|.obsidian/plugins/periodic-notes/data.json");
  ASSERT_EQ(found.periodic.size(), 1U);
  EXPECT_EQ(found.periodic[0].format, "gggg-[W]ww");
  files_[".obsidian/plugins/periodic-notes/data.json"] =
      R"({"activeCalendarSet":"b","calendarSets":[{"id":"a","day":{"enabled":true,"folder":"A"}},{"id":"b","day":{"enabled":true,"folder":"B"},"year":{"enabled":true}}]})";
  EXPECT_EQ(find().daily->folder, "B");
  ASSERT_EQ(find().periodic.size(), 1U);
  EXPECT_EQ(find().periodic[0].period, note_period::year);
}

TEST_F(conventions, the_language_is_that_of_most_names) {
  files_[".obsidian/daily-notes.json"] = R"({"folder":"Tage","format":"YYYY-MM-DD dddd"})";
  notes_ = {"Tage/2026-03-02 Montag.md", "Tage/2026-03-03 Dienstag.md", "Tage/2026-03-04 Mittwoch.md", "Other.md"};
  EXPECT_EQ(find().daily->language, "de");
  ours_.language = "fr";
  EXPECT_EQ(find().daily->language, "fr") << "as we are told";
  ours_.language.reset();
  notes_ = {"Tage/2026-03-02 Monday.md"};
  EXPECT_EQ(find().daily->language, "en");
}

TEST_F(conventions, places_and_what_is_left_out) {
  files_[".obsidian/app.json"] =
      R"({"newFileLocation":"folder","newFileFolderPath":"Notes","attachmentFolderPath":"./files","userIgnoreFilters":["Archive/","/^x/"]})";
  files_[".obsidian/templates.json"] = R"({"folder":"/Vorlagen"})";
  notes_ = {"00 Inbox/a.md", "Notes/Inbox of Ann/b.md"};
  const auto found = find();
  EXPECT_EQ(found.new_notes->value, "Notes");
  EXPECT_EQ(found.attachments->value, "./files");
  EXPECT_EQ(found.templates->value, "Vorlagen");
  ASSERT_EQ(found.excluded.size(), 2U);
  EXPECT_EQ(found.excluded[0].value, "Archive/");
  ASSERT_TRUE(found.inbox);
  EXPECT_EQ(found.inbox->value, "00 Inbox");
  EXPECT_EQ(origin_in_words(found.inbox->origin), "seen in the notes");
}

TEST_F(conventions, task_formats_and_how_a_finished_task_is_marked) {
  files_[".obsidian/community-plugins.json"] = R"(["obsidian-tasks-plugin","dataview","tasknotes"])";
  EXPECT_EQ(find().finished->value, "[x] and ✅ with the day");
  EXPECT_TRUE(find().uses("tasks"));
  EXPECT_TRUE(find().uses("dataview"));
  EXPECT_EQ(find().task_formats.front().dialect, "tasks");
  files_[".obsidian/plugins/obsidian-tasks-plugin/data.json"] = R"({"taskFormat":"dataview","setDoneDate":true})";
  EXPECT_EQ(find().finished->value, "[x] and [completion:: the day]");
  files_[".obsidian/plugins/obsidian-tasks-plugin/data.json"] = R"({"setDoneDate":false})";
  EXPECT_EQ(find().finished->value, "[x]");
  files_[".obsidian/plugins/tasknotes/data.json"] =
      R"({"taskTag":"todo","fieldMapping":{"due":"deadline","completedDate":"done_on"},"customStatuses":[{"value":"fertig","label":"Fertig","isCompleted":true}]})";
  const auto found = find();
  ASSERT_TRUE(found.task_notes);
  EXPECT_EQ(found.task_notes->tag, "todo");
  EXPECT_EQ(found.task_notes->name_of("due"), "deadline");
  EXPECT_TRUE(found.task_notes->completes("fertig"));
}

TEST_F(conventions, logseq_says_it_in_edn) {
  files_["logseq/config.edn"] = R"(;; comment
{:meta/version 1 :journal/page-title-format "EEEE, dd.MM.yyyy" :journals-directory "tage"
 :preferred-workflow :todo :file/name-format :legacy #_:hidden #_["x"] :hidden ["/archive"]})";
  const auto found = find();
  EXPECT_EQ(daily_of(found), "tage|YYYY_MM_DD|en|logseq/config.edn");
  ASSERT_TRUE(found.logseq);
  EXPECT_TRUE(found.logseq->todo_workflow);
  EXPECT_TRUE(found.logseq->legacy_names);
  EXPECT_EQ(found.excluded.at(0).value, "/archive");
  EXPECT_EQ(found.finished->value, "DONE");
}

TEST_F(conventions, a_graph_without_settings_is_known_by_its_folders) {
  notes_ = {"journals/2026_03_01.md", "pages/Ann.md"};
  EXPECT_EQ(daily_of(find()), "journals|YYYY_MM_DD|en|Logseq's default");
}

TEST_F(conventions, the_predecessors_layout) {
  notes_ = {"00_Daily/2026-03-01.md", "20_Projects/House.md"};
  const auto found = find();
  EXPECT_EQ(daily_of(found), "00_Daily|YYYY-MM-DD|en|the predecessor's layout");
  EXPECT_EQ(found.inbox->value, "Inbox");
  EXPECT_TRUE(found.uses("due"));
}

TEST_F(conventions, names_of_notes_tell_when_nothing_else_does) {
  notes_ = {"Tagebuch/2026/01-Januar/05.01.2026.md", "Tagebuch/2026/01-Januar/06.01.2026.md",
            "Tagebuch/2026/03-März/01.03.2026.md", "Rezepte/Suppe.md"};
  EXPECT_EQ(daily_of(find()), "Tagebuch|YYYY/MM-MMMM/DD.MM.YYYY|de|seen in the notes");
  notes_ = {"a/2026-01-01.md", "b/2026-01-02.md", "Meeting 2026-01-03.md"};
  EXPECT_EQ(daily_of(find()), "none");
}

TEST_F(conventions, broken_files_are_told_and_what_they_last_said_is_kept) {
  files_[".obsidian/daily-notes.json"] = R"({"folder":"Daily","format":"YYYY_MM_DD"})";
  const auto good = find();
  for (const std::string broken : {"{\"folder\":", "not json", "\xff\xfe{", "{\"folder\":\"x\"} trailing"}) {
    files_[".obsidian/daily-notes.json"] = broken;
    const auto now = find(&good);
    EXPECT_EQ(daily_of(now), daily_of(good)) << broken;
    EXPECT_EQ(first_trouble(now),
              ".obsidian/daily-notes.json: It is not valid JSON, so what it said before counts on until it is mended.")
        << broken;
    const auto later = find(&now);
    EXPECT_EQ(daily_of(later), daily_of(good)) << "still, a look later";
    EXPECT_EQ(first_trouble(find()),
              ".obsidian/daily-notes.json: It is not valid JSON and was left out; mend it, or delete it to have the "
              "defaults.");
  }
  files_[".obsidian/daily-notes.json"] = R"({"folder":"Other"})";
  EXPECT_EQ(find(&good).daily->folder, "Other");
  EXPECT_EQ(first_trouble(find(&good)), "");
}

TEST_F(conventions, a_file_that_cannot_be_read_is_told) {
  files_[".obsidian/daily-notes.json"] = R"({"folder":"Daily"})";
  const auto good = find();
  unreadable_ = ".obsidian/daily-notes.json";
  EXPECT_EQ(find(&good).daily->folder, "Daily");
  EXPECT_EQ(first_trouble(find(&good)), ".obsidian/daily-notes.json: It could not be read: permission denied");
  unreadable_.clear();
  files_[".obsidian/daily-notes.json"] = "{\"folder\":\"" + std::string(largest_settings_file, 'x') + "\"}";
  EXPECT_EQ(first_trouble(find()), ".obsidian/daily-notes.json: It is larger than any settings file and was left out.");
}

TEST_F(conventions, impossible_formats_are_told) {
  files_[".obsidian/daily-notes.json"] = R"({"folder":"Daily","format":"YYYY-MM"})";
  EXPECT_EQ(find().daily->format, "YYYY-MM-DD");
  EXPECT_EQ(first_trouble(find()),
            ".obsidian/daily-notes.json: The date format “YYYY-MM” does not tell one day from another. YYYY-MM-DD is "
            "taken instead; change it in Obsidian's settings.");
  files_ = {{"logseq/config.edn", "{:journal/page-title-format \"MMM\"}"}};
  EXPECT_EQ(find().logseq->page_title_format, "MMM do, yyyy");
  EXPECT_NE(first_trouble(find()).find("does not tell one day from another"), std::string::npos);
  files_ = {{"logseq/config.edn", "{:journals-directory \"x\""}};
  EXPECT_NE(first_trouble(find()).find("ends before a bracket is closed"), std::string::npos);
}

TEST_F(conventions, values_of_another_kind_are_passed_over) {
  files_[".obsidian/app.json"] = R"([1,2])";
  files_[".obsidian/core-plugins.json"] = R"("x")";
  files_[".obsidian/community-plugins.json"] = R"({"a":1})";
  files_[".obsidian/daily-notes.json"] = R"({"folder":7,"format":null,"template":[]})";
  files_[".obsidian/templates.json"] = "3";
  notes_ = {"2026-03-01.md"};
  EXPECT_EQ(daily_of(find()), "none");
  files_.erase(".obsidian/core-plugins.json");
  EXPECT_EQ(daily_of(find()), "|YYYY-MM-DD|en|.obsidian/daily-notes.json");
}

}  // namespace
}  // namespace secondbrain::vault
