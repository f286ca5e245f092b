// Which note is meant by a path, and which paths are none of a note.
#include "brain/vault/changes/note_target.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/brain/vault/temporary_vault.hpp"

namespace secondbrain::vault {
namespace {

using testing::HasSubstr;
using namespace std::string_literals;

class note_target_test : public testing::Test {
 protected:
  std::string note(std::string_view asked, tool_copies copies = tool_copies::left_out) const {
    const auto found = note_target(vault_.root(), asked, copies);
    return found ? *found : "! " + found.error().message;
  }

  std::string folder(std::string_view asked) const {
    const auto found = folder_target(vault_.root(), asked, tool_copies::left_out);
    return found ? *found : "! " + found.error().message;
  }

  temporary_vault vault_;
};

TEST_F(note_target_test, a_note_is_meant_however_its_name_is_composed_and_whatever_its_capitals) {
  vault_.write("Notes/cafe\u0301.md", "");  // as a Mac writes it
  vault_.write("Notes/Rec.md", "");
  vault_.write("Straße/\u1112\u1161\u11AB.md", "");
  EXPECT_EQ(note("Notes/caf\u00E9.md"), "Notes/cafe\u0301.md");
  EXPECT_EQ(note("notes/CAFÉ.md"), "Notes/cafe\u0301.md");
  EXPECT_EQ(note("Notes/rec.md"), "Notes/Rec.md");
  EXPECT_EQ(note("NOTES/REC.md"), "Notes/Rec.md");
  EXPECT_EQ(note("STRASSE/\uD55C.md"), "Straße/\u1112\u1161\u11AB.md");
  // A new note goes into the folder that is there.
  EXPECT_EQ(note("notes/New.md"), "Notes/New.md");
  EXPECT_EQ(note("strasse/sub/New.md"), "Straße/sub/New.md");
  EXPECT_EQ(note("Else/New.md"), "Else/New.md");
  EXPECT_EQ(folder("NOTES"), "Notes");
  EXPECT_EQ(folder("notes/Sub"), "Notes/Sub");
  EXPECT_EQ(folder(""), "");
}

TEST_F(note_target_test, the_name_itself_comes_first_and_of_others_none_is_guessed) {
  vault_.write("Rec.md", "");
  vault_.write("rec.md", "");
  EXPECT_EQ(note("Rec.md"), "Rec.md");
  EXPECT_EQ(note("rec.md"), "rec.md");
  EXPECT_THAT(note("REC.md"), HasSubstr("could be Rec.md or rec.md; name the one"));
  // One of two folders holds the note.
  vault_.write("A/x.md", "");
  vault_.write("a/y.md", "");
  EXPECT_EQ(note("A/X.md"), "A/x.md");
  EXPECT_EQ(note("Á/y.md"), "Á/y.md");  // another letter is another name
}

TEST_F(note_target_test, what_programs_keep_for_themselves_is_no_place_at_any_depth) {
  for (const auto* path :
       {".obsidian/x.md", "N/.obsidian/x.md", "N/M/.git/hooks/x.md", ".trash/x.md", "N/node_modules/a/x.md",
        "N/.hidden.md", ".md", "a/.md", "x.sync-conflict-20260101-120000-ABCDEFG.md",
        "N/Plan (Ada's conflicted copy 2026-01-01).md", "N/x_conflict-20260101-120000.md", "N/@eaDir/x.md",
        "__MACOSX/x.md", "Inbox/_processed/x.md", "02. Inbox/_processed/x.md", "90_Meta/Templates/x.md",
        "Tasks/All Tasks.md", "Drawing.excalidraw.md"})
    EXPECT_THAT(note(path), HasSubstr("is no place for a note: ")) << path;
  for (const auto* path : {".obsidian", "N/.git", "node_modules/x", "Inbox/_processed", "a/.b/c"})
    EXPECT_THAT(folder(path), HasSubstr("is no place for a note: ")) << path;
  EXPECT_EQ(note("N/.hidden.md", tool_copies::taken_in), "N/.hidden.md");
  EXPECT_EQ(note("a.b/c.d.md"), "a.b/c.d.md");
}

TEST_F(note_target_test, what_is_no_path_of_the_vault_is_refused) {
  for (const auto* path : {"", "/etc/x.md", "../x.md", "a/../x.md", "a//x.md", "./x.md", "a/"})
    EXPECT_THAT(note(path), HasSubstr("!")) << path;
  for (const auto* path : {"a.txt", "a", "a.MD", "a.md.txt"}) EXPECT_THAT(note(path), HasSubstr("and .md")) << path;
  for (const auto& path : {"a\nb.md"s, "a\0b.md"s, "a\rb.md"s, "a\u2028b.md"s, "\x1B[1mx.md"s, "a\tb/c.md"s}) {
    EXPECT_THAT(note(path), HasSubstr("must be a single line of text")) << path;
    EXPECT_THAT(folder(path), HasSubstr("must be a single line of text")) << path;
  }
  EXPECT_THAT(note(std::string(253, 'a') + ".md"), HasSubstr("255 bytes"));
  EXPECT_EQ(note(std::string(252, 'a') + ".md"), std::string(252, 'a') + ".md");
}

}  // namespace
}  // namespace secondbrain::vault
