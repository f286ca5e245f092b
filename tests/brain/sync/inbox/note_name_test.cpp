#include "brain/sync/inbox/note_name.hpp"

#include <gtest/gtest.h>

#include "base/utf8.hpp"

namespace secondbrain::sync {
namespace {

TEST(note_name, keeps_letters_digits_spaces_and_dashes) {
  EXPECT_EQ(note_file_stem("  Été 2026: plan_b - \"done\"? "), "Été 2026 plan_b - done");
  EXPECT_EQ(note_file_stem("日本語のノート"), "日本語のノート");
  EXPECT_EQ(note_file_stem("C++/CLI"), "CCLI");
}

TEST(note_name, leads_nowhere_else) {
  EXPECT_EQ(note_file_stem("../../etc/passwd"), "etcpasswd");
  EXPECT_EQ(note_file_stem(".hidden"), "hidden");
}

TEST(note_name, is_untitled_when_nothing_is_left) {
  for (const char* title : {"", "   ", "...", "/", "!?"}) EXPECT_EQ(note_file_stem(title), "Untitled") << title;
}

// W29
TEST(note_name, fits_a_file_system_and_ends_behind_a_whole_letter) {
  std::string title = "x";
  for (int i = 0; i < 500; ++i) title += "é";
  auto stem = note_file_stem(title);
  EXPECT_LE(stem.size(), 240U);
  EXPECT_GE(stem.size(), 230U);
  EXPECT_TRUE(is_valid_utf8(stem));
}

TEST(note_name, a_title_names_a_file_of_its_folder) {
  EXPECT_TRUE(is_note_title("Coffee & Tea: notes"));
  for (const char* title : {"", "../x", "a/b", "a\\b", ".x"}) EXPECT_FALSE(is_note_title(title)) << title;
  EXPECT_FALSE(is_note_title(std::string_view{"a\0b", 3}));
}

}  // namespace
}  // namespace secondbrain::sync
