#include "brain/vault/conventions/find_conventions.hpp"

#include <gtest/gtest.h>

#include <array>
#include <map>

#include "brain/vault/conventions/inbox_place.hpp"

namespace secondbrain::vault {
namespace {

const day mid_march = *parse_day("2026-03-15");

class conventions : public testing::Test {
 protected:
  vault_conventions find(const vault_conventions* before = nullptr) const {
    const settings_reader read = [this](std::string_view path) -> result<std::optional<std::string>> {
      if (unreadable_ == path) return fail(errc::io_failure, "permission denied");
      const auto found = files_.find(path);
      if (found == files_.end()) return std::optional<std::string>{};
      return std::optional{found->second};
    };
    return find_conventions(ours_, read, notes_, mid_march, before, folders_);
  }

  convention_settings ours_;
  std::map<std::string, std::string, std::less<>> files_;
  std::vector<std::string> notes_;
  std::vector<std::string> folders_;
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
  EXPECT_EQ(daily_of(find()), "Days|YYYY/MM/DD|en|the setting SECONDBRAIN_DAILY_FOLDER");
  EXPECT_EQ(origin_in_words(find().daily->format_origin), "the setting SECONDBRAIN_DAILY_FORMAT");
  EXPECT_EQ(find().daily->paths().path_of(mid_march), "Days/2026/03/15.md");
}

TEST_F(conventions, a_setting_takes_the_place_of_its_own_part_alone) {
  files_[".obsidian/daily-notes.json"] = R"({"folder":"Elsewhere","format":"DD.MM.YYYY"})";
  ours_.daily_folder = "/";
  EXPECT_EQ(daily_of(find()), "|DD.MM.YYYY|en|the setting SECONDBRAIN_DAILY_FOLDER");
  EXPECT_EQ(origin_in_words(find().daily->format_origin), ".obsidian/daily-notes.json");
  ours_.daily_folder.reset();
  ours_.daily_format = "YYYYMMDD";
  EXPECT_EQ(daily_of(find()), "Elsewhere|YYYYMMDD|en|.obsidian/daily-notes.json");
  EXPECT_EQ(origin_in_words(find().daily->format_origin), "the setting SECONDBRAIN_DAILY_FORMAT");
  files_.clear();
  EXPECT_EQ(daily_of(find()), "|YYYYMMDD|en|the setting SECONDBRAIN_DAILY_FORMAT");
  ours_ = {};
  ours_.daily_folder = "log";
  notes_ = {"log/20260101.md", "log/20260102.md", "log/20260104.md", "a/2026-01-01.md",
            "a/2026-01-02.md", "a/2026-01-03.md", "a/2026-01-04.md"};
  EXPECT_EQ(daily_of(find()), "log|YYYYMMDD|en|the setting SECONDBRAIN_DAILY_FOLDER");
  EXPECT_EQ(origin_in_words(find().daily->format_origin), "seen in the notes");
}

TEST_F(conventions, a_language_is_seen_or_set) {
  ours_.daily_format = "YYYY-MM-DD dddd";
  notes_ = {"2026-03-02 Montag.md", "2026-03-03 Dienstag.md", "2026-03-04 Mittwoch.md"};
  EXPECT_EQ(find().daily->language, "de");
  ours_.language = "fr";
  EXPECT_EQ(find().daily->language, "fr");
}

TEST_F(conventions, settings_of_folders_and_formats) {
  files_[".obsidian/app.json"] = R"({"attachmentFolderPath":"files","userIgnoreFilters":["Archive/"]})";
  files_[".obsidian/community-plugins.json"] = R"(["obsidian-tasks-plugin","tasknotes"])";
  ours_.inbox = "/In/";
  ours_.templates = "T";
  ours_.attachments = "./";
  ours_.excluded = {"Old/"};
  ours_.task_formats = {"logseq", "dataview", "logseq"};
  const auto found = find();
  EXPECT_EQ(found.inbox->value, "In");
  EXPECT_EQ(found.templates->value, "T");
  EXPECT_EQ(found.attachments->value, "./");
  EXPECT_EQ(origin_in_words(found.attachments->origin), "the setting SECONDBRAIN_ATTACHMENTS_FOLDER");
  ASSERT_EQ(found.excluded.size(), 4U);
  EXPECT_EQ(found.excluded[1].value, "Old");
  EXPECT_EQ(found.excluded[2].value, "T");
  EXPECT_EQ(found.excluded[3].value, "In/_processed");
  ASSERT_EQ(found.task_formats.size(), 2U);
  EXPECT_EQ(found.task_formats[0].dialect, "logseq");
  EXPECT_TRUE(found.logseq);
  EXPECT_FALSE(found.task_notes) << "they are not among the formats";
}

TEST_F(conventions, impossible_settings_have_a_sentence) {
  for (const auto* format : {"YYYY-MM", "dddd", "[today]", "../YYYY-MM-DD", "YYYY-MM-DD/"}) {
    ours_ = {};
    ours_.daily_format = format;
    const auto troubles = troubles_with(ours_);
    ASSERT_EQ(troubles.size(), 1U) << format;
    EXPECT_TRUE(troubles[0].starts_with("SECONDBRAIN_DAILY_FORMAT: The date format")) << troubles[0];
  }
  ours_ = {};
  EXPECT_TRUE(troubles_with(ours_).empty());
  ours_.daily_format = "YYYY/MM-MMMM/YYYY-MM-DD-dddd";
  ours_.language = "de_AT";
  EXPECT_TRUE(troubles_with(ours_).empty());
  ours_.language = "klingon";
  ours_.task_formats = {"tasks", "todo.txt", "taskpaper"};
  EXPECT_EQ(troubles_with(ours_).size(), 3U);
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
  ASSERT_EQ(found.excluded.size(), 3U);
  EXPECT_EQ(found.excluded[0].value, "Archive/");
  EXPECT_EQ(found.excluded[2].value, "Vorlagen");
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

TEST_F(conventions, a_plugin_without_settings_of_its_own_is_told_by_the_list_of_plugins) {
  const auto origins = [&] {
    std::string all;
    const auto found = find();
    for (const auto& each : found.task_formats) all += each.dialect + " " + origin_in_words(each.origin) + "\n";
    return all + origin_in_words(found.finished->origin);
  };
  files_[".obsidian/community-plugins.json"] = R"(["dataview"])";
  EXPECT_EQ(origins(), "dataview .obsidian/community-plugins.json\n.obsidian/community-plugins.json");
  files_[".obsidian/plugins/dataview/data.json"] = "{}";
  EXPECT_EQ(origins(), "dataview .obsidian/plugins/dataview/data.json\n.obsidian/plugins/dataview/data.json");
  files_[".obsidian/community-plugins.json"] = R"(["dataview","tasknotes"])";
  EXPECT_EQ(origins(),
            "tasknotes .obsidian/community-plugins.json\ndataview .obsidian/plugins/dataview/data.json\n"
            ".obsidian/community-plugins.json");
  files_[".obsidian/community-plugins.json"] = R"(["obsidian-tasks-plugin"])";
  EXPECT_EQ(origins(), "tasks .obsidian/community-plugins.json\n.obsidian/community-plugins.json");
}

TEST_F(conventions, inbox_and_templates_are_known_in_other_languages) {
  for (const auto& [inbox, templates] : {std::pair{"0 Eingang", "99 Vorlagen"}, std::pair{"受信箱", "テンプレート"},
                                         std::pair{"01. Bandeja de entrada", "Plantillas"}}) {
    notes_ = {std::string{inbox} + "/a.md", std::string{templates} + "/b.md", "c.md"};
    const auto found = find();
    ASSERT_TRUE(found.inbox && found.templates) << inbox;
    EXPECT_EQ(found.inbox->value, inbox);
    EXPECT_EQ(found.templates->value, templates);
  }
  notes_ = {"Ausgang/a.md", "Haus/Eingangstür/b.md", "Modelleisenbahn/c.md"};
  EXPECT_FALSE(find().inbox);
  EXPECT_FALSE(find().templates);
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

/// Days that follow one another, the last of them the 15th of March.
std::vector<std::string> days_named(std::string_view folder, std::string_view format, std::string_view language,
                                    int count) {
  const daily_paths paths{folder, format, *find_locale(language)};
  std::vector<std::string> notes;
  notes.reserve(static_cast<std::size_t>(count));
  for (int back = count - 1; back >= 0; --back) notes.push_back(paths.path_of(mid_march - std::chrono::days{back}));
  return notes;
}

TEST_F(conventions, folders_of_years_and_months_are_part_of_the_format_however_few_there_are) {
  const std::vector<std::array<std::string, 3>> ways{
      {"日記", "YYYY年/MM月/YYYY-MM-DD", "en"},        {"Dagboek", "YYYY/MMMM/D MMMM YYYY", "nl"},
      {"", "YYYY/YYYY-MM-MMMM/YYYY-MM-DD dddd", "de"}, {"Log", "GGGG-[W]WW/YYYY-MM-DD", "en"},
      {"a/b", "YYYY/MM. MMMM/YYYY-MM-DD", "de"},       {"Notes", "YYYY/MM/YYYYMMDD", "en"}};
  for (const auto& [folder, format, language] : ways)
    for (const int count : {4, 45, 400, 2'000}) {
      notes_ = days_named(folder, format, language, count);
      notes_.push_back("Ideas.md");
      notes_.push_back("Meetings/2026-03-01 Board.md");
      EXPECT_EQ(daily_of(find()), folder + "|" + format + "|" + language + "|seen in the notes") << count;
    }
}

TEST_F(conventions, a_folder_that_is_set_keeps_what_lies_in_it) {
  notes_ = days_named("Log/2026", "MM/YYYY-MM-DD", "en", 40);
  EXPECT_EQ(daily_of(find()), "Log|YYYY/MM/YYYY-MM-DD|en|seen in the notes");
  ours_.daily_folder = "Log/2026";
  EXPECT_EQ(daily_of(find()), "Log/2026|MM/YYYY-MM-DD|en|the setting SECONDBRAIN_DAILY_FOLDER");
}

TEST_F(conventions, a_folder_of_that_name_needs_no_more_than_a_note_or_two) {
  notes_ = {"Daily/2023-09-12.md", "Notes/2023-09-12 Meeting.md"};
  EXPECT_EQ(daily_of(find()), "Daily|YYYY-MM-DD|en|seen in the notes");
  notes_ = {"My Journal/Journal/2023/2023_09_12.md", "a/2023-09-12.md"};
  EXPECT_EQ(daily_of(find()), "My Journal/Journal|YYYY/YYYY_MM_DD|en|seen in the notes");
  notes_ = {"Daily/Ideas.md", "Trips/2023-09-12.md"};
  EXPECT_EQ(daily_of(find()), "none");
}

TEST_F(conventions, years_of_daily_notes_are_known_by_some_of_them) {
  for (int year = 2006; year < 2026; ++year)
    for (int at = 1; at <= 12; ++at)
      for (int date = 1; date <= 28; ++date) {
        const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
        notes_.push_back("log/" + std::to_string(year) + "/" + two(at) + "/" + std::to_string(year) + "-" + two(at) +
                         "-" + two(date) + ".md");
      }
  EXPECT_EQ(daily_of(find()), "log|YYYY/MM/YYYY-MM-DD|en|seen in the notes");
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

TEST_F(conventions, json_of_another_shape_is_as_broken_as_none) {
  files_[".obsidian/daily-notes.json"] = R"({"folder":"Daily","format":"YYYY_MM_DD"})";
  const auto good = find();
  for (const std::string broken : {"[1,2]", "null", "7", "\"Daily\"", "true", R"({"folder":5})",
                                   R"({"format":["YYYY"]})", R"({"folder":"x","template":{}})"}) {
    files_[".obsidian/daily-notes.json"] = broken;
    const auto now = find(&good);
    EXPECT_EQ(daily_of(now), daily_of(good)) << broken;
    EXPECT_NE(first_trouble(now).find(", so what it said before counts on until it is mended."), std::string::npos)
        << broken << first_trouble(now);
    EXPECT_EQ(daily_of(find(&now)), daily_of(good)) << "still, a look later";
  }
  files_[".obsidian/daily-notes.json"] = R"({"folder":null,"format":""})";
  EXPECT_EQ(first_trouble(find(&good)), "");
  files_[".obsidian/daily-notes.json"] = R"({"folder":"Daily","format":"YYYY_MM_DD"})";
  files_[".obsidian/community-plugins.json"] = R"(["obsidian-tasks-plugin"])";
  const auto with_plugin = find(&good);
  ASSERT_TRUE(with_plugin.uses("tasks"));
  for (const std::string broken : {"{}", "null", "\"obsidian-tasks-plugin\""}) {
    files_[".obsidian/community-plugins.json"] = broken;
    EXPECT_TRUE(find(&with_plugin).uses("tasks")) << broken;
    EXPECT_NE(first_trouble(find(&with_plugin)), "") << broken;
  }
  files_[".obsidian/community-plugins.json"] = R"(["obsidian-tasks-plugin"])";
  files_[".obsidian/plugins/obsidian-tasks-plugin/data.json"] =
      R"({"statusSettings":{"customStatuses":[{"symbol":"日本","name":"Odd","type":"TODO"}]}})";
  EXPECT_NE(first_trouble(find(&good)).find("The status \"Odd\" has the sign"), std::string::npos);
}

TEST_F(conventions, only_daily_notes_that_are_named_as_the_predecessor_named_them_are_its) {
  notes_ = {"00_Daily/2026/2026-02-09.md", "00_Daily/2026/2026-02-10.md"};
  files_[".obsidian/daily-notes.json"] = R"({"folder":"00_Daily","format":"YYYY/YYYY-MM-DD"})";
  EXPECT_FALSE(find().uses("due"));
  notes_ = {"00_Daily/2026-02-09.md", "00_Daily/2026-02-10.md"};
  files_[".obsidian/daily-notes.json"] = R"({"folder":"00_Daily"})";
  EXPECT_TRUE(find().uses("due"));
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

TEST_F(conventions, where_no_file_says_anything_good_nothing_is_guessed) {
  files_[".obsidian/app.json"] = R"([1,2])";
  files_[".obsidian/core-plugins.json"] = R"("x")";
  files_[".obsidian/community-plugins.json"] = R"({"a":1})";
  files_[".obsidian/daily-notes.json"] = R"({"folder":7,"format":null,"template":[]})";
  files_[".obsidian/templates.json"] = "3";
  notes_ = {"2026-03-01.md"};
  EXPECT_EQ(daily_of(find()), "none");
  files_.erase(".obsidian/core-plugins.json");
  EXPECT_EQ(daily_of(find()), "none");
  files_[".obsidian/app.json"] = R"({"newFileLocation":7,"userIgnoreFilters":3})";
  files_[".obsidian/daily-notes.json"] = R"({"folder":null,"format":null})";
  EXPECT_EQ(daily_of(find()), "|YYYY-MM-DD|en|.obsidian/daily-notes.json");
}

std::string inbox_in(const vault_conventions& found) {
  return inbox_of(found) + "|" + (found.inbox ? origin_in_words(found.inbox->origin) : "none");
}

TEST_F(conventions, captures_go_where_the_vault_has_its_inbox) {
  EXPECT_EQ(inbox_in(find()), "Inbox|none");
  notes_ = {"02. Inbox/a.md", "Projects/House/Deep/Inbox/b.md"};
  EXPECT_EQ(inbox_in(find()), "02. Inbox|seen in the notes");
  notes_ = {"Projects/House/Inbox/b.md"};
  EXPECT_EQ(inbox_in(find()), "Inbox|none") << "that of a project is not that of all";
  notes_ = {"GTD/inbox/b.md"};
  EXPECT_EQ(inbox_in(find()), "GTD/inbox|seen in the notes");
  notes_ = {};
  folders_ = {"+Inbox/", "Other/"};
  EXPECT_EQ(inbox_in(find()), "+Inbox|seen in the notes") << "it is the inbox while it is empty, too";
  notes_ = {"00_Daily/2026-03-14.md"};
  EXPECT_EQ(inbox_in(find()), "Inbox|the predecessor's layout");
  ours_.inbox = "/Sammelkorb/";
  EXPECT_EQ(inbox_in(find()), "Sammelkorb|the setting SECONDBRAIN_INBOX_FOLDER");
  EXPECT_EQ(find().excluded.back().value, "Sammelkorb/_processed") << "what was filed counts once";
  EXPECT_TRUE(troubles_with(ours_).empty());
  for (const auto* nowhere : {"/", "", " / "}) {
    ours_.inbox = nowhere;
    EXPECT_EQ(inbox_of(find()), "Inbox") << nowhere;
    ASSERT_EQ(troubles_with(ours_).size(), 1U) << nowhere;
    EXPECT_TRUE(troubles_with(ours_)[0].starts_with("SECONDBRAIN_INBOX_FOLDER: ")) << nowhere;
  }
}

TEST_F(conventions, templates_are_no_notes_of_their_own) {
  const auto left_out = [this] {
    std::string all;
    for (const auto& each : find().excluded) all += each.value + "|" + origin_in_words(each.origin) + "\n";
    return all;
  };
  EXPECT_EQ(left_out(), "");
  notes_ = {"99 Templates/Daily.md"};
  EXPECT_EQ(left_out(), "99 Templates|seen in the notes\n");
  files_[".obsidian/app.json"] = R"({"userIgnoreFilters":["Old/"]})";
  files_[".obsidian/templates.json"] = R"({"folder":"Meta/T"})";
  EXPECT_EQ(left_out(), "Old/|.obsidian/app.json\nMeta/T|.obsidian/templates.json\n");
  ours_.templates = "Mine";
  EXPECT_EQ(left_out(), "Old/|.obsidian/app.json\nMine|the setting SECONDBRAIN_TEMPLATES_FOLDER\n");
  ours_.templates = "/";
  EXPECT_EQ(left_out(), "Old/|.obsidian/app.json\n") << "the vault itself is not left out";
  ours_.templates = "Days";
  ours_.daily_folder = "Days/2026";
  EXPECT_EQ(left_out(), "Old/|.obsidian/app.json\n") << "nor are the daily notes";
}

}  // namespace
}  // namespace secondbrain::vault
