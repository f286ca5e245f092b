#include "brain/answers/follow_up.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/brain/answers/example_passages.hpp"

namespace secondbrain::answers {
namespace {

using testing::Eq;
using testing::HasSubstr;
using testing::Not;
using testing::Optional;

std::vector<chat_message> after(const std::string& question) {
  return {{"user", question}, {"assistant", "Feed the starter daily [1]."}};
}

struct asked_later {
  std::string before;
  std::string question;
};

class follow_up_question : public testing::TestWithParam<asked_later> {};

TEST_P(follow_up_question, is_searched_for_with_the_one_before) {
  const auto& [before, question] = GetParam();
  EXPECT_THAT(question_in_context(question, after(before)), Optional(before + ' ' + question));
}

const std::string starter = "How do I feed the sourdough starter?";
const std::string compost = "Wann wende ich den Kompost im Garten?";
INSTANTIATE_TEST_SUITE_P(, follow_up_question,
                         testing::Values(asked_later{starter, "and how often?"}, asked_later{starter, "How often?"},
                                         asked_later{starter, "why"}, asked_later{starter, "And in a cold kitchen?"},
                                         asked_later{starter, "How long can it stay in the fridge?"},
                                         asked_later{starter, "Who told me that?"},
                                         asked_later{starter, "What about them?"}, asked_later{compost, "und wie oft?"},
                                         asked_later{compost, "Und im Winter?"},
                                         asked_later{compost, "Was brauche ich dafür?"},
                                         asked_later{"Comment nourrir le levain ?", "et combien de fois ?"},
                                         asked_later{"¿Cuándo se poda el rosal del jardín?", "¿Y con qué?"},
                                         asked_later{"Quando poto le rose del giardino?", "E con che cosa?"},
                                         asked_later{"Quando devo podar as roseiras?", "E com quê?"},
                                         asked_later{"Wanneer snoei ik de rozen?", "En hoe vaak?"},
                                         // The first question sounds like one that goes on, and there is none before.
                                         asked_later{"Who is my dentist?", "and how much does it cost?"},
                                         asked_later{"Who twisted her ankle?", "why did she fall?"},
                                         asked_later{"What about the guppies?", "and where?"},
                                         asked_later{"Did it rain on the hike?", "tell me more about it"},
                                         asked_later{"Wo ist das Boot?", "und wie alt?"},
                                         asked_later{"¿Cuándo es la cita?", "¿y dónde?"}));

TEST(follow_up, does_not_require_what_was_quoted_before) {
  EXPECT_THAT(question_in_context("and how often \"by hand\"?", after("Who said “feed the starter”?")),
              Optional(std::string{"Who said feed the starter? and how often \"by hand\"?"}));
}

class question_of_its_own : public testing::TestWithParam<asked_later> {};

TEST_P(question_of_its_own, stays_as_it_is) {
  const auto& [before, question] = GetParam();
  EXPECT_THAT(question_in_context(question, after(before)), Eq(std::nullopt));
}

INSTANTIATE_TEST_SUITE_P(, question_of_its_own,
                         testing::Values(asked_later{starter, "When do I turn the compost heap?"},
                                         asked_later{starter, "compost"}, asked_later{starter, "rye flour prices"},
                                         asked_later{starter, "Which notes that mention Anna hold tax numbers?"},
                                         asked_later{starter, "Is it true that roses need pruning in early March?"},
                                         asked_later{compost, "Welche Rosen schneide ich im März?"},
                                         asked_later{starter, ""}, asked_later{starter, "?!"}));

TEST(follow_up, goes_back_to_the_question_that_says_what_it_is_about) {
  auto history = after(starter);
  history.push_back({"user", "and how often?"});
  history.push_back({"assistant", "Daily."});
  EXPECT_THAT(question_in_context("and in winter?", history), Optional(starter + " and in winter?"));
}

TEST(follow_up, without_a_question_before_there_is_nothing_to_add) {
  EXPECT_EQ(question_in_context("and how often?", {}), std::nullopt);
  EXPECT_EQ(question_in_context("and how often?", after("why?")), std::nullopt);
}

TEST(follow_up, of_a_very_long_question_the_beginning_is_added) {
  const auto found = question_in_context("and how often?", after("compost " + std::string(20'000, 'x')));
  ASSERT_TRUE(found);
  EXPECT_LT(found->size(), 600U);
}

TEST(follow_up, a_model_is_shown_the_conversation_as_data) {
  const auto request = rewriting_request("and how often?", after(starter));
  EXPECT_EQ(request.use, llm::purpose::chat_rewrite);
  EXPECT_THAT(request.messages.at(0).content, HasSubstr(starter));
  EXPECT_THAT(request.messages.at(0).content, HasSubstr("and how often?"));
  EXPECT_THAT(request.messages.at(0).content, HasSubstr("<data-"));
}

TEST(follow_up, one_line_of_a_model_is_taken_and_nothing_else) {
  scripted_model model;
  const auto said = [&](const std::string& text) {
    model.pieces = {text};
    return rewritten_question(model, rewriting_request("and how often?", after(starter)), {});
  };
  EXPECT_THAT(said(" How often do I feed the starter?\n"), Optional(std::string{"How often do I feed the starter?"}));
  EXPECT_THAT(said("\"How often do I feed it?\""), Optional(std::string{"How often do I feed it?"}));
  EXPECT_EQ(said(""), std::nullopt);
  EXPECT_EQ(said("Here it is:\nHow often?"), std::nullopt);
  EXPECT_EQ(said(std::string(2'000, 'x')), std::nullopt);
  model.trouble = error{errc::timeout, "it took too long"};
  EXPECT_EQ(said("How often"), std::nullopt);
}

}  // namespace
}  // namespace secondbrain::answers
