// A title is what its owner wrote as one: never a line of code or of a comment, never the marks around it.

#include <gtest/gtest.h>

#include "brain/vault/notes/note.hpp"

namespace secondbrain::vault {
namespace {

std::string title_in(std::string_view text) {
  return parse_note("10_Notes/stem.md", text).title;
}

TEST(note_title, never_comes_from_code) {
  EXPECT_EQ(title_in("```bash\n# install deps\napt\n```\n\nwombat\n"), "stem");
  EXPECT_EQ(title_in("~~~\n# tilde title\n~~~\n\nwombat\n"), "stem");
  EXPECT_EQ(title_in("````\n```\n# still code\n```\n````\n# Real\n"), "Real");
  EXPECT_EQ(title_in("> ```\n> # quoted code\n> ```\n"), "stem");
  EXPECT_EQ(title_in("text\n\n    # indented code\n\nwombat\n"), "stem");
  EXPECT_EQ(title_in("text\n\n\t# indented code\n"), "stem");
  EXPECT_EQ(title_in("```\n# a\n# b\n```\n```\n# c\n```\n\n# Real\n# Other\n"), "Real");
}

// What the note begins with is code as well, though nothing stands above it.
TEST(note_title, never_comes_from_code_or_formulas_at_the_beginning) {
  for (const std::string begin : {"", "\n", "---\ntype: x\n---\n", "---\ntype: x\n---\n\n", "\n \n"}) {
    EXPECT_EQ(title_in(begin + "    # code\n\ntext\n"), "stem") << begin;
    EXPECT_EQ(title_in(begin + "\t# code\n    # more code\n"), "stem") << begin;
    EXPECT_EQ(title_in(begin + "    # code\n\n# Heading\n"), "Heading") << begin;
    EXPECT_EQ(title_in(begin + "   # Heading\n"), "Heading") << begin;
    EXPECT_EQ(title_in(begin + "$$\n# formula\n$$\n"), "stem") << begin;
  }
}

TEST(note_title, never_comes_from_a_comment) {
  EXPECT_EQ(title_in("<!--\n# hidden title\n-->\n\nwombat\n"), "stem");
  EXPECT_EQ(title_in("%%\n# hidden title\n%%\n\nwombat\n"), "stem");
  EXPECT_EQ(title_in("text <!-- one line -->\n# Real\n"), "Real");
  EXPECT_EQ(title_in("<!-- a\n# b\n-->\n# Real\n"), "Real");
}

TEST(note_title, has_no_closing_marks) {
  EXPECT_EQ(title_in("# Hash Title #\n"), "Hash Title");
  EXPECT_EQ(title_in("# Hash Title ####  \n"), "Hash Title");
  EXPECT_EQ(title_in("# On C#\n"), "On C#");
  EXPECT_EQ(title_in("# #tag\n"), "#tag");
}

TEST(note_title, of_several_lines_of_frontmatter_is_one_line) {
  EXPECT_EQ(title_in("---\ntitle: >\n  folded\n  text\n---\n\nwombat\n"), "folded text");
  EXPECT_EQ(title_in("---\ntitle: |\n  kept\n  lines\n---\n"), "kept lines");
  EXPECT_EQ(title_in("---\ntitle: >-\n  folded\n\n  twice\n---\n"), "folded twice");
}

TEST(note_title, that_yaml_takes_for_a_mark_is_what_was_written) {
  EXPECT_EQ(title_in("---\ntitle: !important\n---\n\n# Real\n"), "!important");
  EXPECT_EQ(title_in("---\ntitle: !important thing\n---\n\n# Real\n"), "thing");
  EXPECT_EQ(title_in("---\ntitle: ! quoted\n---\n"), "quoted");
}

}  // namespace
}  // namespace secondbrain::vault
