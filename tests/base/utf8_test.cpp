#include "base/utf8.hpp"

#include <gtest/gtest.h>

namespace secondbrain {
namespace {

using namespace std::string_view_literals;

TEST(utf8, reads_code_points_of_every_length) {
  EXPECT_EQ(code_point_at("a", 0).value, U'a');
  EXPECT_EQ(code_point_at("é", 0).value, U'é');
  EXPECT_EQ(code_point_at("€", 0).length, 3u);
  EXPECT_EQ(code_point_at("😀", 0).value, 0x1F600u);
  EXPECT_EQ(count_code_points("aé€😀"), 4u);
}

TEST(utf8, refuses_what_rfc_3629_refuses) {
  for (auto bad :
       {"\xC0\xAF"sv, "\xE0\x80\xAF"sv, "\xED\xA0\x80"sv, "\xF4\x90\x80\x80"sv, "\x80"sv, "\xFF"sv, "\xE2\x82"sv}) {
    EXPECT_FALSE(is_valid_utf8(bad));
    EXPECT_EQ(code_point_at(bad, 0).length, 1u);
  }
  EXPECT_TRUE(is_valid_utf8("plain, é, €, 😀"));
}

TEST(utf8, decodes_line_ends_byte_order_mark_and_rubbish) {
  EXPECT_EQ(decode_text("\xEF\xBB\xBF"
                        "a\r\nb\rc\n"),
            "a\nb\nc\n");
  EXPECT_EQ(decode_text("caf\xE9 au lait"), "caf\uFFFD au lait");
  EXPECT_EQ(decode_text("a\0b"sv), "a\uFFFDb");
  EXPECT_EQ(decode_text("é😀"), "é😀");
}

TEST(utf8, the_beginning_of_a_text_ends_between_code_points) {
  EXPECT_EQ(first_code_points("aéb", 2), "aé");
  EXPECT_EQ(first_code_points("aéb", 3), "aéb");
  EXPECT_EQ(first_code_points("aéb", 9), "aéb");
  EXPECT_EQ(first_code_points("aéb", 0), "");
}

TEST(utf8, code_points_are_counted) {
  EXPECT_EQ(count_code_points(""), 0u);
  EXPECT_EQ(count_code_points("aä€😀"), 4u);
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

TEST(utf8, what_is_appended_reads_back_at_every_length) {
  for (const char32_t value : {0x00u, 0x7Fu, 0x80u, 0x7FFu, 0x800u, 0xD7FFu, 0xE000u, 0xFFFFu, 0x10000u, 0x10FFFFu}) {
    std::string text = "a";
    append_utf8(text, value);
    const auto read = code_point_at(text, 1);
    EXPECT_TRUE(read.valid) << std::hex << static_cast<unsigned>(value);
    EXPECT_EQ(read.value, value);
    EXPECT_EQ(text.size(), 1 + read.length);
    for (std::size_t at = 2; at < text.size(); ++at) EXPECT_TRUE(is_continuation(text[at]));
    EXPECT_FALSE(is_continuation(text[1]));
  }
}

}  // namespace
}  // namespace secondbrain
