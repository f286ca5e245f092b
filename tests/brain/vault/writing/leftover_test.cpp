#include "brain/vault/writing/leftover.hpp"

#include <gtest/gtest.h>

#include "brain/vault/changes/file_selection.hpp"

namespace secondbrain::vault {
namespace {

TEST(leftover, names_are_hidden_and_no_notes) {
  for (auto& name : {draft_name("a.md"), exchange_name("a.md", "x", "y")}) {
    EXPECT_EQ(name.front(), '.');
    EXPECT_FALSE(is_note_path(name));
  }
  EXPECT_NE(draft_name("a.md"), draft_name("a.md"));
}

TEST(leftover, names_tell_what_they_hold) {
  auto draft = parse_leftover(draft_name("a.b.md"));
  ASSERT_TRUE(draft);
  EXPECT_EQ(draft->kind, leftover_kind::draft);
  EXPECT_EQ(draft->note_name, "a.b.md");
  auto exchanged = parse_leftover(exchange_name("a.b.md", "before", "after"));
  ASSERT_TRUE(exchanged);
  EXPECT_EQ(exchanged->kind, leftover_kind::exchanged);
  EXPECT_EQ(exchanged->note_name, "a.b.md");
}

TEST(leftover, only_what_a_person_wrote_is_kept) {
  auto draft = *parse_leftover(draft_name("a.md"));
  EXPECT_TRUE(is_disposable(draft, "anything"));
  auto exchanged = *parse_leftover(exchange_name("a.md", "before", "after"));
  EXPECT_TRUE(is_disposable(exchanged, "before"));
  EXPECT_TRUE(is_disposable(exchanged, "after"));
  EXPECT_FALSE(is_disposable(exchanged, "befor"));
  EXPECT_FALSE(is_disposable(exchanged, ""));
}

TEST(leftover, long_names_are_cut_at_a_code_point) {
  std::string note;
  while (note.size() < 250) note += "\xE2\x82\xAC";
  auto name = exchange_name(note + ".md", "x", "y");
  EXPECT_LE(name.size(), 255);
  auto left = parse_leftover(name);
  ASSERT_TRUE(left);
  EXPECT_EQ(note.compare(0, left->note_name.size(), left->note_name), 0);
  EXPECT_EQ(left->note_name.size() % 3, 0);
}

TEST(leftover, other_names_are_none) {
  for (auto name :
       {"", ".", "a.md", ".a.md", ".secondbrain-draft", ".a.md.secondbrain-draft",
        "a.0123456789abcdef.secondbrain-draft", ".a.0123456789abcdeX.secondbrain-draft",
        ".a.0123456789abcdef.secondbrain-exchange", ".0123456789abcdef.0123456789abcdef.secondbrain-exchange"}) {
    EXPECT_FALSE(parse_leftover(name)) << name;
  }
}

}  // namespace
}  // namespace secondbrain::vault
