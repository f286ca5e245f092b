#include "brain/vault/links/mention_finder.hpp"

#include <gtest/gtest.h>

#include "brain/vault/links/line_excerpt.hpp"

namespace secondbrain::vault {
namespace {

std::string found(const std::vector<std::string>& names, std::string_view text) {
  const auto mention = mention_finder{names}.find(text);
  return mention ? std::to_string(mention->line) + " " + mention->name + ": " + mention->text : "none";
}

TEST(mention_finder, finds_the_words_of_a_name_in_their_order) {
  EXPECT_EQ(found({"Compost heap"}, "# A\n\n  The COMPOST  heap, turned."),
            "2 Compost heap: The COMPOST  heap, turned.");
  EXPECT_EQ(found({"Plan", "The Route"}, "planning, but the route."), "0 The Route: planning, but the route.");
  EXPECT_EQ(found({"C++"}, "C and C# but c++"), "0 C++: C and C# but c++");
  EXPECT_EQ(found({"日記"}, "これは日記です"), "0 日記: これは日記です");
  EXPECT_EQ(found({"Compost heap"}, "heap of compost"), "none");
  EXPECT_EQ(found({"…", ""}, "… nothing"), "none");
}

TEST(mention_finder, links_code_and_comments_are_no_mentions) {
  for (const auto* text : {"[[Compost]]", "see [[Other|Compost]]", "[Compost](Other.md)", "```\nCompost\n```",
                           "<!-- Compost -->", "![[Compost#Heap]]"})
    EXPECT_EQ(found({"Compost"}, text), "none") << text;
  EXPECT_EQ(found({"Compost"}, "[[Compost]] and compost"), "0 Compost: [[Compost]] and compost");
}

TEST(mention_finder, of_a_long_line_the_part_around_is_shown) {
  const auto text = std::string(5000, 'x') + " ärger Compost " + std::string(5000, 'y');
  const auto mention = mention_finder{{"compost"}}.find(text);
  ASSERT_TRUE(mention);
  EXPECT_NE(mention->text.find(" ärger Compost "), std::string::npos);
  EXPECT_TRUE(mention->text.starts_with("…") && mention->text.ends_with("…")) << mention->text;
  EXPECT_LE(mention->text.size(), 2 * longest_excerpt);
}

TEST(line_excerpt, cuts_between_letters) {
  std::string line;
  for (int i = 0; i < 1000; ++i) line += "ä";
  for (std::size_t at : {0UL, 2UL, 500UL, 1998UL, 5000UL}) {
    const auto shown = line_excerpt("  " + line, at);
    EXPECT_TRUE(shown.starts_with("ä") || shown.starts_with("…")) << at;
  }
  EXPECT_EQ(line_excerpt("  short ", 3), "short");
}

}  // namespace
}  // namespace secondbrain::vault
