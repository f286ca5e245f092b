#include "base/lower_case.hpp"

#include <gtest/gtest.h>

namespace secondbrain {
namespace {

TEST(lower_case, knows_the_letters_of_many_scripts) {
  EXPECT_EQ(lower_case("AZaz09!"), "azaz09!");
  EXPECT_EQ(lower_case("ÄÖÜ ÉÇ ŁŻ Øß ×"), "äöü éç łż øß ×");
  EXPECT_EQ(lower_case("ΑΩ ЖЯЁ Ա ỲỸ Ａ"), "αω жяё ա ỳỹ ａ");
  EXPECT_EQ(lower_case("𐐀"), "𐐨");
  EXPECT_EQ(lower_case("Ā ā Ĳ Ž ž"), "ā ā ĳ ž ž");
}

TEST(lower_case, a_small_letter_may_be_shorter_or_longer) {
  EXPECT_EQ(lower_case("\u212A\u1E9E\u023A"), "k\u00DF\u2C65");
}

TEST(lower_case, leaves_bytes_alone_that_are_no_text) {
  EXPECT_EQ(lower_case("A\xFF\xC3Z"), "a\xFF\xC3z");
}

}  // namespace
}  // namespace secondbrain
