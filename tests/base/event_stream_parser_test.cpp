#include "base/event_stream_parser.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace secondbrain {

bool operator==(const server_sent_event& a, const server_sent_event& b) {
  return a.name == b.name && a.data == b.data;
}

namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using events = std::vector<server_sent_event>;

events parsed(const std::vector<std::string_view>& pieces) {
  events found;
  event_stream_parser parser{[&](const server_sent_event& event) {
    found.push_back(event);
    return true;
  }};
  for (const auto piece : pieces) parser.feed(piece);
  return found;
}

TEST(event_parser_test, reads_names_data_and_ignores_the_rest) {
  EXPECT_THAT(parsed({"event: ping\ndata: {}\n\n: a comment\nid: 7\nretry: 5\ndata:no space\n\n"}),
              ElementsAre(server_sent_event{"ping", "{}"}, server_sent_event{"", "no space"}));
}

TEST(event_parser_test, joins_the_lines_of_an_event) {
  EXPECT_THAT(parsed({"data: one\ndata\ndata:  three\n\n"}), ElementsAre(server_sent_event{"", "one\n\n three"}));
}

TEST(event_parser_test, an_event_without_data_or_without_its_end_is_none) {
  EXPECT_THAT(parsed({"event: lonely\n\n\n\ndata: unfinished\n"}), IsEmpty());
}

TEST(event_parser_test, a_name_belongs_to_one_event_only) {
  EXPECT_THAT(parsed({"event: lonely\n\ndata: x\n\n"}), ElementsAre(server_sent_event{"", "x"}));
}

TEST(event_parser_test, the_split_does_not_matter) {
  for (const std::string_view end : {"\n", "\r\n", "\r"}) {
    std::string text = "\xEF\xBB\xBF";
    for (const auto* line : {"event: a", "data: Grüße", "data: \"two\"", "", ": ping", "", "data: [DONE]", ""})
      text += std::string{line} + std::string{end};
    const auto whole = parsed({text});
    ASSERT_THAT(whole, ElementsAre(server_sent_event{"a", "Grüße\n\"two\""}, server_sent_event{"", "[DONE]"}));
    const std::string_view view = text;
    for (std::size_t first = 0; first <= text.size(); ++first)
      for (std::size_t second = first; second <= text.size(); ++second)
        ASSERT_EQ(parsed({view.substr(0, first), view.substr(first, second - first), view.substr(second)}), whole)
            << first << ", " << second;
  }
}

TEST(event_parser_test, stops_when_the_receiver_has_had_enough) {
  events found;
  event_stream_parser parser{[&](const server_sent_event& event) {
    found.push_back(event);
    return false;
  }};
  EXPECT_FALSE(parser.feed("data: 1\n\ndata: 2\n\n"));
  EXPECT_THAT(found, ElementsAre(server_sent_event{"", "1"}));
}

}  // namespace
}  // namespace secondbrain
