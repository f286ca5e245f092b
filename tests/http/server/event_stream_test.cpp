#include "http/server/event_stream.hpp"

#include <gtest/gtest.h>

#include <string>

namespace secondbrain::http {
namespace {

using namespace std::chrono_literals;

struct listener {
  std::string heard;
  bool gone = false;

  event_stream stream(std::chrono::milliseconds ping_interval = 1h) {
    auto write = [this](std::string_view bytes) {
      if (gone) return false;
      heard += bytes;
      return true;
    };
    return {write, [this] { return gone; }, ping_interval};
  }
};

TEST(event_stream, events_are_written_as_the_contract_says) {
  listener ear;
  auto events = ear.stream();
  events.send("token", "\"a\"");
  events.send("lines", "one\ntwo\n");
  EXPECT_EQ(ear.heard,
            "event: token\r\ndata: \"a\"\r\n\r\n"
            "event: lines\r\ndata: one\r\ndata: two\r\ndata: \r\n\r\n");
}

TEST(event_stream, silence_is_broken_by_a_ping) {
  listener ear;
  auto events = ear.stream(0ms);
  EXPECT_TRUE(events.open());
  EXPECT_TRUE(ear.heard.starts_with(": ping - 2")) << ear.heard;
  EXPECT_TRUE(ear.heard.ends_with("+00:00\r\n\r\n")) << ear.heard;
}

TEST(event_stream, no_ping_before_its_time) {
  listener ear;
  auto events = ear.stream();
  EXPECT_TRUE(events.open());
  EXPECT_EQ(ear.heard, "");
}

TEST(event_stream, it_ends_when_nobody_listens) {
  listener ear;
  auto events = ear.stream();
  ear.gone = true;
  EXPECT_FALSE(events.open());
  events.pause(1h);  // returns at once
}

TEST(event_stream, why_it_breaks_off_is_said_once) {
  bool stopping_now = false;
  std::string heard;
  event_stream events{[&heard](std::string_view bytes) { return !heard.append(bytes).empty(); },
                      [&stopping_now] { return stopping_now; }, 1h};
  EXPECT_TRUE(events.open());
  EXPECT_FALSE(events.cut());
  stopping_now = true;
  EXPECT_FALSE(events.open());
  EXPECT_TRUE(events.cut());
  events.send_error("it \"stops\"", errc::cancelled);
  events.send_error("again", errc::internal);
  EXPECT_EQ(heard, "event: error\r\ndata: {\"detail\":\"it \\\"stops\\\"\",\"code\":\"cancelled\"}\r\n\r\n");
}

TEST(event_stream, a_failed_write_ends_it) {
  bool works = false;
  event_stream events{[&works](std::string_view) { return works; }, [] { return false; }, 1h};
  events.send("a", "b");
  works = true;
  EXPECT_FALSE(events.open());
}

}  // namespace
}  // namespace secondbrain::http
