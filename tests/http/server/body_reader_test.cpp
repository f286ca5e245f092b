#include "http/server/body_reader.hpp"

#include <gtest/gtest.h>

#include <string>

namespace secondbrain::http {
namespace {

constexpr std::size_t most = 100;

struct outcome {
  body_state state;
  std::string body, rest;
  bool operator==(const outcome&) const = default;
};

outcome read_body(const framing& announced, std::string_view sent, std::size_t piece = std::string_view::npos) {
  body_reader reader{announced, most};
  std::string_view rest;
  while (!sent.empty() && reader.state() == body_state::incomplete) {
    rest = sent.substr(0, piece);
    const auto size = rest.size();
    reader.take(rest);
    sent.remove_prefix(size - rest.size());
  }
  return {reader.state(), std::move(reader.body()), std::string{sent}};
}

const framing chunked{body_kind::chunked};

TEST(body_reader, takes_what_was_announced_and_nothing_more) {
  EXPECT_EQ(read_body({body_kind::of_length, 5}, "helloGET"), (outcome{body_state::complete, "hello", "GET"}));
  EXPECT_EQ(read_body({body_kind::of_length, 5}, "hell"), (outcome{body_state::incomplete, "hell", ""}));
  EXPECT_EQ(read_body({}, "GET"), (outcome{body_state::complete, "", "GET"}));
}

TEST(body_reader, refuses_what_is_announced_as_too_large_at_once) {
  EXPECT_EQ(read_body({body_kind::of_length, most}, "").state, body_state::incomplete);
  EXPECT_EQ((body_reader{{body_kind::of_length, most + 1}, most}.state()), body_state::too_large);
}

TEST(body_reader, joins_chunks_whatever_the_pieces_they_arrive_in) {
  constexpr std::string_view sent = "5\r\nhello\r\n006 ;name=\"value\"\r\n world\r\n0\r\nX-A: a\r\n\r\nGET";
  for (std::size_t piece = 1; piece < sent.size(); ++piece)
    EXPECT_EQ(read_body(chunked, sent, piece), (outcome{body_state::complete, "hello world", "GET"})) << piece;
}

TEST(body_reader, refuses_chunks_that_are_too_large_together) {
  const std::string half(most / 2, 'a');
  EXPECT_EQ(read_body(chunked, "32\r\n" + half + "\r\n32\r\n" + half + "\r\n0\r\n\r\n").state, body_state::complete);
  EXPECT_EQ(read_body(chunked, "32\r\n" + half + "\r\n33\r\n").state, body_state::too_large);
  EXPECT_EQ(read_body(chunked, "fffffffffffffffff\r\n").state, body_state::too_large);
}

TEST(body_reader, refuses_lines_that_have_no_end) {
  for (const std::string start : {"", "5;", "0\r\n", "0\r\nA: "}) {
    std::string endless(2000, start.empty() ? '0' : 'a');
    EXPECT_EQ(read_body(chunked, start + endless, 7).state, body_state::malformed) << start;
  }
  std::string trailers = "0\r\n";
  for (int i = 0; i < 2000; ++i) trailers += "A: aaaa\r\n";
  EXPECT_EQ(read_body(chunked, trailers).state, body_state::malformed);
}

class broken_chunks : public testing::TestWithParam<const char*> {};

TEST_P(broken_chunks, are_refused) {
  EXPECT_EQ(read_body(chunked, GetParam()).state, body_state::malformed);
  EXPECT_EQ(read_body(chunked, GetParam(), 1).state, body_state::malformed);
}

INSTANTIATE_TEST_SUITE_P(rfc9112, broken_chunks,
                         testing::Values("5\nhello\r\n", "5\r\r\nhello", "\r\n", "-1\r\n", "0x5\r\n", " 5\r\n",
                                         "5 5\r\n", "5x\r\n", "g\r\n", "5\r\nhello\n", "5\r\nhelloo\r\n", "5;a\rb\r\n",
                                         "0\r\n\n", "0\r\nA\r\n\r\n", "0\r\nA: a\r\n b\r\n\r\n", "0\r\nA : a\r\n\r\n"));

}  // namespace
}  // namespace secondbrain::http
