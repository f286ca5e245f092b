#include "brain/sync/inbox/living_document.hpp"

#include <gtest/gtest.h>

namespace secondbrain::sync {
namespace {

const living_document& groceries() {
  return *find_living_document("Grocery List");
}

std::string update(const std::string& current, std::string_view body, std::string_view day) {
  return update_living_document(groceries(), &current, body, day);
}

TEST(living_document, is_known_by_its_name) {
  EXPECT_EQ(groceries().path, "10_Notes/Grocery List.md");
  EXPECT_EQ(find_living_document("Recipe Ideas")->semantics, update_semantics::append);
  EXPECT_EQ(find_living_document("grocery"), nullptr);
}

// INB-29
TEST(living_document, is_made_with_its_type) {
  EXPECT_EQ(update_living_document(groceries(), nullptr, "- milk\n", "2026-02-06"),
            "---\ncreated: '2026-02-06'\ntype: living_document\nupdated: '2026-02-06'\n---\n\n- milk\n");
}

// INB-30
TEST(living_document, replacing_keeps_the_old_text_in_the_archive) {
  EXPECT_EQ(
      update("---\ntype: living_document # mine\nupdated: '2026-02-01'\n---\n\n- milk\n", "- bread", "2026-02-06"),
      "---\ntype: living_document # mine\nupdated: '2026-02-06'\n---\n\n- bread\n\n## Archive\n### 2026-02-06\n"
      "- milk\n");
}

// W12
TEST(living_document, the_archive_holds_every_text_once) {
  auto text = update("- milk\n", "- bread", "2026-02-06");
  text = update(text, "- tea", "2026-02-07");
  text = update(text, "- salt", "2026-02-08");
  EXPECT_EQ(text, "- salt\n\n## Archive\n### 2026-02-08\n- tea\n\n### 2026-02-07\n- bread\n\n### 2026-02-06\n- milk\n");
}

TEST(living_document, replacing_with_the_same_text_changes_nothing) {
  auto once = update("- milk\n", "- bread", "2026-02-06");
  EXPECT_EQ(update(once, "- bread", "2026-02-06"), once);
}

TEST(living_document, an_empty_one_has_nothing_to_archive) {
  EXPECT_EQ(update("\n\n", "- bread", "2026-02-06"), "- bread\n");
}

TEST(living_document, a_heading_in_code_or_a_comment_is_no_archive) {
  for (auto& [before, after] : {std::pair{"```md", "```"}, {"~~~", "~~~"}, {"%%", "%%"}, {"<!--", "-->"}}) {
    auto text = "# G\n\n- milk\n\n" + std::string{before} + "\n## Archive\n- old\n" + after + "\n- behind\n";
    EXPECT_EQ(update(text, "- eggs", "2026-02-06"), "- eggs\n\n## Archive\n### 2026-02-06\n" + text);
    EXPECT_EQ(update(text + "\n## Archive\n### 2026-02-05\n- tea\n", "- eggs", "2026-02-06"),
              "- eggs\n\n## Archive\n### 2026-02-06\n" + text + "\n### 2026-02-05\n- tea\n");
  }
}

TEST(living_document, what_a_text_leaves_open_does_not_swallow_the_archive) {
  auto once = update("- milk\n", "```\nx", "2026-02-06");
  EXPECT_EQ(once, "```\nx\n```\n\n## Archive\n### 2026-02-06\n- milk\n");
  EXPECT_EQ(update(once, "```\nx", "2026-02-07"), once);
  EXPECT_EQ(update("```\nx\n\n", "```\nx", "2026-02-07"), "```\nx\n\n");
  EXPECT_EQ(update("%%\nx\n", "- tea", "2026-02-06"), "- tea\n\n## Archive\n### 2026-02-06\n%%\nx\n%%\n");
}

// INB-31
TEST(living_document, appending_adds_below_a_date) {
  const std::string current = "old\n";
  EXPECT_EQ(update_living_document(*find_living_document("Recipe Ideas"), &current, "new", "2026-02-06"),
            "old\n\n### 2026-02-06\nnew\n");
}

}  // namespace
}  // namespace secondbrain::sync
