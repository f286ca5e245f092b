// What goes through as text: queries, UTF-8, JSON, ids, preferences.
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <cmath>
#include <limits>

#include "http/json_text.hpp"
#include "http/media_preference.hpp"
#include "http/query_text.hpp"
#include "http/request_id.hpp"
#include "http/utf8.hpp"

namespace secondbrain::http {
namespace {

namespace json = boost::json;

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

TEST(utf8, code_points_are_counted) {
  EXPECT_EQ(code_points(""), 0u);
  EXPECT_EQ(code_points("aä€😀"), 4u);
}

TEST(utf8, well_formed_text_stays_as_it_is) {
  const std::string text = "aä€😀\xF4\x8F\xBF\xBF";
  EXPECT_EQ(repaired_utf8(text), text);
}

TEST(utf8, each_broken_byte_is_replaced) {
  const std::string bad = "\xEF\xBF\xBD";
  EXPECT_EQ(repaired_utf8("a\x80z"), "a" + bad + "z");
  EXPECT_EQ(repaired_utf8("\xC0\xAF"), bad + bad);                 // overlong
  EXPECT_EQ(repaired_utf8("\xED\xA0\x80"), bad + bad + bad);       // surrogate
  EXPECT_EQ(repaired_utf8("\xF4\x90\x80\x80").substr(0, 3), bad);  // beyond U+10FFFF
  EXPECT_EQ(repaired_utf8("\xE2\x82"), bad + bad);                 // cut off
}

TEST(json_text, numbers_are_written_as_people_write_them) {
  EXPECT_EQ(json_text(json::array{0, -7, 1.5, 2.0, 0.1, 1e100, std::numeric_limits<std::uint64_t>::max()}),
            "[0,-7,1.5,2.0,0.1,1e+100,18446744073709551615]");
  EXPECT_EQ(json_text(json::value(std::nan(""))), "null");
}

TEST(json_text, text_is_raw_utf8_without_spaces) {
  EXPECT_EQ(json_text({{"ä", "€\n\"/"}, {"list", json::array{true, nullptr}}}), R"({"ä":"€\n\"/","list":[true,null]})");
}

TEST(json_text, what_is_written_reads_back) {
  const auto value = json::parse(R"({"a":[1,2.25,-3e-7,"x",{"b":{}},[]],"c":null,"d":false})");
  EXPECT_EQ(json::parse(json_text(value)), value);
}

TEST(request_id, a_harmless_one_is_kept) {
  EXPECT_EQ(request_id("abc-123_X.y"), "abc-123_X.y");
}

TEST(request_id, any_other_is_replaced_by_a_new_one) {
  for (const auto* offered : {"", "a b", "a\"b", "ä"}) EXPECT_EQ(request_id(offered).size(), 16u) << offered;
  EXPECT_EQ(request_id(std::string(65, 'a')).size(), 16u);
  EXPECT_NE(request_id(""), request_id(""));
}

TEST(media_preference, browsers_want_the_page_and_programs_do_not) {
  const auto page = [](std::string_view accept) { return prefers(accept, "text/html", "application/json"); };
  EXPECT_TRUE(page("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"));
  EXPECT_TRUE(page("application/json;q=0.5, text/html; q=0.75"));
  EXPECT_FALSE(page("*/*"));
  EXPECT_FALSE(page(""));
  EXPECT_FALSE(page("application/json, text/html;q=0.9"));
  EXPECT_FALSE(page("text/html;q=0"));
}

}  // namespace
}  // namespace secondbrain::http
