#include "http/server/response_text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace secondbrain::http {
namespace {

http_response with(std::string name, std::string value) {
  return {200, "text/plain", "ok", {{std::move(name), std::move(value)}}, {}};
}

std::string head_of(const http_response& answer) {
  return response_head(answer, body_end::by_length, after_answer::close);
}

TEST(response_head, says_what_comes_and_what_follows) {
  EXPECT_EQ(
      head_of(with("X-A", "a b")),
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\nConnection: close\r\nX-A: a b\r\n\r\n");
  const auto stream = response_head({}, body_end::by_chunks, after_answer::keep_open);
  EXPECT_NE(stream.find("Transfer-Encoding: chunked\r\nConnection: keep-alive\r\n"), std::string::npos) << stream;
  EXPECT_EQ(stream.find("Content-Length"), std::string::npos);
}

TEST(response_head, has_no_length_where_nothing_changed) {
  EXPECT_EQ(head_of({304, "", "", {}, {}}), "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n");
}

TEST(response_head, no_value_makes_a_line_of_its_own) {
  const std::string hostile =
      "a\r\nSet-Cookie: id=1\r\n\r\nHTTP/1.1 200 OK\n\0\x1b\x7f"
      "b";
  const auto head = head_of(with("X-A", hostile + std::string{"\0c", 2}));
  EXPECT_NE(head.find("\r\nX-A: a  Set-Cookie: id=1    HTTP/1.1 200 OK "), std::string::npos) << head;
  EXPECT_EQ(head.find("\r\n\r\n"), head.size() - 4);
  EXPECT_EQ(head.find('\0'), std::string::npos);
  EXPECT_EQ(head_of({200, "text/plain\r\nX: y", "ok", {}, {}}).find("\r\nX:"), std::string::npos);
}

TEST(response_head, what_is_no_name_is_left_out) {
  for (const auto* name : {"", "X A", "X:", "X\r\nY", "\xC3\xA4"})
    EXPECT_EQ(head_of(with(name, "hidden")).find("hidden"), std::string::npos) << name;
}

TEST(response_head, every_byte_is_harmless) {
  for (int c = 0; c < 256; ++c) {
    const auto head = head_of(with("X-A", std::string(1, static_cast<char>(c))));
    for (const auto byte : head.substr(0, head.size() - 4))
      EXPECT_TRUE(byte == '\r' || byte == '\n' || byte == '\t' || static_cast<unsigned char>(byte) >= 0x20) << c;
    EXPECT_EQ(std::count(head.begin(), head.end(), '\n'), 6) << c;
  }
}

}  // namespace
}  // namespace secondbrain::http
