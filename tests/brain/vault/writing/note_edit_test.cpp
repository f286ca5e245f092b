#include "brain/vault/writing/note_edit.hpp"

#include <gtest/gtest.h>

namespace secondbrain::vault {
namespace {

TEST(note_edit, a_new_note_has_its_frontmatter_in_order) {
  EXPECT_EQ(make_note({"project", std::vector<std::string>{"b", "a #"}, "2026-02-06", "active", "  # Text\n\n"}),
            "---\ncreated: '2026-02-06'\nstatus: active\ntags:\n  - b\n  - 'a #'\ntype: project\n"
            "updated: '2026-02-06'\n---\n\n# Text\n");
  EXPECT_EQ(make_note({"living_document", std::nullopt, "2026-02-06", "", "x"}),
            "---\ncreated: '2026-02-06'\ntype: living_document\nupdated: '2026-02-06'\n---\n\nx\n");
}

// INB-37, W21
TEST(note_edit, appending_touches_nothing_but_the_day_of_the_update) {
  EXPECT_EQ(append_to_note("---\nz: 1 # why\nupdated: 2026-01-01\na: \"x\"\n---\n# T\nold \xFF\n\n\n", "\nnew\n",
                           "2026-02-06"),
            "---\nz: 1 # why\nupdated: 2026-02-06\na: \"x\"\n---\n# T\nold \xFF\n\n### 2026-02-06\nnew\n");
  EXPECT_EQ(append_to_note("old", "new", "2026-02-06"), "old\n\n### 2026-02-06\nnew\n");
}

TEST(note_edit, appending_keeps_the_line_ends) {
  EXPECT_EQ(append_to_note("old\r\ntext\r\n", "new\nlines", "2026-02-06"),
            "old\r\ntext\r\n\r\n### 2026-02-06\r\nnew\r\nlines\r\n");
}

// W17
TEST(note_edit, appending_again_changes_nothing) {
  for (const std::string note : {"old\n", "old\r\n", "---\na: b\n---\nold\n"}) {
    auto once = append_to_note(note, "new\ntext", "2026-02-06");
    EXPECT_EQ(append_to_note(once, "new\ntext", "2026-02-06"), once);
    auto twice = append_to_note(once, "more", "2026-02-06");
    EXPECT_NE(twice, once);
    EXPECT_EQ(append_to_note(twice, "new\ntext", "2026-02-06"), twice);
  }
}

TEST(note_edit, what_the_note_leaves_open_is_closed_before_a_text_is_added) {
  for (auto& [note, closing] :
       {std::pair{"# T\n```sh\nls", "```"}, {"~~~~\nls", "~~~~"}, {"%%\nlater", "%%"}, {"<!-- later\nmaybe", "-->"}}) {
    auto once = append_to_note(std::string{note} + "\n\n", "new", "2026-02-06");
    EXPECT_EQ(once, std::string{note} + "\n" + closing + "\n\n### 2026-02-06\nnew\n");
    EXPECT_EQ(append_to_note(once, "new", "2026-02-06"), once);
    EXPECT_EQ(append_to_note(once, "```\nx", "2026-02-07"), once + "\n### 2026-02-07\n```\nx\n");
  }
  EXPECT_EQ(append_to_note("```\r\nls\r\n", "new", "2026-02-06"), "```\r\nls\r\n```\r\n\r\n### 2026-02-06\r\nnew\r\n");
}

TEST(note_edit, nothing_is_closed_that_ends_by_itself) {
  for (const std::string note : {"```\nls\n```", "- a\n  ```\n  ls", "a %% b", "<!-- a -->", "%% a %%", "    code"})
    EXPECT_EQ(append_to_note(note + "\n", "new", "2026-02-06"), note + "\n\n### 2026-02-06\nnew\n");
}

TEST(note_edit, a_body_that_is_only_the_beginning_of_another_is_new) {
  auto once = append_to_note("old\n", "buy milk and bread", "2026-02-06");
  EXPECT_NE(append_to_note(once, "buy milk", "2026-02-06"), once);
}

}  // namespace
}  // namespace secondbrain::vault
