#include "stores/unread_parts.hpp"

#include <gtest/gtest.h>

#include <string>

namespace secondbrain::stores {
namespace {

/// What is left to read.
std::string unread_in(std::string_view text) {
  std::string kept;
  std::size_t at = 0;
  for (auto part = next_unread_part(text, 0); at < text.size(); part = next_unread_part(text, part.end)) {
    kept += text.substr(at, part.begin - at);
    at = part.end;
  }
  return kept;
}

TEST(unread_parts, are_the_targets_of_links) {
  EXPECT_EQ(unread_in("see [the docs](https://example.org/a_(b)?q=1) and"), "see [the docs]() and");
  EXPECT_EQ(unread_in("![photo](img/IMG_01.png)[b](c)"), "![photo]()[b]()");
  EXPECT_EQ(unread_in("[a](b \"Title\") c"), "[a]( \"Title\") c");
  EXPECT_EQ(unread_in("[a](<my file.md>) c"), "[a]() c");
}

TEST(unread_parts, are_the_attributes_of_html) {
  EXPECT_EQ(unread_in("<a href=\"x\" class='y'>Text</a>"), "<a>Text</a>");
  EXPECT_EQ(unread_in("<img\nsrc=\"x\"/> b"), "<img> b");
}

TEST(unread_parts, are_nothing_else) {
  for (const auto* text : {"", "]", "[a] (b)", "[x](", "[x](a\nb)", "[[Note|alias]]", "std::vector<Widget> a = b > c",
                           "<", "a < b and c = d > e", "<https://example.org>", "<div>", "- [ ] task (later)", "[ ]()"})
    EXPECT_EQ(unread_in(text), text);
}

TEST(unread_parts, are_bounded) {
  std::string links;
  for (int i = 0; i < 50'000; ++i) links += "](";
  EXPECT_EQ(unread_in(links), links);
  EXPECT_EQ(unread_in(std::string(100'000, '[') + std::string(100'000, ']')).size(), 200'000u);
  EXPECT_EQ(unread_in([] {
              std::string open;
              for (int i = 0; i < 20'000; ++i) open += "<a b ";
              return open;
            }())
                .size(),
            100'000u);
}

}  // namespace
}  // namespace secondbrain::stores
