#include "brain/vault/writing/single_line.hpp"

#include <gtest/gtest.h>

#include <string>

namespace secondbrain::vault {
namespace {

using namespace std::string_literals;

TEST(check_single_line, line_ends_and_control_characters_are_refused) {
  for (const auto& sign : {"\n"s, "\r"s, "\r\n"s, "\0"s, "\t"s, "\v"s, "\f"s, "\x01"s, "\x1B"s, "\x7F"s, "\u0085"s,
                           "\u009F"s, "\u2028"s, "\u2029"s})
    for (const auto& text : {sign, "a" + sign, sign + "b", "a" + sign + "b"}) {
      const auto checked = check_single_line("The heading", text);
      ASSERT_FALSE(checked) << text;
      EXPECT_EQ(checked.error().code, errc::invalid_argument);
      EXPECT_EQ(checked.error().message,
                "The heading must be a single line of text; take line breaks, tabs and other control characters out of "
                "it.");
    }
  for (const auto& text :
       {""s, "Call Ann"s, "日本語 ❤️"s, "a\u00A0b"s, "👩‍👩‍👧"s, "e\u0301"s, "\u200F"s})
    EXPECT_TRUE(check_single_line("The heading", text)) << text;
}

}  // namespace
}  // namespace secondbrain::vault
