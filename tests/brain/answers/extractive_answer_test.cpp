#include "brain/answers/extractive_answer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "brain/answers/quotes.hpp"
#include "tests/brain/answers/example_passages.hpp"

namespace secondbrain::answers {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::string extract(const std::string& query, const std::string& text) {
  return extractive_answer("Why.", query, {example_passage("A.md", text)}).at(1);
}

TEST(extractive_answer, quotes_title_headings_and_text_behind_its_introduction) {
  auto passage = example_passage("Sourdough.md", "Bread is old. Feed the starter daily. Bake it.");
  passage.piece.heading_path = {"Starter", "Care"};
  EXPECT_THAT(
      extractive_answer("No model. These match best.", "When to feed the starter?", {passage}),
      ElementsAre("No model. These match best.", "**Sourdough > Starter > Care** [1]\n> Feed the starter daily."));
}

TEST(extractive_answer, tells_a_title_once_that_is_also_the_first_heading) {
  auto passage = example_passage("Sourdough.md", "Feed it.");
  passage.piece.heading_path = {"Sourdough", "Care"};
  EXPECT_THAT(extractive_answer("Why.", "feed", {passage}).back(), HasSubstr("**Sourdough > Care** [1]"));
}

TEST(extractive_answer, takes_the_two_sentences_with_most_of_the_words_in_their_order) {
  EXPECT_EQ(extract("compost heap spring", "The heap. Nothing. Turn the compost heap in spring.\n- compost, spring"),
            "**A** [1]\n> Turn the compost heap in spring.\n>\n> - compost, spring");
}

TEST(extractive_answer, takes_the_first_sentence_when_no_word_occurs) {
  EXPECT_EQ(extract("zebra", "One thing. Another."), "**A** [1]\n> One thing.");
}

TEST(extractive_answer, shortens_what_has_no_end) {
  std::string endless;
  for (int i = 0; i < 500; ++i) endless += "word ";
  const auto text = extract("target", endless + "target " + endless);
  EXPECT_THAT(text, HasSubstr("target"));
  EXPECT_LT(text.size(), 500U);
}

TEST(extractive_answer, quotes_five_passages_at_most) {
  const std::vector<ranked_passage> many(9, example_passage("A.md", "text"));
  EXPECT_EQ(extractive_answer("Why.", "text", many).size(), 6U);
}

TEST(extractive_answer, a_passage_without_words_is_named) {
  EXPECT_EQ(extract("q", ""), "**A** [1]");
}

TEST(extractive_answer, quotes_word_for_word) {
  const auto passage =
      example_passage("A.md", "Turn the *big* heap in spring. Then wait\nfor the [[Worms]] to come back.");
  std::string answer;
  for (const auto& paragraph : extractive_answer("Why.", "heap worms", {passage})) answer += paragraph + "\n\n";
  const auto quotes = check_quotes(answer, {passage});
  EXPECT_EQ(quotes.size(), 2U);
  for (const auto& quote : quotes) EXPECT_EQ(quote.citation, 0) << quote.text;
}

}  // namespace
}  // namespace secondbrain::answers
