#include "brain/llm/json_reply.hpp"

#include <gtest/gtest.h>

#include <boost/json/array.hpp>

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
  for (const auto* text : {"", "```", "``````", "Here you are: [1]", "[1] and more", "```json\n[1\n```", "{\"a\":}"}) {
    const auto parsed = parse_json_reply(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().code, errc::corrupt) << text;
  }
}

}  // namespace
}  // namespace secondbrain::llm
