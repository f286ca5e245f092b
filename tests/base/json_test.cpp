#include "base/json.hpp"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <cmath>
#include <limits>

namespace secondbrain {
namespace {

namespace json = boost::json;

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

TEST(json_text, braces_and_brackets_may_stand_on_lines_of_their_own) {
  EXPECT_EQ(indented_json(json::parse(R"({"a":[1,"x"],"b":{},"c":[]})")),
            "{\n  \"a\": [\n    1,\n    \"x\"\n  ],\n  \"b\": {},\n  \"c\": []\n}\n");
}

}  // namespace
}  // namespace secondbrain
