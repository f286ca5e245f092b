#include "brain/llm/json_reply.hpp"

#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <string>

namespace secondbrain::llm {
namespace {

TEST(parse_json_reply_test, takes_a_code_fence_away) {
  const boost::json::value expected = boost::json::array{1, "a"};
  for (const auto* text : {"[1,\"a\"]", "  \n[1, \"a\"]\n", "```json\n[1,\"a\"]\n```", "```\n[1,\n\"a\"]\n```  \n",
                           "```json\n[1,\"a\"]", "```json\r\n[1,\"a\"]\r\n```"}) {
    const auto parsed = parse_json_reply(text);
    ASSERT_TRUE(parsed) << text;
    EXPECT_EQ(*parsed, expected) << text;
  }
}

TEST(parse_json_reply_test, says_what_is_no_json) {
  for (const auto* text : {"", "```", "``````", "Here you are: nothing", "```json\n[1\n```", "{\"a\":}",
                           "{note} or {task}", "<think>[1]</think>", "[[[[[[[["}) {
    const auto parsed = parse_json_reply(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().code, errc::corrupt) << text;
  }
}

TEST(parse_json_reply_test, finds_it_among_sentences_and_after_thoughts) {
  const auto* json = R"({"note_type":"note","title":"Contract","tags":[],"tasks":[]})";
  const auto expected = boost::json::parse(json);
  const std::string object{json};
  for (const auto& text :
       {object, "```json\n" + object + "\n```", "Here is the JSON:\n\n" + object,
        "Sure! Here it is:\n```json\n" + object + "\n```\n", object + "\n\nLet me know if you need more.",
        "<think>\nIt mentions Ann, so {note} or {task}.\n</think>\n\n" + object,
        "It mentions Ann, so {note}.\n</think>\n" + object, "Of the types [1] and [2]: " + object,
        "{note} it is: " + object + " (see [1])"}) {
    const auto parsed = parse_json_reply(text);
    ASSERT_TRUE(parsed) << text;
    EXPECT_EQ(*parsed, expected) << text;
  }
}

TEST(parse_json_reply_test, brackets_that_begin_nothing_cost_little) {
  EXPECT_FALSE(parse_json_reply(std::string(100'000, '[')));
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "{\"a\":\"";
  EXPECT_FALSE(parse_json_reply(text));
}

}  // namespace
}  // namespace secondbrain::llm
