#include "http/wire/query_text.hpp"

#include <gtest/gtest.h>

namespace secondbrain::http {
namespace {

TEST(query_text, pairs_come_decoded_in_order) {
  const query_pairs expected{{"q", "a b"}, {"q", "50% = half?"}, {"empty", ""}, {"bare", ""}, {"ä", "ö"}};
  EXPECT_EQ(parse_query("q=a+b&q=50%25+%3D+half?&&empty=&bare&%C3%A4=%c3%b6"), expected);
}

TEST(query_text, values_keep_their_equals_signs) {
  EXPECT_EQ(parse_query("q=a=b=c"), (query_pairs{{"q", "a=b=c"}}));
}

TEST(query_text, broken_escapes_stay_and_broken_utf8_is_repaired) {
  EXPECT_EQ(parse_query("a=%&b=%zz&c=%FF"), (query_pairs{{"a", "%"}, {"b", "%zz"}, {"c", "\xEF\xBF\xBD"}}));
}

}  // namespace
}  // namespace secondbrain::http
