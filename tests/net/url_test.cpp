#include "net/url.hpp"

#include <gtest/gtest.h>

namespace secondbrain::net {
namespace {

TEST(parse_url_test, takes_an_address_apart) {
  const auto secure = parse_url("https://api.openai.com/v1/");
  ASSERT_TRUE(secure);
  EXPECT_EQ(secure->kind, scheme::https);
  EXPECT_EQ(secure->host, "api.openai.com");
  EXPECT_EQ(secure->port, 443);
  EXPECT_EQ(secure->path, "/v1");
  EXPECT_EQ(secure->authority(), "api.openai.com");
  EXPECT_EQ(secure->below("/embeddings").text(), "https://api.openai.com/v1/embeddings");

  const auto plain = parse_url("http://[::1]:11434");
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->kind, scheme::http);
  EXPECT_EQ(plain->host, "::1");
  EXPECT_EQ(plain->port, 11434);
  EXPECT_EQ(plain->path, "");
  EXPECT_EQ(plain->authority(), "[::1]:11434");
  EXPECT_EQ(parse_url("http://ollama")->port, 80);
}

TEST(parse_url_test, an_address_that_is_called_as_it_is_keeps_its_last_slash_and_its_query) {
  for (const auto* text : {"https://hooks.example.com/a/?wait=true&b=", "https://hooks.example.com/@me/x/",
                           "http://127.0.0.1:8000/ping", "https://hooks.example.com/%C3%A4"}) {
    const auto whole = parse_url(text, address_kind::whole);
    ASSERT_TRUE(whole) << text;
    EXPECT_EQ(whole->text(), text);
  }
  const auto bare = parse_url("https://hooks.example.com?wait=true", address_kind::whole);
  ASSERT_TRUE(bare);
  EXPECT_EQ(bare->host, "hooks.example.com");
  EXPECT_EQ(bare->query, "wait=true");
}

TEST(parse_url_test, an_address_that_is_called_as_it_is_has_neither_user_nor_fragment) {
  for (const auto* text : {"https://user:secret@host/x", "https://user@host?x", "https://host/x#y",
                           "file:///etc/passwd", "https://?x", "smtp://host/x", "https://ho\nst/"})
    EXPECT_FALSE(parse_url(text, address_kind::whole)) << text;
}

TEST(parse_url_test, refuses_what_is_no_address_of_a_host) {
  for (const auto* text : {"", "api.openai.com/v1", "ftp://host/v1", "https://", "https:///v1", "http://host:/v1",
                           "http://host:0/v1", "http://host:65536/v1", "http://host:80x/v1", "http://[::1/v1",
                           "http://[::1]x/v1", "http://user:secret@host/v1", "http://host/v1?key=1", "http://host/v1#a",
                           "http://ho st/v1", "http://host/v1\r\nX: 1"}) {
    const auto parsed = parse_url(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().code, errc::invalid_argument) << text;
  }
}

}  // namespace
}  // namespace secondbrain::net
