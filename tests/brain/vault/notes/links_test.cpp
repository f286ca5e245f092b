#include "brain/vault/notes/links.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace secondbrain::vault {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Contract: vault §3.4, tests B2.

TEST(links, LNK_1_simple) {
  EXPECT_THAT(wiki_links("see [[Note]]."), ElementsAre("Note"));
}

TEST(links, LNK_2_alias_dropped) {
  EXPECT_THAT(wiki_links("[[Note|shown]]"), ElementsAre("Note"));
}

TEST(links, LNK_3_heading_dropped) {
  EXPECT_THAT(wiki_links("[[Note#Part]]"), ElementsAre("Note"));
}

TEST(links, LNK_4_heading_and_alias_dropped) {
  EXPECT_THAT(wiki_links("[[Note#Part|shown]]"), ElementsAre("Note"));
}

TEST(links, LNK_5_in_order) {
  EXPECT_THAT(wiki_links("[[C]] [[A]]\n[[B]]"), ElementsAre("C", "A", "B"));
}

TEST(links, LNK_6_each_once) {
  EXPECT_THAT(wiki_links("[[A]] [[B]] [[A|again]]"), ElementsAre("A", "B"));
}

TEST(links, LNK_7_LNK_8_none) {
  EXPECT_THAT(wiki_links("no links, [one](bracket) [only]"), IsEmpty());
  EXPECT_THAT(wiki_links(""), IsEmpty());
}

TEST(links, LNK_9_not_in_inline_code) {
  EXPECT_THAT(wiki_links("`[[A]]` and `x [[B]]`"), IsEmpty());
}

TEST(links, LNK_10_not_in_fences) {
  EXPECT_THAT(wiki_links("```\n[[A]]\n```\n[[B]]"), ElementsAre("B"));
}

TEST(links, LNK_11_after_inline_code) {
  EXPECT_THAT(wiki_links("`code` then [[A]]"), ElementsAre("A"));
}

TEST(links, LNK_12_mixed_forms) {
  EXPECT_THAT(wiki_links("[[A]] [[ B |x]] [[C#h|y]] [[D^b]] ![[i.png]]"), ElementsAre("A", "B", "C", "D^b", "i.png"));
}

TEST(links, LNK_13_spaces_kept) {
  EXPECT_THAT(wiki_links("[[A long name]]"), ElementsAre("A long name"));
}

TEST(links, keep_folders_and_line_breaks) {
  EXPECT_THAT(wiki_links("[[10_Notes/A]] [[two\nlines]]"), ElementsAre("10_Notes/A", "two\nlines"));
}

TEST(links, need_a_target_and_a_whole_suffix) {
  EXPECT_THAT(wiki_links("[[]] [[ ]] [[|x]] [[#h]] [[A|]] [[A]"), IsEmpty());
  EXPECT_THAT(wiki_links("[[A] [[B]]"), ElementsAre("B"));
}

TEST(links, read_brackets_as_the_reference_does) {
  EXPECT_THAT(wiki_links("[[[A]]]"), ElementsAre("[A"));
  EXPECT_THAT(wiki_links("[[A [[B]]"), ElementsAre("A [[B"));
}

TEST(links, take_linear_time_on_brackets_without_end) {
  std::string open(1'000'000, '[');
  EXPECT_THAT(wiki_links(open + "A]]"), testing::SizeIs(1));
  std::string suffixes;
  for (int i = 0; i < 200'000; ++i) suffixes += "[[a|";
  EXPECT_THAT(wiki_links(suffixes + "]"), IsEmpty());
}

}  // namespace
}  // namespace secondbrain::vault
