#include "cli/display/sending_words.hpp"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "base/record_json.hpp"

namespace secondbrain::cli {
namespace {

std::string words(const std::string& answer, const std::string& allowed, const std::string& by = "page") {
  return sending_in_words(
      from_json<sending_status>(boost::json::parse(R"({"answer":")" + answer + R"(","by":")" + by + R"(","allowed":)" +
                                                   allowed + R"(,"recipients":[{"title":"Anthropic","model":"m"}]})")
                                    .as_object()));
}

TEST(sending_words, say_what_goes_to_whom) {
  EXPECT_EQ(words("given", R"(["anthropic"])"), "Notes and captures go to Anthropic (m) without a question.");
  EXPECT_EQ(words("given", R"(["anthropic"])", "setting"),
            "Notes and captures go to Anthropic (m) without a question (SECONDBRAIN_SEND_NOTES).");
  EXPECT_EQ(words("refused", "[]"), "Nothing is sent to Anthropic (m) without a question.");
}

TEST(sending_words, of_no_answer_say_where_to_give_one) {
  const auto expected =
      "Nothing is sent to Anthropic (m) without a question until you allow it: "
      "`secondbrain vault sending`.";
  EXPECT_EQ(words("unanswered", "[]"), expected);
  EXPECT_EQ(words("given", "[]"), expected) << "the yes was for another provider";
}

TEST(sending_words, without_a_paid_model_say_so) {
  EXPECT_EQ(sending_in_words(sending_status{}),
            "No paid language model is set up, so no note is sent to one without a question.");
}

TEST(sending_words, without_a_server_go_by_what_was_said) {
  EXPECT_EQ(sending_in_words(permission{}), "Nothing is sent to a paid language model without a question.");
  permission decision;
  decision.answer = consent::given;
  decision.by = consent_source::page;
  EXPECT_EQ(sending_in_words(decision), "Notes and captures may be sent to a paid language model without a question.");
}

}  // namespace
}  // namespace secondbrain::cli
