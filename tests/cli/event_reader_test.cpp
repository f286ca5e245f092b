#include "cli/event_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace secondbrain::cli {
namespace {

using testing::ElementsAre;
using testing::Pair;

constexpr std::string_view stream =
    "event: citations\r\ndata: [1]\r\n\r\n"
    ": ping - 2026-02-05\r\n\r\n"
    "event: token\r\ndata: \"a\"\r\ndata: b\r\n\r\n"
    "event: empty\n\n"
    "data:c\n\n"
    "event: done\ndata: {}\n";  // not finished

TEST(event_reader, gives_the_same_events_however_the_bytes_arrive) {
  for (std::size_t piece = 1; piece <= stream.size(); ++piece) {
    std::vector<std::pair<std::string, std::string>> seen;
    event_reader reader{[&seen](std::string_view event, std::string_view data) { seen.emplace_back(event, data); }};
    for (std::size_t at = 0; at < stream.size(); at += piece) reader.feed(stream.substr(at, piece));
    EXPECT_THAT(seen, ElementsAre(Pair("citations", "[1]"), Pair("token", "\"a\"\nb"), Pair("", "c"))) << piece;
    reader.feed("\n");
    ASSERT_EQ(seen.size(), 4U);
    EXPECT_THAT(seen.back(), Pair("done", "{}"));
  }
}

}  // namespace
}  // namespace secondbrain::cli
