#include "base/control_characters.hpp"

#include <gtest/gtest.h>

namespace secondbrain {
namespace {

TEST(control_characters, are_written_as_their_number) {
  EXPECT_EQ(with_controls_escaped("red \x1b[31m, bell \x07, rub out \x7f"), R"(red \x1b[31m, bell \x07, rub out \x7f)");
}

TEST(control_characters, above_ascii_steer_a_terminal_as_well) {
  EXPECT_EQ(with_controls_escaped("a\xC2\x9B"
                                  "31m"),
            R"(a\x9b31m)");
  EXPECT_EQ(with_controls_escaped("\xC2\x9B", "\\u00"), R"(\u009b)");
}

TEST(control_characters, leave_letters_tabs_and_line_ends_alone) {
  for (const char* text : {"Grüße, 日本 \xC2\xA0 \xC3\x9F", "a\tb\nc", ""})
    EXPECT_EQ(with_controls_escaped(text), text);
}

}  // namespace
}  // namespace secondbrain
