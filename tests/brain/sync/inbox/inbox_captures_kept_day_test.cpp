// Captures that are filed by hand into today's note of vaults that are not in the predecessor's layout.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "brain/sync/inbox/inbox_captures.hpp"
#include "tests/brain/vault/temporary_vault.hpp"

namespace secondbrain::sync {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class kept_day : public testing::Test {
 protected:
  kept_day() { fs::create_directories(files_.root()); }

  result<filed_capture> file(const std::string& text, filing_place place, const std::string& due = {},
                             const std::string& category = {}) {
    files_.write("Inbox/a.md", text);
    // Anew, as conventions are found once.
    captures filing{writer_,
                    files_.outside() / "inbox.json",
                    clock_,
                    vault::in_usual_inbox(),
                    vault::tool_copies::left_out,
                    std::make_shared<vault::known_conventions>(files_.root())};
    file_capture request;
    request.path = "Inbox/a.md";
    request.place = place;
    request.due_date = due;
    request.category = category;
    return filing.file(request);
  }

  std::string said(const std::string& text, filing_place place, const std::string& due = {},
                   const std::string& category = {}) {
    const auto filed = file(text, place, due, category);
    return filed ? filed->action : filed.error().message;
  }

  std::string text(const std::string& path) { return writer_.read(path).value_or("(nothing)"); }

  void keep_in_obsidian() {
    files_.write(".obsidian/daily-notes.json", R"({"folder":"Tagebuch","format":"YYYY/YYYY-MM-DD"})");
    files_.write(".obsidian/community-plugins.json", R"(["obsidian-tasks-plugin"])");
    files_.write(".obsidian/plugins/obsidian-tasks-plugin/data.json", "{}");
  }

  vault::temporary_vault files_;
  vault::vault_writer writer_{files_.root()};
  manual_clock clock_{wall_time{std::chrono::seconds{1'770'379'200}}};  // 2026-02-06, noon UTC
};

TEST_F(kept_day, tasks_go_into_the_daily_note_in_the_way_of_the_vault) {
  keep_in_obsidian();
  const std::string note = "Tagebuch/2026/2026-02-06.md";
  files_.write(note, "# Freitag\n\n- [ ] Altes\n\nMorgens im Garten.\n");
  EXPECT_EQ(said("- [ ] Wachs bestellen\nHolz holen\n", filing_place::tasks, "2026-02-09"),
            "Added 2 tasks to " + note + ".");
  EXPECT_EQ(text(note),
            "# Freitag\n\n- [ ] Altes\n- [ ] Wachs bestellen 📅 2026-02-09\n- [ ] Holz holen 📅 2026-02-09\n\nMorgens im "
            "Garten.\n");
  EXPECT_EQ(said("Wachs bestellen\nC++ lernen\nC# lernen\nC++ lernen", filing_place::tasks, "2026-02-09"),
            "Added 2 of 4 tasks to " + note + "; 2 were there already.");
  EXPECT_EQ(said("Wachs bestellen", filing_place::tasks, "2026-02-10"), "Added 1 task to " + note + ".");
  EXPECT_EQ(said("streichen", filing_place::tasks, {}, "Haus"), "Added 1 task to " + note + ".");
  EXPECT_THAT(text(note), testing::EndsWith("\n## Haus\n\n- [ ] streichen\n"));
  EXPECT_FALSE(fs::exists(files_.root() / "00_Daily"));
}

TEST_F(kept_day, a_task_that_is_done_is_open_again_when_it_is_filed_again) {
  keep_in_obsidian();
  const std::string note = "Tagebuch/2026/2026-02-06.md";
  files_.write(note, "- [x] gießen ✅ 2026-02-06\n- [-] mähen ❌ 2026-02-06\n- [ ] säen\n");
  EXPECT_EQ(said("gießen\nmähen\nsäen", filing_place::tasks),
            "Added 2 of 3 tasks to " + note + "; 1 was there already.");
  EXPECT_EQ(text(note), "- [x] gießen ✅ 2026-02-06\n- [-] mähen ❌ 2026-02-06\n- [ ] säen\n- [ ] gießen\n- [ ] mähen\n");
}

TEST_F(kept_day, lines_go_to_the_end_of_the_daily_note_once) {
  keep_in_obsidian();
  const std::string note = "Tagebuch/2026/2026-02-06.md";
  const std::vector<std::pair<std::string, std::string>> cases{
      {"# Freitag\r\n\r\nRegen.\r\n", "# Freitag\r\n\r\nRegen.\r\n\r\n- eins\r\n- zwei\r\n"},
      {"- [ ] Altes\n", "- [ ] Altes\n- eins\n- zwei\n"},
      {"* eins\n", "* eins\n- zwei\n"},
      {"```\noffen", "```\noffen\n```\n\n- eins\n- zwei\n"},
      {"---\ntags: [tag]\n---\n", "---\ntags: [tag]\n---\n- eins\n- zwei\n"},
      {"```\n- eins\n```\n\n", "```\n- eins\n```\n\n- eins\n- zwei\n"}};
  for (const auto& [before, after] : cases) {
    files_.write(note, before);
    const auto first = said("eins\n- zwei\n", filing_place::day);
    EXPECT_TRUE(first.starts_with("Added ")) << first;
    EXPECT_EQ(text(note), after);
    EXPECT_EQ(said("eins\n- zwei\n", filing_place::day), "All 2 are there already, in " + note + ".");
    EXPECT_EQ(text(note), after);
  }
}

TEST_F(kept_day, a_daily_note_that_is_not_there_begins_with_its_template) {
  files_.write(".obsidian/daily-notes.json", R"({"folder":"Tage","template":"Vorlagen/Tag"})");
  files_.write("Vorlagen/Tag.md", "# {{title}}\n");
  ASSERT_EQ(said("eins", filing_place::day), "Added to Tage/2026-02-06.md.");
  EXPECT_EQ(text("Tage/2026-02-06.md"), "# 2026-02-06\n\n- eins\n");
  fs::remove(files_.root() / "Tage/2026-02-06.md");
  ASSERT_EQ(said("eins", filing_place::tasks), "Added 1 task to Tage/2026-02-06.md.");
  EXPECT_EQ(text("Tage/2026-02-06.md"), "# 2026-02-06\n\n- [ ] eins\n");
}

TEST_F(kept_day, logseq_gets_blocks_of_its_own) {
  files_.write("logseq/config.edn", "{:preferred-workflow :todo}");
  files_.write("journals/2026_02_06.md", "- TODO Altes\n- Regen\n");
  ASSERT_EQ(said("Brot", filing_place::tasks, "2026-02-09"), "Added 1 task to journals/2026_02_06.md.");
  EXPECT_THAT(text("journals/2026_02_06.md"), HasSubstr("- TODO Brot\n  DEADLINE: <2026-02-09 Mon>\n"));
  ASSERT_EQ(said("Sonne", filing_place::day), "Added to journals/2026_02_06.md.");
  EXPECT_THAT(text("journals/2026_02_06.md"), testing::EndsWith("- Regen\n- Sonne\n"));
  EXPECT_EQ(said("Brot", filing_place::tasks, "2026-02-09"), "It is there already, in journals/2026_02_06.md.");
  EXPECT_FALSE(fs::exists(files_.root() / "00_Daily"));
}

TEST_F(kept_day, where_tasks_are_notes_each_becomes_one) {
  files_.write(".obsidian/plugins/tasknotes/data.json", R"({"tasksFolder":"Aufgaben"})");
  files_.write(".obsidian/community-plugins.json", R"(["tasknotes"])");
  EXPECT_EQ(said("Papier kaufen\nToner", filing_place::tasks, "2026-02-09"), "Added 2 tasks to Aufgaben.");
  EXPECT_THAT(text("Aufgaben/Papier kaufen.md"), HasSubstr("due: 2026-02-09\n"));
  EXPECT_EQ(said("Papier kaufen\nStifte", filing_place::tasks, "2026-02-09"),
            "Added 1 of 2 tasks to Aufgaben; 1 was there already.");
  EXPECT_FALSE(fs::exists(files_.root() / "Aufgaben/Papier kaufen 1.md"));
}

TEST_F(kept_day, where_no_daily_notes_are_known_nothing_is_made) {
  files_.write("Rezepte/Brot.md", "# Brot\n");
  for (const auto place : {filing_place::tasks, filing_place::day}) {
    const auto filed = file("kneten", place);
    ASSERT_FALSE(filed);
    EXPECT_EQ(filed.error().code, errc::invalid_argument);
    EXPECT_THAT(filed.error().message, HasSubstr("No daily notes are known of in this vault"));
  }
  EXPECT_EQ(text("Inbox/a.md"), "kneten");
  EXPECT_FALSE(fs::exists(files_.root() / "00_Daily"));
}

TEST_F(kept_day, the_predecessors_layout_stays_as_it_is) {
  files_.write("00_Daily/2026-02-05.md", "## Tasks\n- [ ] Old\n");
  EXPECT_EQ(said("buy tea", filing_place::tasks, "2026-02-09", "Home"), "Added 1 task to 00_Daily/2026-02-06.md.");
  EXPECT_THAT(text("00_Daily/2026-02-06.md"), HasSubstr("### Home\n- [ ] buy tea (due: 2026-02-09)\n"));
}

}  // namespace
}  // namespace secondbrain::sync
