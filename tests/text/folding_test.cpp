#include "text/folding.hpp"

#include <gtest/gtest.h>

namespace secondbrain::text {
namespace {

struct pair_of_texts {
  std::string_view one;
  std::string_view other;
};

void PrintTo(const pair_of_texts& texts, std::ostream* out) {
  *out << texts.one << " / " << texts.other;
}

class folding_test : public ::testing::TestWithParam<pair_of_texts> {};

TEST_P(folding_test, takes_both_for_the_same) {
  EXPECT_EQ(folded(GetParam().one), folded(GetParam().other));
}

INSTANTIATE_TEST_SUITE_P(case_and_diacritics, folding_test,
                         ::testing::Values(pair_of_texts{"ÉCLAIR", "eclair"}, pair_of_texts{"Ångström", "angstrom"},
                                           pair_of_texts{"ΑΘΉΝΑ", "αθηνα"}, pair_of_texts{"МОСКВА", "москва"},
                                           pair_of_texts{"Straße", "STRASSE"}, pair_of_texts{"Đường", "duong"},
                                           pair_of_texts{"Łódź", "lodz"}, pair_of_texts{"Smørrebrød", "smorrebrod"},
                                           pair_of_texts{"İstanbul", "istanbul"}, pair_of_texts{"σοφός", "ΣΟΦΟΣ"}));

INSTANTIATE_TEST_SUITE_P(composed_and_decomposed, folding_test,
                         ::testing::Values(pair_of_texts{"학점인정", "학점인정"}, pair_of_texts{"ガレージ", "ガレージ"},
                                           pair_of_texts{"Nguyễn", "Nguyễn"}, pair_of_texts{"phở", "phở"},
                                           pair_of_texts{"Größe", "Größe"}));

INSTANTIATE_TEST_SUITE_P(what_cannot_be_seen, folding_test,
                         ::testing::Values(pair_of_texts{"mon\u00ADgoose", "mongoose"},
                                           pair_of_texts{"ele\u200Bphant", "elephant"},
                                           pair_of_texts{"gir\u2060affe", "giraffe"},
                                           pair_of_texts{"wal\uFEFFrus", "walrus"}, pair_of_texts{"كِتَاب", "كتاب"},
                                           pair_of_texts{"סֵפֶר", "ספר"}, pair_of_texts{"كتـــاب", "كتاب"}));

INSTANTIATE_TEST_SUITE_P(shapes, folding_test,
                         ::testing::Values(pair_of_texts{"eﬃcient", "efficient"}, pair_of_texts{"ﬁnance", "finance"},
                                           pair_of_texts{"ＡＢＣ１２３", "abc123"}, pair_of_texts{"ｶﾞﾚｰｼﾞ", "ガレージ"},
                                           pair_of_texts{"x²", "x2"}));

class letters_of_their_own : public ::testing::TestWithParam<pair_of_texts> {};

TEST_P(letters_of_their_own, stay) {
  EXPECT_NE(folded(GetParam().one), folded(GetParam().other));
}

INSTANTIATE_TEST_SUITE_P(folding_test, letters_of_their_own,
                         ::testing::Values(pair_of_texts{"が", "か"}, pair_of_texts{"कि", "क"},
                                           pair_of_texts{"กา", "กี"}));

TEST(folding, keeps_diacritics_where_only_case_is_asked_for) {
  EXPECT_EQ(case_folded("ÉCLAIR"), "éclair");
  EXPECT_EQ(case_folded("E\u0301clair"), "éclair");
}

TEST(folding, composes_and_changes_nothing_else) {
  EXPECT_EQ(composed("Ku\u0308che \u00b2 \uff21 \ufb01 \u00ad"), "K\u00fcche \u00b2 \uff21 \ufb01 \u00ad");
  EXPECT_EQ(composed("\u1112\u1161\u11ab"), "\ud55c");
  EXPECT_EQ(composed("caf\xE9"), "caf\xE9");
  EXPECT_EQ(composed("Plain ASCII"), "Plain ASCII");
}

TEST(folding, replaces_what_is_no_utf8) {
  EXPECT_EQ(folded("a\xFF\xC3"), "a\uFFFD\uFFFD");
  EXPECT_EQ(folded(""), "");
}

}  // namespace
}  // namespace secondbrain::text
