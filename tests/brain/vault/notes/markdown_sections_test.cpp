#include "brain/vault/notes/markdown_sections.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace secondbrain::vault {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<markdown_section> sections_of(std::string_view text) {
  return split_sections(text, parse_blocks(text));
}

std::vector<std::string> paths_of(std::string_view text) {
  std::vector<std::string> paths;
  for (auto& section : sections_of(text)) {
    std::string path;
    for (auto heading : section.heading_path) path += "/" + std::string{heading};
    paths.push_back(path);
  }
  return paths;
}

// Contract: vault §4.1, tests B3.

TEST(markdown_sections, CHK_1_one_heading) {
  EXPECT_THAT(paths_of("# T\ntext"), ElementsAre("/T"));
}

TEST(markdown_sections, CHK_2_nesting) {
  EXPECT_THAT(paths_of("# A\na\n## B\nb\n### C\nc"), ElementsAre("/A", "/A/B", "/A/B/C"));
}

TEST(markdown_sections, CHK_3_returning_drops_the_branch) {
  EXPECT_THAT(paths_of("# A\na\n## B\nb\n### C\nc\n## D\nd"), ElementsAre("/A", "/A/B", "/A/B/C", "/A/D"));
}

TEST(markdown_sections, CHK_4_preamble_comes_first) {
  EXPECT_THAT(paths_of("pre\n# A\na"), ElementsAre("", "/A"));
}

TEST(markdown_sections, CHK_5_last_text_is_kept) {
  auto sections = sections_of("# A\na\n## B\nlast");
  ASSERT_EQ(sections.size(), 2u);
  EXPECT_EQ(sections[1].blocks.size(), 1u);
}

TEST(markdown_sections, CHK_6_no_heading) {
  EXPECT_THAT(paths_of("text\n\nmore"), ElementsAre(""));
}

TEST(markdown_sections, CHK_7_empty) {
  EXPECT_THAT(paths_of(""), IsEmpty());
}

TEST(markdown_sections, CHK_8_six_levels) {
  EXPECT_THAT(paths_of("# 1\n## 2\n### 3\n#### 4\n##### 5\n###### 6\nx"), ElementsAre("/1/2/3/4/5/6"));
}

TEST(markdown_sections, skipped_levels_nest_all_the_same) {
  EXPECT_THAT(paths_of("# A\na\n#### D\nd\n### C\nc"), ElementsAre("/A", "/A/D", "/A/C"));
}

TEST(markdown_sections, a_heading_alone_is_listed_when_it_is_a_leaf) {
  EXPECT_THAT(paths_of("# A\n## B\n## C\n# D"), ElementsAre("/A/B", "/A/C", "/D"));
}

TEST(markdown_sections, know_the_line_of_their_heading) {
  EXPECT_EQ(sections_of("pre\n\n# A\na").back().heading_line, 2);
}

}  // namespace
}  // namespace secondbrain::vault
