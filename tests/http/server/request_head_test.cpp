#include "http/server/request_head.hpp"

#include <gtest/gtest.h>

#include <string>

namespace secondbrain::http {
namespace {

constexpr std::size_t many = 100;

std::string get(std::string_view target, std::string_view headers = {}) {
  return "GET " + std::string{target} + " HTTP/1.1\r\nHost: localhost\r\n" + std::string{headers} + "\r\n";
}

TEST(request_head, is_taken_as_it_was_sent) {
  const auto read = read_head(get("/a%20b/c?x=%41#d", "X-A: \t a%0d%0a %zz\t \r\nX-B:\r\n"), many);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->method, "GET");
  EXPECT_EQ(read->version, "HTTP/1.1");
  EXPECT_EQ(read->target, "/a%20b/c");
  EXPECT_EQ(read->path, "/a b/c");
  EXPECT_EQ(read->query, "x=%41");
  EXPECT_EQ(read->headers, (std::vector<header>{{"Host", "localhost"}, {"X-A", "a%0d%0a %zz"}, {"X-B", ""}}));
}

TEST(request_head, a_path_is_valid_utf8_whatever_it_decodes_to) {
  EXPECT_EQ(read_head(get("/%FFa%C3%A4%2"), many)->path,
            "/\xEF\xBF\xBD"
            "a\xC3\xA4%2");
}

TEST(request_head, the_host_may_stand_in_the_address) {
  const auto read = read_head("GET http://localhost?a HTTP/1.1\r\nhost: LocalHost\r\n\r\n", many);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->path, "/");
  EXPECT_EQ(read->query, "a");
  const auto old = read_head("GET http://evil.example/a HTTP/1.0\r\n\r\n", many);
  ASSERT_TRUE(old);
  EXPECT_EQ(old->header_value("Host"), "evil.example") << "so that it is looked at like any other";
}

TEST(request_head, a_host_and_another_in_the_address_are_refused) {
  EXPECT_FALSE(read_head("GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n", many));
}

TEST(request_head, too_many_headers_are_refused) {
  const auto read = read_head(get("/", "A: 1\r\nB: 2\r\nC: 3\r\n"), 3);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().status, 431);
  EXPECT_TRUE(read_head(get("/", "A: 1\r\nB: 2\r\nC: 3\r\n"), 4));
}

TEST(request_head, a_header_holds_no_control_character) {
  for (int c = 0; c < 256; ++c) {
    std::vector<header> headers;
    const bool control = (c < 0x20 && c != '\t') || c == 0x7F;
    EXPECT_EQ(read_header("X-A: a" + std::string(1, static_cast<char>(c)) + "b", headers), !control) << c;
  }
}

TEST(request_head, a_name_is_a_word) {
  std::vector<header> headers;
  for (const auto* line : {"A : a", "A\t: a", " A: a", "A B: a", ": a", "A", "\xC3\xA4: a", "A(: a", "\"A\": a"})
    EXPECT_FALSE(read_header(line, headers)) << line;
  EXPECT_TRUE(headers.empty());
}

}  // namespace
}  // namespace secondbrain::http
