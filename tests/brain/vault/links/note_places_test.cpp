#include "brain/vault/links/note_places.hpp"

#include <gtest/gtest.h>

namespace secondbrain::vault {
namespace {

chunk passage(std::vector<std::string> headings, int line, std::string text) {
  chunk one;
  one.heading_path = std::move(headings);
  one.line = line;
  one.text = std::move(text);
  return one;
}

class note_places_test : public testing::Test {
 protected:
  note_places places_{{passage({}, 1, "before ^first\nall"), passage({"Goals"}, 5, "a"),
                       passage({"Goals", "Next: what?"}, 8, "b\nc ^q-1\nd"), passage({"Plans"}, 12, "e"),
                       passage({"Plans", "Next: what?"}, 15, "x^2 ^no_name ^\n^Alone")}};
};

TEST_F(note_places_test, headings_are_found_by_their_text_or_their_path) {
  EXPECT_EQ(places_.line_of("Goals"), 5);
  EXPECT_EQ(places_.line_of("goals"), 5);
  EXPECT_EQ(places_.line_of("Next what"), 8) << "punctuation does not count, the first of several is meant";
  EXPECT_EQ(places_.line_of("Plans#Next: what?"), 15);
  EXPECT_EQ(places_.line_of("Goals#Plans"), std::nullopt);
  EXPECT_EQ(places_.line_of("Nowhere"), std::nullopt);
  EXPECT_EQ(places_.line_of("#"), std::nullopt);
}

TEST_F(note_places_test, blocks_are_found_by_their_names) {
  EXPECT_EQ(places_.line_of("^q-1"), 9);
  EXPECT_EQ(places_.line_of("^first"), 1);
  EXPECT_EQ(places_.line_of("^alone"), 16);
  EXPECT_EQ(places_.line_of("^2"), std::nullopt);
  EXPECT_EQ(places_.line_of("^no_name"), std::nullopt);
}

}  // namespace
}  // namespace secondbrain::vault
