#include "base/byte_set.hpp"

#include <gtest/gtest.h>

#include <string>

namespace secondbrain {
namespace {

TEST(byte_set, finds_what_the_library_finds) {
  for (const std::string_view bytes : {"", "a", "\r\n", "[]`<%\\", "\x80\xFF", "ab\xC3"}) {
    const byte_set set{bytes};
    for (const std::string_view text : {"", "a", "no such", "a [link] and `code`\r\n", "caf\xC3\xA9", "\xFF"})
      for (std::size_t from = 0; from <= text.size() + 1; ++from) {
        EXPECT_EQ(set.first_in(text, from), text.find_first_of(bytes, from)) << bytes << " in " << text;
        EXPECT_EQ(set.first_other_in(text, from), text.find_first_not_of(bytes, from)) << bytes << " in " << text;
      }
  }
}

TEST(byte_set, holds_any_byte_that_was_added) {
  byte_set set{""};
  EXPECT_FALSE(set.contains('\0'));
  set.add('\0');
  EXPECT_TRUE(set.contains('\0'));
  EXPECT_EQ(set.first_in(std::string_view{"ab\0c", 4}), 2U);
}

}  // namespace
}  // namespace secondbrain
