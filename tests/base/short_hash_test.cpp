#include "base/short_hash.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <string_view>

namespace secondbrain {
namespace {

std::uint64_t of(std::string_view text) {
  return short_hash(std::as_bytes(std::span{text}));
}

TEST(short_hash, is_the_beginning_of_the_sha256) {
  std::uint64_t expected = 0;
  const unsigned char first[] = {0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea};  // FIPS 180-2, "abc"
  std::memcpy(&expected, first, sizeof expected);
  EXPECT_EQ(of("abc"), expected);
  EXPECT_NE(of("abc"), of("abd"));
}

}  // namespace
}  // namespace secondbrain
