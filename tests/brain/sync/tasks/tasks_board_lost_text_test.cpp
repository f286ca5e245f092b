// Nothing that a person puts into a generated list is thrown away: it is somewhere afterwards, wherever it was put.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

#include "tests/brain/sync/tasks/tasks_board_fixture.hpp"

namespace secondbrain::sync {
namespace {

using testing::IsEmpty;

const std::string word = "MARKQ";
constexpr auto bank_row = "| Open | Call the bank |";
constexpr auto pay = "| In Progress | Pay | [[2026-02-09]] | 2026-02-11 |";

class tasks_board_lost_text_test : public tasks_board_test {
 protected:
  tasks_board_lost_text_test() { begin_anew(); }

  void begin_anew() {
    for (auto* name : {"Tasks", "00_Daily"}) std::filesystem::remove_all(folder.root() / name);
    daily("2026-02-09",
          "### Work\n- [ ] Call the bank\n- [ ] Write to Ann\n- [x] Rest\n#### Move\n- [/] Pay (due: 2026-02-11)\n"
          "### Home\n- [ ] Water the plants\n- [x] Sweep\n");
    sync();
  }

  /// What every note of the vault says.
  std::string everything() {
    std::string text;
    for (auto& each : std::filesystem::recursive_directory_iterator{folder.root()})
      if (each.is_regular_file())
        text += text_of(std::filesystem::relative(each.path(), folder.root()).generic_string()) + "\n";
    return text;
  }

  std::vector<std::string> kept_names() {
    std::vector<std::string> names;
    for (auto& each : std::filesystem::directory_iterator{folder.root() / "Tasks"})
      if (auto name = each.path().filename().string(); name.find("(kept ") != name.npos) names.push_back(name);
    return names;
  }
};

struct edit {
  std::string from;
  std::string to;
};

TEST_F(tasks_board_lost_text_test, no_edit_of_a_list_is_thrown_away) {
  for (auto& [from, to] : std::vector<edit>{
           {bank_row, "## " + word + "\n" + bank_row},
           {bank_row, "### " + word + "\n" + bank_row},
           {bank_row, "\n## " + word + "\n\ntext\n" + bank_row},
           {"## Work", "## Work " + word},
           {"### Move", "### Move " + word},
           {"[[2026-02-09]]", "[[2026-02-09]] " + word},
           {"[[2026-02-09]]", word},
           {bank_row, "| " + word + " | Call the bank |"},
           {bank_row, "| Done " + word + " | Call the bank |"},
           {"| Status | Task |", "| Status | Task " + word + " |"},
           {"|:---:|", "|:" + word + "---:|"},
           {"Tomorrow", "Tomorrow " + word},
           {"color:white", "color:white;" + word},
           {"type: tasks", "type: tasks " + word},
           {"updated: 2026-02-10", "updated: 2026-02-10 " + word},
           {"# All Tasks", "# All Tasks " + word},
           {bank_row, "<!--\n" + std::string{bank_row} + " " + word + " |  |\n-->\n" + bank_row},
       }) {
    begin_anew();
    replace(vault::all_tasks_path, from, to);
    sync();
    EXPECT_THAT(everything(), testing::HasSubstr(word)) << to;
  }
}

TEST_F(tasks_board_lost_text_test, a_word_anywhere_in_a_list_is_somewhere_afterwards) {
  std::mt19937 random{20260210};
  const std::vector<std::string> shapes{word, " " + word + " ", "\n## " + word + "\n", "\n### " + word + "\n"};
  const int trials = std::getenv("ATTACK_LONG") ? 1200 : 60;
  for (int trial = 0; trial < trials; ++trial) {
    begin_anew();
    auto path = trial % 3 == 0 ? vault::completed_tasks_path : vault::all_tasks_path;
    auto text = text_of(path);
    auto at = std::uniform_int_distribution<std::size_t>(0, text.size())(random);
    auto edited = text;
    edited.insert(at, shapes[static_cast<std::size_t>(trial) % shapes.size()]);
    folder.write(path, edited);
    sync();
    ASSERT_THAT(everything(), testing::HasSubstr(word)) << "after this:\n" << edited;
  }
}

TEST_F(tasks_board_lost_text_test, a_status_with_a_remark_is_kept_and_changes_nothing) {
  replace(vault::all_tasks_path, pay, "| Done " + word + " | Pay | [[2026-02-09]] | 2026-02-11 |");
  sync();
  EXPECT_THAT(daily_text("2026-02-09"), testing::HasSubstr("- [/] Pay (due: 2026-02-11)"));
  EXPECT_EQ(kept_names().size(), 1U);
}

TEST_F(tasks_board_lost_text_test, an_edit_of_a_task_that_left_the_notes_is_kept) {
  replace(vault::all_tasks_path, bank_row, "| Done | Call the bank |");
  replace(vault::daily_note_path("2026-02-09"), "- [ ] Call the bank\n", "");
  sync();
  EXPECT_EQ(kept_names().size(), 1U);
}

TEST_F(tasks_board_lost_text_test, what_is_taken_over_needs_no_copy) {
  for (auto& [from, to] : std::vector<edit>{
           {bank_row, "| Done | Call the bank |"},
           {bank_row, "| Open | Buy milk |\n" + std::string{bank_row}},
           {"## Home", "## Garden\n\n| Open | Dig |\n\n## Home"},
           {"2026-02-11", "2026-02-12"},
           {"| Status | Task | Added | Due | Timeline |", "| Status | Task  | Added | Due   | Timeline |"},
           {"# All Tasks\n", "# All Tasks\n\nA remark.\n\n"},
           {"## Home", "\n## Home"},
       }) {
    begin_anew();
    replace(vault::all_tasks_path, from, to);
    sync();
    EXPECT_THAT(kept_names(), IsEmpty()) << to;
  }
  begin_anew();
  replace(vault::completed_tasks_path, "- [x] Sweep", "- [ ] Sweep");
  replace(vault::daily_note_path("2026-02-09"), "- [ ] Write to Ann\n", "");
  replace(vault::all_tasks_path, bank_row, "| Done | Call the bank |");
  sync();
  EXPECT_THAT(kept_names(), IsEmpty());
}

}  // namespace
}  // namespace secondbrain::sync
