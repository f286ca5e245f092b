#include "brain/vault/links/link_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace secondbrain::vault {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

/// "line kind target#subpath|shown"
std::vector<std::string> links(std::string_view text) {
  std::vector<std::string> found;
  for (const auto& [link, begin, end] : read_links(text).links) {
    auto one = std::to_string(link.line) + " " + std::string{to_string(link.kind)} + " " + link.target;
    if (!link.subpath.empty()) one += "#" + link.subpath;
    if (!link.shown.empty()) one += "|" + link.shown;
    found.push_back(std::move(one));
  }
  return found;
}

std::vector<std::string> targets(std::string_view text) {
  std::vector<std::string> found;
  for (const auto& each : read_links(text).links) found.push_back(each.link.target);
  return found;
}

TEST(link_reader, reads_wikilinks_with_their_parts) {
  EXPECT_THAT(links("see [[Note]]."), ElementsAre("1 wikilink Note"));
  EXPECT_THAT(links("a\n\n[[A|shown]] ![[B#Part|100]]\n[[C#H1#H2]] [[D#^id]] [[#Here]]"),
              ElementsAre("3 wikilink A|shown", "3 embed B#Part|100", "4 wikilink C#H1#H2", "4 wikilink D#^id",
                          "4 wikilink #Here"));
  EXPECT_THAT(links("[[ A ]] [[B | x ]] [[10_Notes/C.md]] [[A long name]] [[D|]]"),
              ElementsAre("1 wikilink A", "1 wikilink B|x", "1 wikilink 10_Notes/C.md", "1 wikilink A long name",
                          "1 wikilink D"));
}

TEST(link_reader, brackets_that_make_no_link_are_text) {
  EXPECT_THAT(links(""), IsEmpty());
  EXPECT_THAT(links("no links, [one]( [only]"), IsEmpty());
  EXPECT_THAT(links("[[]] [[ ]] [[|x]] [[A] [x] [[two\nlines]] \\[[no]]"), IsEmpty());
  EXPECT_THAT(targets("[[Sq]uare]] [[A] and [[B]] [[[C]]] [[D [[E]]"), ElementsAre("Sq]uare", "B", "C", "E"));
}

TEST(link_reader, reads_markdown_links_into_the_vault) {
  EXPECT_THAT(links("[t](Plan.md) ![p](img/a%20b.png) [u](<My plan.md> \"title\") [v](T.md#Part) [w](#Here)"),
              ElementsAre("1 markdown Plan.md|t", "1 embed img/a b.png|p", "1 markdown My plan.md|u",
                          "1 markdown T.md#Part|v", "1 markdown #Here|w"));
  EXPECT_THAT(targets("[a](x_(y).md) [b](x\\)y.md) [c [d] e](f.md) [![alt](pic.png)](target.md)"),
              ElementsAre("x_(y).md", "x)y.md", "f.md", "pic.png", "target.md"));
  EXPECT_THAT(links("[a](https://x.org) [b](mailto:a@b.c) [c](obsidian://open) [d](My plan.md) [e]() [f](//host/x)"),
              IsEmpty());
  EXPECT_THAT(targets("[50 %](50%25.md) [bad](a%zz.md) [bad](a%ff.md)"), ElementsAre("50%.md", "a%zz.md", "a%ff.md"));
}

TEST(link_reader, the_text_of_a_link_may_go_over_lines) {
  EXPECT_THAT(links("A [text that is\nwrapped](Plan.md)"), ElementsAre("1 markdown Plan.md"));
  EXPECT_THAT(links("A [text\n\nof](Plan.md)"), IsEmpty()) << "another paragraph";
}

TEST(link_reader, in_tables_the_bar_is_escaped) {
  EXPECT_THAT(links("| a | b |\n|---|---|\n| x | [[Tabled\\|shown]] |\n| ![[pic.png\\|100]] | [[N#H\\|t]] |"),
              ElementsAre("3 wikilink Tabled|shown", "4 embed pic.png|100", "4 wikilink N#H|t"));
}

TEST(link_reader, what_stands_in_code_or_comments_is_no_link) {
  for (const auto* text :
       {"~~~\n[[A]]\n~~~\n[[B]]", "```\n[[A]] [a](A.md)\n```\n[[B]]", "````\n```\n[[A]]\n```\n````\n[[B]]",
        "text\n\n    [[A]]\n\n[[B]]", "> ```\n> [[A]]\n> ```\n\n[[B]]", "`[[A]]` [[B]]", "`` `[[A]]` `` [[B]]",
        "<!-- [[A]] --> [[B]]", "<!--\n[[A]]\n-->\n\n[[B]]", "%% [[A]] %% [[B]]", "%%\n[[A]]\n%%\n\n[[B]]",
        "text %% [[A]]\n[[A]] %%\n\n[[B]]", "- item\n  ```\n  [[A]]\n  ```\n- [[B]]", "[[x `]]` [[B]]"})
    EXPECT_THAT(targets(text), ElementsAre("B")) << text;
  EXPECT_THAT(targets("`code` then [[A]], 100 %% of [[B]] and <!- [[C]]"), ElementsAre("A", "B", "C"));
  EXPECT_THAT(targets("> [!note] [[A]]\n> - [ ] [[B]]\n\n1. [[C]]"), ElementsAre("A", "B", "C"));
}

TEST(link_reader, properties_are_links_as_whole_texts_in_quotes) {
  EXPECT_THAT(links("---\nup: \"[[Home]]\"\nall:\n  - '[[A|x]]'\n  - \"[[B]]\"\nflow: [\"[[C]]\", \"[[D]]\"]\n"
                    "no: [[E]]\n# \"[[F]]\"\nalso no: \"see [[G]]\"\n---\n[[H]]"),
              ElementsAre("2 wikilink Home", "4 wikilink A|x", "5 wikilink B", "6 wikilink C", "6 wikilink D",
                          "11 wikilink H"));
  EXPECT_EQ(read_links("---\nup: \"[[Home]]\"\n---\n").links[0].link.within, "up: \"[[Home]]\"");
}

TEST(link_reader, a_link_in_a_heading_keeps_its_line) {
  const auto found = read_links("text [[A]]\n\n## See [[B]] and [c](C.md) ##\n\n#tag [[D]]\n").links;
  ASSERT_EQ(found.size(), 4U);
  EXPECT_EQ(found[0].link.within, "");
  EXPECT_EQ(found[1].link.within, "## See [[B]] and [c](C.md) ##");
  EXPECT_EQ(found[2].link.within, "## See [[B]] and [c](C.md) ##");
  EXPECT_EQ(found[3].link.within, "");
}

TEST(link_reader, says_where_a_link_stands) {
  const std::string text = "é [[A]]\n> b ![[C|d]] and [x](y.md)";
  std::vector<std::string> spans;
  for (const auto& [link, begin, end] : read_links(text).links) spans.push_back(text.substr(begin, end - begin));
  EXPECT_THAT(spans, ElementsAre("[[A]]", "[[C|d]]", "[x](y.md)"));
}

TEST(link_reader, a_list_that_a_program_made_is_bounded) {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "[[x]]\n";
  const auto found = read_links(text);
  EXPECT_THAT(found.links, SizeIs(most_links_of_a_note));
  EXPECT_EQ(found.left_out, 100'000 - most_links_of_a_note);
}

// Millions of them would need forty times the memory of the text.
TEST(link_reader, of_brackets_that_stay_open_the_nearest_count) {
  const std::string open(10'000, '[');
  const auto found = read_links(open + "x](y.md) and ![z](w.png)").links;
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(found[0].link.target, "y.md");
  EXPECT_EQ(found[0].link.shown, "x");
  EXPECT_EQ(found[0].begin, open.size() - 1);
  EXPECT_EQ(found[1].link.kind, link_kind::embed);
}

// Each would take minutes if a mark were searched for again and again.
TEST(link_reader, lines_of_nothing_but_marks_are_read_in_one_go) {
  constexpr int many = 50'000;
  for (std::string_view mark :
       {"[[", "]]", "[", "](", "[](", "`", "`` ", "<!--", "%%", "[[a|", "\\", "[x](<", "[x](a \""}) {
    std::string text;
    for (int i = 0; i < many; ++i) text += mark;
    for (const auto* end : {"]]", ")]]"}) EXPECT_LE(read_links(text + end).links.size(), 1U) << mark;
  }
}

}  // namespace
}  // namespace secondbrain::vault
