#include "brain/sync/projects/projects_sections.hpp"

#include <gtest/gtest.h>

namespace secondbrain::sync {
namespace {

constexpr std::string_view start = "<!-- AUTO-GENERATED: Do not edit below this line -->\n";
constexpr std::string_view end = "<!-- END AUTO-GENERATED -->\n";

std::string section(std::string_view body) {
  return std::string{"## Open Tasks\n"}.append(start).append(body).append(end);
}

std::string put(std::string_view text, std::string_view body) {
  vault::text_lines lines{text};
  put_section(lines, "## Open Tasks", body);
  return lines.bytes();
}

// PRJ-15
TEST(projects_sections, a_new_one_comes_at_the_end) {
  EXPECT_EQ(put("# Pilot\nMine.", "new\n\n"), "# Pilot\nMine.\n\n" + section("new\n\n"));
  EXPECT_EQ(put("# Pilot\n\n", "new\n\n"), "# Pilot\n\n" + section("new\n\n"));
  EXPECT_EQ(put("", "new\n\n"), section("new\n\n"));
}

// PRJ-16, PRJ-17
TEST(projects_sections, an_old_one_is_replaced_where_it_stands) {
  EXPECT_EQ(put("# Pilot\n" + section("old\nolder\n") + "After.\r\n## Later\n- x\n", "new\n\n"),
            "# Pilot\n" + section("new\n\n") + "After.\r\n## Later\n- x\n");
}

TEST(projects_sections, blank_lines_below_the_heading_stay) {
  auto text = "## Open Tasks\n\n  \n" + std::string{start} + "old\n" + std::string{end};
  EXPECT_EQ(put(text, "new\n"), "## Open Tasks\n\n  \n" + std::string{start} + "new\n" + std::string{end});
}

TEST(projects_sections, the_same_body_changes_no_byte) {
  auto text =
      "# Pilot\n## Open Tasks\r\n<!-- AUTO-GENERATED: Do not edit below this line -->\r\nnew\r\n\r\n"
      "<!-- END AUTO-GENERATED -->";
  EXPECT_EQ(put(text, "new\n\n"), text);
}

TEST(projects_sections, a_heading_of_a_persons_own_stays_a_persons_own) {
  EXPECT_EQ(put("## Open Tasks\nMine.\n", "new\n"), "## Open Tasks\nMine.\n\n" + section("new\n"));
  vault::text_lines lines{"## Open Tasks\nMine.\n"};
  EXPECT_FALSE(has_section(lines, "## Open Tasks"));
}

TEST(projects_sections, a_lost_end_marker_takes_no_text_of_a_person_along) {
  auto broken = "## Open Tasks\n" + std::string{start} + "old\nMine.\n## Mine too\ntext\n\n";
  auto once = put(broken, "new\n");
  EXPECT_EQ(once, broken + section("new\n"));
  EXPECT_EQ(put(once, "newer\n"), broken + section("newer\n"));
}

/// What a person shows or puts aside that looks like a section.
std::string example() {
  return section("keep me\n");
}

TEST(projects_sections, an_example_in_code_or_a_comment_is_no_section) {
  for (auto& [before, after] : {std::pair{"```md\n", "```\n"},
                                {"~~~~\n", "~~~~\n"},
                                {"%%\n", "%%\n"},
                                {"<!--\n", "-->\n"},
                                {"%% put aside\n\n", "\nuntil here %%\n"}}) {
    auto text = "# Pilot\n\n" + std::string{before} + example() + after + "\nMine.\n";
    vault::text_lines lines{text};
    EXPECT_FALSE(has_section(lines, "## Open Tasks")) << text;
    auto once = put(text, "new\n");
    EXPECT_EQ(once, text + "\n" + section("new\n"));
    EXPECT_EQ(put(once, "newer\n"), text + "\n" + section("newer\n"));
  }
}

TEST(projects_sections, an_example_in_indented_code_is_no_section) {
  const std::string text =
      "# Pilot\n\n    ## Open Tasks\n    <!-- AUTO-GENERATED: Do not edit below this line -->\n    keep me\n"
      "    <!-- END AUTO-GENERATED -->\n";
  EXPECT_EQ(put(text, "new\n"), text + "\n" + section("new\n"));
}

TEST(projects_sections, the_section_behind_an_example_is_the_one_that_is_replaced) {
  auto text = "```md\n" + example() + "```\n\n" + section("old\n") + "After.\n";
  EXPECT_EQ(put(text, "new\n"), "```md\n" + example() + "```\n\n" + section("new\n") + "After.\n");
}

TEST(projects_sections, what_the_note_leaves_open_is_closed_first) {
  for (auto& [opening, closing] : {std::pair{"```md\n", "```\n"}, {"%%\n", "%%\n"}, {"<!--\n", "-->\n"}}) {
    for (auto& within : {std::string{"x = 1\n"}, example()}) {
      auto text = "# Pilot\n" + std::string{opening} + within;
      auto once = put(text, "new\n");
      EXPECT_EQ(once, text + closing + "\n" + section("new\n"));
      EXPECT_EQ(put(once, "newer\n"), text + closing + "\n" + section("newer\n"));
    }
  }
}

TEST(projects_sections, the_markers_close_no_comment_of_another) {
  const std::string text = "- <!-- later\n\nMine.\n";
  auto once = put(text, "- <!-- seen\n\n");
  EXPECT_EQ(put(once, "new\n"), text + "\n" + section("new\n"));
}

}  // namespace
}  // namespace secondbrain::sync
