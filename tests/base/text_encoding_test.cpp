#include "base/text_encoding.hpp"

#include <gtest/gtest.h>

#include "base/utf8.hpp"

namespace secondbrain {
namespace {

TEST(text_encoding, utf8_stays_as_it_is) {
  for (const std::string text : {"", "plain", "Größe 🎉 漢字", "a\0b", "\xEF\xBB\xBFx"}) EXPECT_EQ(in_utf8(text), text);
}

TEST(text_encoding, what_is_none_is_windows_1252) {
  EXPECT_EQ(in_utf8("caf\xE9"), "café");
  EXPECT_EQ(in_utf8("\x93quoted\x94 \x96 5 \x80"), "“quoted” – 5 €");
  EXPECT_EQ(in_utf8("Größe und Gr\xF6\xDF"
                    "e"),
            "Größe und Größe");
  EXPECT_EQ(in_utf8("\xFF"), "ÿ");
}

TEST(text_encoding, every_byte_becomes_text) {
  for (int byte = 0x80; byte < 0x100; ++byte) {
    const auto text = in_utf8(std::string{"a"} + static_cast<char>(byte) + "b");
    EXPECT_TRUE(is_valid_utf8(text)) << byte;
    EXPECT_EQ(count_code_points(text), 3U) << byte;
  }
}

}  // namespace
}  // namespace secondbrain
