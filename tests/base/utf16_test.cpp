#include "base/utf16.hpp"

#include <gtest/gtest.h>

#include <string>

namespace secondbrain {
namespace {

using namespace std::string_view_literals;

TEST(utf16, is_known_by_its_mark_or_by_the_zeros_of_its_letters) {
  EXPECT_EQ(utf16_order_of("\xFF\xFE\x42\x30"sv), utf16_order::little_endian);
  EXPECT_EQ(utf16_order_of("\xFE\xFF\x30\x42"sv), utf16_order::big_endian);
  EXPECT_EQ(utf16_order_of("a\0b\0"sv), utf16_order::little_endian);
  EXPECT_EQ(utf16_order_of("\0a\0b"sv), utf16_order::big_endian);
  for (auto bytes : {""sv, "text"sv, "\xEF\xBB\xBFtext"sv, "\xFF\xFE\0\0a\0\0\0"sv, "\0\0\xFE\xFF\0\0\0a"sv,
                     "a\0\0\0b\0\0\0"sv, "much text and one\0zero"sv, "\xFF"sv, "\xFE"sv})
    EXPECT_FALSE(utf16_order_of(bytes)) << bytes;
}

TEST(utf16, becomes_utf8) {
  EXPECT_EQ(utf8_from_utf16("\xFF\xFE\x42\x30\x3D\xD8\x00\xDE!\0"sv, utf16_order::little_endian), "あ😀!");
  EXPECT_EQ(utf8_from_utf16("\x30\x42\xD8\x3D\xDE\x00\0!"sv, utf16_order::big_endian), "あ😀!");
  EXPECT_EQ(utf8_from_utf16("", utf16_order::little_endian), "");
}

TEST(utf16, what_is_broken_in_it_shows) {
  EXPECT_EQ(utf8_from_utf16("\x3D\xD8"sv, utf16_order::little_endian), "\uFFFD") << "half a pair at the end";
  EXPECT_EQ(utf8_from_utf16("\x00\xDE!\0"sv, utf16_order::little_endian), "\uFFFD!") << "the other half";
  EXPECT_EQ(utf8_from_utf16("\x3D\xD8\x3D\xD8\x00\xDE"sv, utf16_order::little_endian), "\uFFFD😀");
  EXPECT_EQ(utf8_from_utf16("a\0b"sv, utf16_order::little_endian), "a\uFFFD") << "half a letter";
}

}  // namespace
}  // namespace secondbrain
