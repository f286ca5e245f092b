#include "base/hash.hpp"

#include <gtest/gtest.h>

namespace secondbrain {
namespace {

TEST(content_hash, matches_the_published_vectors) {  // FIPS 180-4, RFC 3174 §7.3
  EXPECT_EQ(sha1_hex("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(sha1_hex(""), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
}

TEST(content_hash, counts_every_byte) {
  using namespace std::string_view_literals;
  EXPECT_NE(sha1_hex("a\0b"sv), sha1_hex("a\0c"sv));
  EXPECT_NE(sha1_hex("a\n"), sha1_hex("a\r\n"));
}

}  // namespace
}  // namespace secondbrain
