#include "http/server/request_id.hpp"

#include <gtest/gtest.h>

namespace secondbrain::http {
namespace {

TEST(request_id, a_harmless_one_is_kept) {
  EXPECT_EQ(request_id("abc-123_X.y"), "abc-123_X.y");
}

TEST(request_id, any_other_is_replaced_by_a_new_one) {
  for (const auto* offered : {"", "a b", "a\"b", "ä"}) EXPECT_EQ(request_id(offered).size(), 16u) << offered;
  EXPECT_EQ(request_id(std::string(65, 'a')).size(), 16u);
  EXPECT_NE(request_id(""), request_id(""));
}

}  // namespace
}  // namespace secondbrain::http
