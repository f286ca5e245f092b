#include "brain/vault/notes/markdown_blocks.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace secondbrain::vault {
namespace {

using testing::ElementsAre;

/// Each block as "kind: text", for reading in a test.
std::vector<std::string> blocks_of(std::string_view text) {
  std::vector<std::string> shown;
  for (auto& block : parse_blocks(text)) {
    constexpr const char* names[] = {"heading", "paragraph", "item", "quote", "fence", "table"};
    shown.push_back(std::string{names[static_cast<int>(block.kind)]} + ": " +
                    std::string{text.substr(block.begin, block.end - block.begin)});
  }
  return shown;
}

TEST(markdown_blocks, paragraphs_end_at_blank_lines) {
  EXPECT_THAT(blocks_of("one\ntwo\n\n \t\nthree\n"), ElementsAre("paragraph: one\ntwo", "paragraph: three"));
}

TEST(markdown_blocks, headings_need_a_gap_and_a_text) {
  EXPECT_THAT(blocks_of("# A\n#tag\n####### seven\n#\n"),
              ElementsAre("heading: # A", "paragraph: #tag\n####### seven\n#"));
  EXPECT_THAT(blocks_of("   ###\tB\n\n    # code"), ElementsAre("heading:    ###\tB", "paragraph:     # code"));
}

TEST(markdown_blocks, a_line_without_end_is_no_heading) {
  auto line = "# " + std::string(5'000, 'x');
  EXPECT_THAT(blocks_of(line), ElementsAre("paragraph: " + line));
}

TEST(markdown_blocks, heading_text_loses_its_marks) {
  auto text_of = [](std::string_view line) { return heading_text(line, parse_blocks(line).front()); };
  EXPECT_EQ(text_of("##  Plain  "), "Plain");
  EXPECT_EQ(text_of("## Closed ##"), "Closed");
  EXPECT_EQ(text_of("# C#"), "C#");
  EXPECT_EQ(text_of("# A|B \\ c"), "A|B \\ c");
}

TEST(markdown_blocks, headings_in_fences_are_code) {  // W33
  EXPECT_THAT(blocks_of("```sh\n# comment\n\nls\n```\n# H"),
              ElementsAre("fence: ```sh\n# comment\n\nls\n```", "heading: # H"));
  EXPECT_THAT(blocks_of("~~~\n```\n# x\n~~~\ntext"), ElementsAre("fence: ~~~\n```\n# x\n~~~", "paragraph: text"));
  EXPECT_THAT(blocks_of("````\n```\n# x\n````"), ElementsAre("fence: ````\n```\n# x\n````"));
}

TEST(markdown_blocks, fences_without_end_reach_to_the_end) {
  EXPECT_THAT(blocks_of("```\n# x\n\ntext\n\n"), ElementsAre("fence: ```\n# x\n\ntext"));
}

TEST(markdown_blocks, inline_code_opens_no_fence) {
  EXPECT_THAT(blocks_of("```x``` is code\n# H"), ElementsAre("paragraph: ```x``` is code", "heading: # H"));
}

TEST(markdown_blocks, fences_may_be_indented_below_items) {
  EXPECT_THAT(blocks_of("- item\n    ```\n    # x\n    ```\n- next"),
              ElementsAre("item: - item", "fence:     ```\n    # x\n    ```", "item: - next"));
}

TEST(markdown_blocks, list_items_keep_their_lines) {
  EXPECT_THAT(blocks_of("intro\n- a\n  more\n* b\n1. c\n2) d\n-not\n"),
              ElementsAre("paragraph: intro", "item: - a\n  more", "item: * b", "item: 1. c", "item: 2) d\n-not"));
}

TEST(markdown_blocks, tables_are_whole) {
  EXPECT_THAT(blocks_of("text\n| a | b |\n|---|:-:|\n| 1 | 2 |\n\nafter"),
              ElementsAre("paragraph: text", "table: | a | b |\n|---|:-:|\n| 1 | 2 |", "paragraph: after"));
  EXPECT_THAT(blocks_of("a | b\n--- | ---\n1 | 2"), ElementsAre("table: a | b\n--- | ---\n1 | 2"));
  EXPECT_THAT(blocks_of("this | that\nand more"), ElementsAre("paragraph: this | that\nand more"));
}

TEST(markdown_blocks, quotes_are_whole) {
  EXPECT_THAT(blocks_of("> [!note] N\n>\n> # not ours\nlazy\n\nafter"),
              ElementsAre("quote: > [!note] N\n>\n> # not ours\nlazy", "paragraph: after"));
}

TEST(markdown_blocks, know_their_lines) {
  auto blocks = parse_blocks("# A\n\n```\nx\n```\n\nend");
  ASSERT_EQ(blocks.size(), 3u);
  EXPECT_EQ(blocks[0].line, 0);
  EXPECT_EQ(blocks[0].level, 1);
  EXPECT_EQ(blocks[1].line, 2);
  EXPECT_EQ(blocks[2].line, 6);
}

}  // namespace
}  // namespace secondbrain::vault
