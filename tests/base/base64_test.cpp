#include "base/base64.hpp"

#include <gtest/gtest.h>

namespace secondbrain {
namespace {

TEST(base64_test, writes_what_the_standard_shows) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
  EXPECT_EQ(base64("foob"), "Zm9vYg==");
  EXPECT_EQ(base64("fooba"), "Zm9vYmE=");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(base64(std::string_view{"\0\xff", 2}), "AP8=");
}

}  // namespace
}  // namespace secondbrain
