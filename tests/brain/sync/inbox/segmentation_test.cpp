#include "brain/sync/inbox/segmentation.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "brain/llm/quoted_data.hpp"

namespace secondbrain::sync {
namespace {

std::vector<std::string> segments(std::string_view json) {
  return read_segments(boost::json::parse(json), "the whole");
}

using texts = std::vector<std::string>;

TEST(segmentation, short_texts_are_one_piece) {
  EXPECT_FALSE(is_divisible(std::string(299, 'x')));
  EXPECT_TRUE(is_divisible(std::string(300, 'x')));
  std::string accents;
  for (int i = 0; i < 299; ++i) accents += "é";
  EXPECT_FALSE(is_divisible(accents));
}

// INB-23
TEST(segmentation, a_list_of_contents_is_valid) {
  EXPECT_EQ(segments(R"([{"segment_id": 1, "topic": "a", "content": " one "}, {"content": "two"}])"),
            (texts{"one", "two"}));
}

// INB-24, INB-25
TEST(segmentation, anything_else_is_one_piece) {
  for (const char* json : {R"({"content": "one"})", R"([{"topic": "a"}])", R"(["one"])", "null", "[]",
                           R"([{"content": "one"}, {"content": null}])", R"([{"content": " "}])"}) {
    EXPECT_EQ(segments(json), texts{"the whole"}) << json;
  }
}

// W71
TEST(segmentation, the_text_is_marked_as_data) {
  EXPECT_NE(segmentation_instructions().find(llm::data_rule), std::string::npos);
  EXPECT_NE(segmentation_question("text", "2026-02-06").find(llm::quoted_data("text")), std::string::npos);
}

}  // namespace
}  // namespace secondbrain::sync
