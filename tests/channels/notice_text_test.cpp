#include "channels/notice_text.hpp"

#include <gtest/gtest.h>

#include "base/utf8.hpp"

namespace secondbrain::channels {
namespace {

TEST(notice_text, a_line_holds_nothing_that_ends_it) {
  EXPECT_EQ(one_line("  a\r\nBcc: b\t\x1b[1m c\x7f "), "a Bcc: b [1m c");
  EXPECT_TRUE(is_valid_utf8(one_line("caf\xe9")));
}

TEST(notice_text, its_headline_names_the_machine_where_that_is_known) {
  notice one;
  one.title = "The vault is missing";
  EXPECT_EQ(headline_of(one), "The vault is missing");
  one.machine = "attic\n";
  EXPECT_EQ(headline_of(one), "The vault is missing (attic)");
}

TEST(notice_text, what_is_too_long_is_cut_between_letters) {
  EXPECT_EQ(shortened("short", 5), "short");
  EXPECT_EQ(shortened("longer", 5), "lo…");
  const auto cut = shortened("ääääää", 8);
  EXPECT_LE(cut.size(), 8U);
  EXPECT_TRUE(is_valid_utf8(cut));
  EXPECT_EQ(shortened("longer", 2), "…");
}

TEST(notice_text, every_notice_has_a_picture) {
  notice one;
  for (const auto& kind : value_names<notice_kind>)
    for (const auto& severity : value_names<alarm_severity>) {
      one.kind = kind.value;
      one.severity = severity.value;
      EXPECT_FALSE(picture_of(one).empty()) << kind.name << severity.name;
    }
}

}  // namespace
}  // namespace secondbrain::channels
