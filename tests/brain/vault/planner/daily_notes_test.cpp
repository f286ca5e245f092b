#include "brain/vault/planner/daily_notes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "brain/vault/vault_path.hpp"
#include "tests/brain/vault/temporary_vault.hpp"
#include "tests/text/saved_as.hpp"

namespace secondbrain::vault {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class daily_notes_test : public testing::Test {
 protected:
  std::vector<std::string> dates() {
    auto refreshed = notes.refresh();
    EXPECT_TRUE(refreshed) << refreshed.error().message;
    std::vector<std::string> found;
    for (auto& [date, note] : notes.notes()) found.push_back(date);
    return found;
  }

  void daily(std::string_view date, std::string_view tasks) {
    vault.write(daily_note_path(date), "## Tasks\n" + std::string{tasks});
  }

  std::string first_text(const std::string& date) { return notes.notes().find(date)->second.tasks.at(0).text; }

  /// What was written by now was written a while ago.
  void settle() { time.set(real_clock().now() + std::chrono::seconds{1}); }

  temporary_vault vault;
  manual_clock time{real_clock().now()};
  daily_notes notes{vault.root(), time};
};

// EVT-9, EVT-10
TEST_F(daily_notes_test, no_folder_and_an_empty_one_hold_no_notes) {
  EXPECT_THAT(dates(), IsEmpty());
  std::filesystem::create_directory(vault.root() / "00_Daily");
  EXPECT_THAT(dates(), IsEmpty());
}

// W54
TEST_F(daily_notes_test, takes_only_files_that_are_named_like_a_day) {
  for (auto name : {"2026-02-05.md", "2026-02-05 extra.md", "2026-02-30.md", "2026-02-06.MD", "2026-02-07.md.icloud",
                    "notes.md", "2026-02-08.md~", ".md", "sub/2026-02-09.md"}) {
    vault.write("00_Daily/" + std::string{name}, "## Tasks\n- [ ] a\n");
  }
  std::filesystem::create_directory(vault.root() / "00_Daily" / "2026-02-10.md");
  EXPECT_THAT(dates(), ElementsAre("2026-02-05"));
}

TEST_F(daily_notes_test, says_what_the_index_reads_in_encodings_of_before) {
  vault.write(
      "00_Daily/2026-02-05.md",
      saved_as("windows-1251", "## Events\n- 10:00-11:00 Встреча с друзьями\n## Tasks\n### Дом\n- [ ] Сварить борщ\n"));
  vault.write("00_Daily/2026-02-06.md", saved_as("windows-1252", "## Tasks\n### Küche\n- [ ] Tür ölen\n"));
  EXPECT_THAT(dates(), ElementsAre("2026-02-05", "2026-02-06"));
  EXPECT_EQ(notes.notes().at("2026-02-05").events.at(0).title, "Встреча с друзьями");
  EXPECT_EQ(first_text("2026-02-05"), "Сварить борщ");
  EXPECT_EQ(notes.notes().at("2026-02-05").tasks.at(0).key.category, "Дом");
  EXPECT_EQ(first_text("2026-02-06"), "Tür ölen");
}

TEST_F(daily_notes_test, is_in_doubt_of_links_and_of_what_it_could_not_read) {
  EXPECT_THAT(dates(), IsEmpty());
  EXPECT_FALSE(notes.is_doubtful());
  daily("2026-02-05", "- [ ] a\n");
  EXPECT_THAT(dates(), ElementsAre("2026-02-05"));
  EXPECT_FALSE(notes.is_doubtful());
  const auto note = vault.root() / "00_Daily" / "2026-02-06.md";
  for (const auto* target : {"2026-02-05.md", "nowhere.md"}) {
    std::filesystem::create_symlink(target, note);
    dates();
    EXPECT_TRUE(notes.is_doubtful()) << target;
    std::filesystem::remove(note);
    dates();
    EXPECT_FALSE(notes.is_doubtful());
  }
  daily("2026-02-06", "- [ ] b\n");
  std::filesystem::resize_file(note, default_note_limit + 1);
  dates();
  EXPECT_TRUE(notes.is_doubtful());
}

TEST_F(daily_notes_test, is_in_doubt_after_a_refresh_that_failed) {
  daily("2026-02-05", "- [ ] a\n");
  dates();
  std::filesystem::rename(vault.root(), vault.outside() / "elsewhere");
  EXPECT_FALSE(notes.refresh());
  EXPECT_TRUE(notes.is_doubtful());
}

TEST_F(daily_notes_test, a_missing_vault_is_no_empty_one) {
  daily("2026-02-05", "- [ ] a\n");
  EXPECT_THAT(dates(), ElementsAre("2026-02-05"));
  std::filesystem::rename(vault.root(), vault.outside() / "elsewhere");
  auto refreshed = notes.refresh();
  ASSERT_FALSE(refreshed);
  EXPECT_EQ(refreshed.error().code, errc::vault_missing);
}

TEST_F(daily_notes_test, reads_a_note_once_and_again_when_it_changed) {
  daily("2026-02-05", "- [ ] a\n");
  daily("2026-02-06", "- [ ] b\n");
  settle();
  dates();
  EXPECT_EQ(notes.files_read(), 2u);
  auto revision = notes.revision();
  dates();
  EXPECT_EQ(notes.files_read(), 2u);
  EXPECT_EQ(notes.revision(), revision);
  daily("2026-02-06", "- [ ] c\n");
  settle();
  dates();
  EXPECT_EQ(notes.files_read(), 3u);
  EXPECT_NE(notes.revision(), revision);
  EXPECT_EQ(first_text("2026-02-06"), "c");
}

TEST_F(daily_notes_test, sees_a_change_that_hides_behind_size_and_mtime) {
  daily("2026-02-05", "- [ ] a\n");
  settle();
  dates();
  auto file = vault.root() / "00_Daily" / "2026-02-05.md";
  auto modified = std::filesystem::last_write_time(file);
  daily("2026-02-05", "- [ ] b\n");
  std::filesystem::last_write_time(file, modified);
  dates();
  EXPECT_EQ(first_text("2026-02-05"), "b");
}

TEST_F(daily_notes_test, sees_a_change_within_the_same_tick_of_the_clock) {
  for (int i = 0; i < 200; ++i) {
    auto text = std::to_string(1000 + i);
    daily("2026-02-05", "- [ ] " + text + "\n");
    dates();
    ASSERT_EQ(first_text("2026-02-05"), text);
  }
}

TEST_F(daily_notes_test, a_note_that_says_the_same_is_no_change) {
  daily("2026-02-05", "- [ ] a\n");
  dates();
  const auto revision = notes.revision();
  const auto read = notes.files_read();
  notes.doubt_recent();
  dates();
  daily("2026-02-05", "- [ ] a\n");
  dates();
  EXPECT_GT(notes.files_read(), read);
  EXPECT_EQ(notes.revision(), revision);
  daily("2026-02-05", "- [ ] b\n");
  dates();
  EXPECT_GT(notes.revision(), revision);
}

TEST_F(daily_notes_test, knows_for_a_minute_which_notes_changed) {
  daily("2026-02-05", "- [ ] a\n");
  settle();
  dates();
  EXPECT_THAT(notes.changed_lately(), ElementsAre("2026-02-05"));
  time.advance(std::chrono::minutes{1});
  dates();
  EXPECT_THAT(notes.changed_lately(), IsEmpty());
}

TEST_F(daily_notes_test, remembers_for_a_minute_what_a_lost_note_held) {
  daily("2026-02-05", "- [ ] a\n");
  dates();
  const auto key = notes.notes().begin()->second.tasks.at(0).key;
  std::filesystem::remove(vault.root() / "00_Daily" / "2026-02-05.md");
  dates();
  EXPECT_EQ(notes.lost().holder_of(key), "2026-02-05");
  time.advance(std::chrono::seconds{59});
  dates();
  EXPECT_EQ(notes.lost().holder_of(key), "2026-02-05");
  time.advance(std::chrono::seconds{1});
  dates();
  EXPECT_EQ(notes.lost().holder_of(key), std::nullopt);
}

TEST_F(daily_notes_test, forgets_a_note_that_is_gone) {
  daily("2026-02-05", "- [ ] a\n");
  dates();
  auto revision = notes.revision();
  std::filesystem::remove(vault.root() / "00_Daily" / "2026-02-05.md");
  EXPECT_THAT(dates(), IsEmpty());
  EXPECT_NE(notes.revision(), revision);
}

TEST_F(daily_notes_test, a_note_that_cannot_be_read_is_a_problem_of_its_own) {
  daily("2026-02-05", "- [ ] a\n");
  daily("2026-02-06", "- [ ] b\n");
  ordinary_user::give(vault.outside());
  auto file = vault.root() / "00_Daily" / "2026-02-05.md";
  std::filesystem::permissions(file, std::filesystem::perms::none);
  {
    ordinary_user user;
    EXPECT_THAT(dates(), ElementsAre("2026-02-06"));
  }
  EXPECT_THAT(notes.problems(), ElementsAre(HasSubstr("2026-02-05.md")));
  std::filesystem::permissions(file, std::filesystem::perms::owner_all);
  EXPECT_THAT(dates(), ElementsAre("2026-02-05", "2026-02-06"));
  EXPECT_THAT(notes.problems(), IsEmpty());
}

TEST_F(daily_notes_test, a_note_in_utf16_is_read) {
  std::string bytes{"\xFF\xFE"};
  for (char each : std::string{"## Tasks\r\n- [ ] wide\r\n"}) bytes.append(1, each).append(1, '\0');
  vault.write("00_Daily/2026-02-05.md", bytes);
  ASSERT_THAT(dates(), ElementsAre("2026-02-05"));
  ASSERT_EQ(notes.notes().begin()->second.tasks.size(), 1U);
  EXPECT_EQ(notes.notes().begin()->second.tasks[0].text, "wide");
}

TEST_F(daily_notes_test, a_link_out_of_the_vault_is_not_read) {
  std::filesystem::create_directory(vault.root() / "00_Daily");
  std::ofstream{vault.outside() / "secret.md"} << "## Tasks\n- [ ] secret\n";
  std::filesystem::create_symlink(vault.outside() / "secret.md", vault.root() / "00_Daily" / "2026-02-05.md");
  EXPECT_THAT(dates(), IsEmpty());
  EXPECT_THAT(notes.problems(), ElementsAre(HasSubstr("2026-02-05.md")));
}

}  // namespace
}  // namespace secondbrain::vault
