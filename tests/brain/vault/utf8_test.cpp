#include "brain/vault/utf8.hpp"

#include <gtest/gtest.h>

namespace secondbrain::vault {
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

TEST(utf8, trims_unicode_white_space) {
  EXPECT_EQ(trim("\u00A0\u2003 x y\u3000\n"), "x y");
  EXPECT_EQ(trim(" \t\n"), "");
  EXPECT_EQ(trim("é"), "é");
  EXPECT_EQ(trim_right("x \xFF"), "x \xFF") << "a stray byte is no white space";
}

TEST(utf8, collapses_white_space) {
  EXPECT_EQ(collapse_white_space("\n a \t\u00A0b\n\nc "), "a b c");
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

}  // namespace
}  // namespace secondbrain::vault
