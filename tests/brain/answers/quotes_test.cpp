#include "brain/answers/quotes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/brain/answers/example_passages.hpp"

namespace secondbrain::answers {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class quotes : public testing::Test {
 protected:
  std::vector<int> citations_in(const std::string& answer) const {
    std::vector<int> found;
    for (const auto& quote : check_quotes(answer, passages_)) found.push_back(quote.citation);
    return found;
  }

  std::vector<ranked_passage> passages_{
      example_passage("A.md", "Feed the **starter** daily,\nwith _rye flour_ and warm water. Keep it warm."),
      example_passage("B.md", "Übermut tut selten gut. He said: “Turn the heap in spring.” It is 5° outside.")};
};

TEST_F(quotes, are_found_in_the_passage_they_are_from) {
  EXPECT_THAT(citations_in("It says \"Keep it warm. Feed\"? No: \"Feed the starter daily, with rye flour\" [1]."),
              ElementsAre(-1, 0));
  EXPECT_THAT(citations_in("See \"Turn the heap in spring.\" [2]"), ElementsAre(1));
}

TEST_F(quotes, may_use_any_double_marks) {
  EXPECT_THAT(citations_in("“feed the starter daily” „Feed the starter daily“ «Feed the starter daily»"),
              ElementsAre(0, 0, 0));
}

TEST_F(quotes, may_differ_in_white_space_case_emphasis_and_punctuation_at_the_ends) {
  EXPECT_THAT(citations_in("\"FEED THE   STARTER DAILY!\""), ElementsAre(0));
  EXPECT_THAT(citations_in("\"übermut TUT *selten* gut,\""), ElementsAre(1));
  EXPECT_THAT(citations_in("\"he said: \u2018Turn the heap\u2019\""), ElementsAre(-1));  // other marks, other meaning
}

TEST_F(quotes, may_leave_something_out) {
  EXPECT_THAT(citations_in("\"Feed the starter … Keep it warm.\""), ElementsAre(0));
  EXPECT_THAT(citations_in("\"Feed the starter [...] warm water\""), ElementsAre(0));
  EXPECT_THAT(citations_in("\"Keep it warm ... feed the starter\""), ElementsAre(-1));
  EXPECT_THAT(citations_in("\"Feed the starter … Turn the heap\""), ElementsAre(-1));
}

TEST_F(quotes, that_are_made_up_are_found_nowhere) {
  EXPECT_THAT(citations_in("\"Feed the starter weekly with rye\""), ElementsAre(-1));
  EXPECT_THAT(citations_in("\"It is 6° outside today\""), ElementsAre(-1));
  EXPECT_EQ(check_quotes("He wrote \"All that glitters is gold\".", {}).at(0).text, "All that glitters is gold");
}

TEST_F(quotes, in_blocks_are_quotations) {
  EXPECT_THAT(
      citations_in("It says:\n\n> Feed the starter daily,\n> with rye flour [1]\n\nand\n> Bake it for an hour."),
      ElementsAre(0, -1));
  EXPECT_THAT(citations_in("> Feed the starter daily\n>\n> Turn the heap in spring"), ElementsAre(0, 1));
}

TEST_F(quotes, of_less_than_four_words_are_names_or_terms) {
  EXPECT_THAT(citations_in("The \"rye flour mix\" is called \"Baking\"."), IsEmpty());
}

TEST_F(quotes, inches_and_unclosed_marks_open_nothing) {
  EXPECT_THAT(citations_in("A 5\" nail and a 6\" nail are not the same thing"), IsEmpty());
  EXPECT_THAT(citations_in("An \"unclosed mark in one paragraph\n\nand \"Feed the starter daily\" in another"),
              ElementsAre(0));
}

}  // namespace
}  // namespace secondbrain::answers
