#include "brain/sync/inbox/routing.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "brain/vault/planner/daily_note.hpp"
#include "tests/brain/vault/other_encodings.hpp"
#include "tests/brain/vault/temporary_vault.hpp"

namespace secondbrain::sync {
namespace {

constexpr std::string_view sent_day = "2026-02-06";
const std::string daily = "00_Daily/2026-02-06.md";

class routing : public testing::Test {
 protected:
  std::string route_piece(const classification& found, std::string_view piece = "the piece") {
    auto action = route(writer_, found, piece, sent_day);
    EXPECT_TRUE(action) << action.error().message;
    return action.value_or(routed_piece{}).action;
  }

  std::string text(const std::string& path) { return writer_.read(path).value_or("(nothing)"); }
  bool holds(const std::string& path, std::string_view part) { return text(path).find(part) != std::string::npos; }
  bool exists(const std::string& path) { return std::filesystem::exists(files_.root() / path); }

  /// All files with their contents.
  std::vector<std::string> everything() {
    std::vector<std::string> all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{files_.root()}) {
      auto path = entry.path().lexically_relative(files_.root()).string();
      if (entry.is_regular_file()) all.push_back(path + ": " + text(path));
    }
    std::sort(all.begin(), all.end());
    return all;
  }

  vault::temporary_vault files_;
  vault::vault_writer writer_{files_.root()};
};

classification of(note_kind kind, std::string title = "Title") {
  classification found;
  found.kind = kind;
  found.suggested_title = std::move(title);
  found.date = sent_day;
  return found;
}

const std::vector<vault::new_task> two_tasks{{"Call the bank", "Personal", "Errands", "2026-02-10"},
                                             {"Write report", "Work", "", ""}};

// INB-10
TEST_F(routing, a_daily_note_is_made) {
  auto found = of(note_kind::daily_note);
  found.items = {{"Ship"}, {"Rain"}, two_tasks};
  found.tags = {"home"};
  EXPECT_EQ(route_piece(found).rfind("Created " + daily, 0), 0U);
  EXPECT_TRUE(holds(daily, "  - home\n"));
  EXPECT_TRUE(holds(daily, "- Ship\n"));
  EXPECT_TRUE(holds(daily, "- [ ] Call the bank (due: 2026-02-10)\n"));
}

// INB-11
TEST_F(routing, a_daily_note_is_added_to) {
  files_.write(daily, "## Focus\n- one\n");
  auto found = of(note_kind::daily_note);
  found.items.focus_items = {"two"};
  EXPECT_EQ(route_piece(found).rfind("Appended to " + daily, 0), 0U);
  EXPECT_EQ(text(daily), "## Focus\n- one\n- two\n");
}

TEST_F(routing, a_piece_without_items_is_kept_as_a_note_of_the_day) {
  route_piece(of(note_kind::daily_note), "It rained\nall day");
  EXPECT_TRUE(holds(daily, "- It rained all day\n"));
}

TEST_F(routing, new_notes_go_to_the_folder_of_their_type) {
  auto found = of(note_kind::note, "On Tea");
  found.content = "Green.";
  found.tags = {"tea"};
  EXPECT_EQ(route_piece(found), "Created 10_Notes/On Tea.md");
  EXPECT_EQ(text("10_Notes/On Tea.md"),
            "---\ncreated: '2026-02-06'\ntags:\n  - tea\ntype: note\nupdated: '2026-02-06'\n---\n\nGreen.\n");
  EXPECT_EQ(route_piece(of(note_kind::project, "Shed")), "Created 20_Projects/Shed.md");
  EXPECT_TRUE(holds("20_Projects/Shed.md", "status: active\n"));
  EXPECT_TRUE(holds("20_Projects/Shed.md", "\n\nthe piece\n"));
  EXPECT_EQ(route_piece(of(note_kind::concept_note, "Entropy")), "Created 30_Concepts/Entropy.md");
}

TEST_F(routing, says_whether_the_vault_says_more_now) {
  std::vector<classification> all(4);
  for (auto& found : all) found = of(note_kind::daily_note);
  all[0].items = {{"Ship"}, {"Rain"}, two_tasks};
  all[1] = of(note_kind::note, "Tea");
  all[2] = of(note_kind::event);
  all[2].event = {"Dentist", "9:00", ""};
  all[3] = of(note_kind::note, "Tea");
  all[3].items.tasks = {{"Boil water", "", "", ""}};
  for (const auto& found : all) {
    auto first = route(writer_, found, "the piece", sent_day), again = route(writer_, found, "the piece", sent_day);
    ASSERT_TRUE(first && again);
    EXPECT_TRUE(first->changed) << first->action;
    EXPECT_FALSE(again->changed) << again->action;
  }
}

TEST_F(routing, a_note_that_says_the_same_since_another_day_is_not_made_again) {
  auto found = of(note_kind::note, "Tea");
  EXPECT_EQ(route_piece(found), "Created 10_Notes/Tea.md");
  EXPECT_EQ(route(writer_, found, "the piece", "2026-02-09")->action, "10_Notes/Tea.md says it already");
  EXPECT_EQ(route(writer_, found, "another piece", "2026-02-09")->action, "Created 10_Notes/Tea 1.md");
}

TEST_F(routing, a_name_that_is_taken_gets_a_number) {
  files_.write("10_Notes/Title.md", "mine");
  EXPECT_EQ(route_piece(of(note_kind::note)), "Created 10_Notes/Title 1.md");
  EXPECT_EQ(text("10_Notes/Title.md"), "mine");
}

TEST_F(routing, no_title_leads_out_of_its_folder) {
  EXPECT_EQ(route_piece(of(note_kind::note, "../../Inbox/x")), "Created 10_Notes/Inboxx.md");
  auto found = of(note_kind::note, "T");
  found.existing_note = "../20_Projects/Mine";
  files_.write("20_Projects/Mine.md", "mine");
  route_piece(found);
  EXPECT_EQ(text("20_Projects/Mine.md"), "mine");
}

// INB-37
TEST_F(routing, an_existing_note_is_added_to) {
  files_.write("30_Concepts/Coffee.md", "old");
  auto found = of(note_kind::note);
  found.existing_note = "Coffee";
  found.content = "new";
  EXPECT_EQ(route_piece(found), "Appended to 30_Concepts/Coffee.md");
  EXPECT_EQ(text("30_Concepts/Coffee.md"), "old\n\n### 2026-02-06\nnew\n");
}

// INB-38
TEST_F(routing, an_existing_note_that_is_not_there_is_made) {
  auto found = of(note_kind::note);
  found.existing_note = "Coffee";
  EXPECT_EQ(route_piece(found), "Created 10_Notes/Title.md");
}

// INB-49
TEST_F(routing, tasks_of_a_piece_for_an_existing_note_reach_the_day) {
  files_.write("10_Notes/Coffee.md", "old");
  auto found = of(note_kind::note);
  found.existing_note = "Coffee";
  found.content = "new";
  found.items.tasks = two_tasks;
  route_piece(found);
  EXPECT_TRUE(holds("10_Notes/Coffee.md", "new"));
  EXPECT_TRUE(holds(daily, "- [ ] Call the bank"));
  EXPECT_TRUE(holds(daily, "- [ ] Write report"));
}

// INB-43, INB-48
TEST_F(routing, tasks_of_a_note_reach_the_day_and_nothing_else_does) {
  auto found = of(note_kind::note);
  found.items = {{"focus"}, {"observation"}, two_tasks};
  EXPECT_NE(route_piece(found).find("2 tasks in " + daily), std::string::npos);
  EXPECT_EQ(vault::parse_daily_note(sent_day, text(daily)).tasks.size(), 2U);
  EXPECT_FALSE(holds(daily, "focus") || holds(daily, "observation"));
}

// INB-44, INB-47
TEST_F(routing, tasks_of_a_note_are_added_to_the_day_once) {
  files_.write(daily, "# Day\n\n## Tasks\n### Work\n- [ ] Write report\n");
  auto found = of(note_kind::note);
  found.items.tasks = two_tasks;
  route_piece(found);
  EXPECT_TRUE(holds(daily, "# Day\n"));
  EXPECT_EQ(vault::parse_daily_note(sent_day, text(daily)).tasks.size(), 2U);
}

// INB-45, INB-46
TEST_F(routing, without_tasks_the_day_is_left_alone) {
  route_piece(of(note_kind::note));
  EXPECT_FALSE(exists(daily));
}

// W14
TEST_F(routing, no_type_drops_tasks) {
  files_.write("10_Notes/Coffee.md", "old");
  for (auto kind : {note_kind::daily_note, note_kind::note, note_kind::project, note_kind::concept_note,
                    note_kind::living_document, note_kind::event}) {
    for (const char* existing : {"", "Coffee"}) {
      std::filesystem::remove(files_.root() / daily);
      auto found = of(kind);
      found.existing_note = existing;
      found.living_document = "Grocery List";
      found.items.tasks = two_tasks;
      route_piece(found);
      EXPECT_EQ(vault::parse_daily_note(sent_day, text(daily)).tasks.size(), 2U) << static_cast<int>(kind) << existing;
    }
  }
}

TEST_F(routing, events_go_into_the_note_of_their_day) {
  auto found = of(note_kind::event);
  found.event = {"Dentist", "9:30", "2026-02-01"};
  found.event_date = "2026-02-09";
  EXPECT_EQ(route_piece(found), "Event \"Dentist\" in 00_Daily/2026-02-09.md");
  EXPECT_TRUE(holds("00_Daily/2026-02-09.md", "## Events\n- 9:30 — Dentist\n\n## Focus"));
  route_piece(of(note_kind::event, "Holiday"));
  EXPECT_TRUE(holds(daily, "## Events\n- Holiday\n"));
  route_piece(of(note_kind::event, ""));
  EXPECT_TRUE(holds(daily, "- Event\n"));
}

// INB-29, INB-30, INB-31, INB-32
TEST_F(routing, living_documents_have_their_files) {
  auto found = of(note_kind::living_document);
  found.living_document = "Grocery List";
  found.content = "- milk";
  EXPECT_EQ(route_piece(found), "Created 10_Notes/Grocery List.md");
  EXPECT_TRUE(holds("10_Notes/Grocery List.md", "type: living_document\n"));
  found.content = "- bread";
  EXPECT_EQ(route_piece(found), "Replaced the text of 10_Notes/Grocery List.md");
  EXPECT_TRUE(holds("10_Notes/Grocery List.md", "- bread\n\n## Archive\n### 2026-02-06\n- milk\n"));
  found.living_document = "Recipe Ideas";
  found.content = "soup";
  route_piece(found);
  found.content = "salad";
  EXPECT_EQ(route_piece(found), "Appended to 10_Notes/Recipe Ideas.md");
  EXPECT_TRUE(holds("10_Notes/Recipe Ideas.md", "soup\n\n### 2026-02-06\nsalad\n"));
  found.living_document = "Diary";
  EXPECT_EQ(route_piece(found), "Created 10_Notes/Title.md");
}

TEST_F(routing, a_living_document_with_bytes_that_are_no_utf8_is_not_written_anew) {
  auto found = of(note_kind::living_document);
  found.living_document = "Grocery List";
  found.content = "- bread";
  for (const auto& bytes : {std::string{"- caf\xE9\r\n"}, vault::unwritable_notes("- tea\r\n").front().bytes}) {
    files_.write("10_Notes/Grocery List.md", bytes);
    auto action = route(writer_, found, "the piece", sent_day);
    ASSERT_FALSE(action);
    EXPECT_NE(action.error().message.find("Save it as UTF-8"), std::string::npos) << action.error().message;
    EXPECT_EQ(text("10_Notes/Grocery List.md"), bytes);
  }
  files_.write("10_Notes/Recipe Ideas.md", "caf\xE9\n");
  found.living_document = "Recipe Ideas";
  EXPECT_EQ(route_piece(found), "Appended to 10_Notes/Recipe Ideas.md");
  EXPECT_EQ(text("10_Notes/Recipe Ideas.md"), "caf\xE9\n\n### 2026-02-06\n- bread\n");
}

// W16, W17
TEST_F(routing, doing_it_again_changes_nothing) {
  files_.write("10_Notes/Coffee.md", "old");
  files_.write("10_Notes/Grocery List.md", "- milk");
  for (auto kind : {note_kind::daily_note, note_kind::note, note_kind::project, note_kind::concept_note,
                    note_kind::living_document, note_kind::event}) {
    for (const char* existing : {"", "Coffee"}) {
      auto found = of(kind);
      found.existing_note = existing;
      found.living_document = "Grocery List";
      found.content = "content " + std::to_string(static_cast<int>(kind));
      found.items = {{"f"}, {"n"}, two_tasks};
      route_piece(found);
      auto once = everything();
      route_piece(found);
      EXPECT_EQ(everything(), once) << static_cast<int>(kind) << existing;
    }
  }
}

TEST_F(routing, says_how_the_piece_was_understood) {
  auto found = of(note_kind::note);
  found.category = "Personal";
  found.sub_project = "Health";
  EXPECT_EQ(route_piece(found), "Created 10_Notes/Title.md (Personal > Health)");
}

TEST_F(routing, a_missing_vault_is_an_error) {
  vault::vault_writer writer{files_.outside() / "gone"};
  EXPECT_EQ(route(writer, of(note_kind::note), "x", sent_day).error().code, errc::vault_missing);
}

// INB-33, INB-36
TEST_F(routing, existing_titles_come_from_notes_and_concepts) {
  for (const char* path : {"10_Notes/b.md", "10_Notes/A.md", "10_Notes/c.txt", "10_Notes/sub/d.md", "30_Concepts/E.md",
                           "20_Projects/P.md"}) {
    files_.write(path, "x");
  }
  auto titles = existing_titles(writer_);
  ASSERT_EQ(titles.size(), 2U);
  EXPECT_EQ(titles[0].folder, "10_Notes");
  EXPECT_EQ(titles[0].titles, (std::vector<std::string>{"A", "b"}));
  EXPECT_EQ(titles[1].titles, std::vector<std::string>{"E"});
}

// INB-34, INB-35
TEST_F(routing, existing_titles_are_capped_and_may_be_none) {
  EXPECT_TRUE(existing_titles(writer_).empty());
  for (int i = 0; i < 80; ++i) files_.write("10_Notes/n" + std::to_string(i) + ".md", "x");
  EXPECT_EQ(existing_titles(writer_)[0].titles.size(), 75U);
}

}  // namespace
}  // namespace secondbrain::sync
