#include "stores/near_words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stores/lexical_store.hpp"
#include "tests/base/temporary_directory.hpp"
#include "tests/stores/example_notes.hpp"

namespace secondbrain::stores {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class near_words_test : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(store_.write({example_note("a.md", {"compost compost gardener", "compost", "computer library",
                                                    "Ärger mit Übergängen", "библиотека", "house mouse", "mouse"})}));
    ASSERT_TRUE(words_.prepare(reader_));
  }

  std::vector<std::string> near(std::string_view typed, near_words::slips taken = near_words::slips::any) {
    return words_.find(typed, taken).value();
  }

  temporary_directory folder_;
  std::filesystem::path file_ = folder_ / "lexical.db";
  lexical_store store_ = lexical_store::open(file_).value();
  sqlite::database reader_ = sqlite::database::open(file_, sqlite::open_mode::read_only).value();
  near_words words_;
};

TEST_F(near_words_test, differ_by_one_letter_or_by_two_that_changed_places) {
  for (const auto* typed : {"compsot", "cmpost", "commpost", "composd", "ompost", "Composz", "compots"})
    EXPECT_THAT(near(typed), ElementsAre("compost")) << typed;
}

TEST_F(near_words_test, of_any_alphabet_and_with_any_accents) {
  EXPECT_THAT(near("библитека"), ElementsAre("библиотека"));
  EXPECT_THAT(near("ärgr"), ElementsAre("Ärger"));
}

TEST_F(near_words_test, that_more_passages_have_come_first_and_those_that_begin_alike_before_all) {
  EXPECT_THAT(near("ouse"), ElementsAre("mouse", "house"));
  EXPECT_THAT(near("hmouse"), ElementsAre("house", "mouse"));
  EXPECT_THAT(near("houze"), ElementsAre("house"));
  EXPECT_THAT(near("rouse"), ElementsAre("mouse", "house"));
}

TEST_F(near_words_test, of_a_form_are_found_by_its_stem) {
  EXPECT_THAT(near("gardners"), ElementsAre("gardener"));
}

TEST_F(near_words_test, are_likely_where_the_first_letter_is_right_and_the_word_is_not_short) {
  for (const auto* typed : {"compsot", "cmpost", "gardners", "Composz", "библитека"})
    EXPECT_EQ(near(typed, near_words::slips::likely), near(typed)) << typed;
  for (const auto* typed : {"ouse", "rouse", "ompost", "hmouse"})
    for (const auto& word : near(typed, near_words::slips::likely)) EXPECT_EQ(word.front(), *typed) << typed;
  EXPECT_THAT(near("mousing"), ElementsAre("mouse"));
  EXPECT_THAT(near("mousing", near_words::slips::likely), IsEmpty());
}

TEST_F(near_words_test, are_words_of_a_note_and_never_their_stems) {
  EXPECT_THAT(near("computr"), ElementsAre("computer"));
  for (const auto* typed : {"houz", "librar", "librari", "houring", "compute"})
    for (const auto& word : near(typed)) EXPECT_THAT(word, testing::AnyOf("house", "library", "computer")) << typed;
  ASSERT_TRUE(store_.write({example_note("b.md", {"They tried it, while planning happier stories."})}));
  for (const auto* typed : {"trip", "trit", "ztri", "happir", "stori", "plann"})
    for (const auto& word : near(typed)) EXPECT_THAT(word, testing::AnyOf("tried", "happier", "stories", "planning"));
  EXPECT_THAT(near("trip"), IsEmpty());
}

TEST_F(near_words_test, are_told_as_the_notes_write_them) {
  ASSERT_TRUE(store_.write({example_note("c.md", {"Grünkohl ist süß", "Plant beans. Beans in May", "NASA says",
                                                  "Cafe\u0301s are open", "Beans: see beans"})}));
  EXPECT_THAT(near("gruenkohl"), ElementsAre("Grünkohl"));
  EXPECT_THAT(near("beanz"), ElementsAre("beans")) << "as within a sentence";
  EXPECT_THAT(near("nassa"), ElementsAre("NASA"));
  EXPECT_THAT(near("caffes"), ElementsAre("Cafés"));
}

TEST_F(near_words_test, are_found_behind_many_passages_that_have_the_stem_alone) {
  std::vector<std::string> many(40, "connected and connecting");
  many.push_back("connect them");
  ASSERT_TRUE(store_.write({example_note("d.md", many)}));
  EXPECT_THAT(near("conect"), ElementsAre("connect"));
}

TEST_F(near_words_test, are_not_looked_for_where_anything_would_be_near) {
  for (const auto* typed : {"", "hse", "moues99", "2026", "数据库", "qqqq", "C++", "\xFF\xFF\xFF\xFF"})
    EXPECT_THAT(near(typed), IsEmpty()) << typed;
  EXPECT_THAT(near(std::string(100'000, 'a')), IsEmpty());
}

}  // namespace
}  // namespace secondbrain::stores
