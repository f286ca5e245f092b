#include "http/server/event_stream.hpp"

#include <gtest/gtest.h>

#include <string>

namespace secondbrain::http {
namespace {

using namespace std::chrono_literals;

struct listener {
  std::string received;
  bool gone = false;

  event_stream stream(std::chrono::milliseconds ping_interval = 1h) {
    auto write = [this](std::string_view bytes) {
      if (gone) return false;
      received += bytes;
      return true;
    };
    return {write, [this] { return gone; }, ping_interval};
  }
};

TEST(event_stream, events_are_written_as_the_contract_says) {
  listener client;
  auto events = client.stream();
  events.send("token", "\"a\"");
  events.send("lines", "one\ntwo\n");
  EXPECT_EQ(client.received,
            "event: token\r\ndata: \"a\"\r\n\r\n"
            "event: lines\r\ndata: one\r\ndata: two\r\ndata: \r\n\r\n");
}

TEST(event_stream, silence_is_broken_by_a_ping) {
  listener client;
  auto events = client.stream(0ms);
  EXPECT_TRUE(events.open());
  EXPECT_TRUE(client.received.starts_with(": ping - 2")) << client.received;
  EXPECT_TRUE(client.received.ends_with("+00:00\r\n\r\n")) << client.received;
}

TEST(event_stream, no_ping_before_its_time) {
  listener client;
  auto events = client.stream();
  EXPECT_TRUE(events.open());
  EXPECT_EQ(client.received, "");
}

TEST(event_stream, it_ends_when_nobody_listens) {
  listener client;
  auto events = client.stream();
  client.gone = true;
  EXPECT_FALSE(events.open());
  events.pause(1h);  // returns at once
}

TEST(event_stream, why_it_breaks_off_is_said_once) {
  bool stopping_now = false;
  std::string received;
  event_stream events{[&received](std::string_view bytes) { return !received.append(bytes).empty(); },
                      [&stopping_now] { return stopping_now; }, 1h};
  EXPECT_TRUE(events.open());
  EXPECT_FALSE(events.cut());
  stopping_now = true;
  EXPECT_FALSE(events.open());
  EXPECT_TRUE(events.cut());
  events.send_error("it \"stops\"", errc::cancelled);
  events.send_error("again", errc::internal);
  EXPECT_EQ(received, "event: error\r\ndata: {\"detail\":\"it \\\"stops\\\"\",\"code\":\"cancelled\"}\r\n\r\n");
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
