#include "brain/search/common_words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "brain/search/query.hpp"

namespace secondbrain::search {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using words = std::vector<std::string>;

words words_left(std::string_view query, const words& note_languages) {
  return parse_query(query, quoting::phrases, note_languages).words;
}

TEST(common_words_of_a_query, are_those_of_a_language_of_the_notes_that_it_has_words_of) {
  const words notes{"de", "ru"};
  EXPECT_THAT(words_left("das Dach", notes), ElementsAre("Dach"));
  EXPECT_THAT(words_left("War der Hund krank?", notes), ElementsAre("Hund", "krank")) << "“der” tells of “war”";
  EXPECT_THAT(words_left("Was kostet das in Berlin", notes), ElementsAre("kostet", "Berlin"));
  EXPECT_THAT(words_left("Wie kocht man Linsen", notes), ElementsAre("kocht", "Linsen"));
  EXPECT_THAT(words_left("für Anna", notes), ElementsAre("Anna"));
  EXPECT_THAT(words_left("Wann muss der Hund zum Tierarzt?", notes), ElementsAre("Hund", "Tierarzt"));
  EXPECT_THAT(words_left("какой подъезд", notes), ElementsAre("подъезд")) << "which may be Bulgarian, too";
  EXPECT_THAT(words_left("що таке риба", {"uk"}), ElementsAre("таке", "риба"));
  EXPECT_THAT(words_left("la casa de Ana", {"es"}), ElementsAre("casa", "Ana"));
  EXPECT_THAT(words_left("de fiets", {"de", "nl"}), ElementsAre("fiets"));
  EXPECT_THAT(words_left("das \"und der\" Dach", notes), ElementsAre("und der", "Dach")) << "but for phrases";
}

TEST(common_words_of_a_query, are_of_german_where_a_noun_follows_its_article) {
  EXPECT_THAT(words_left("die Giraffen", {"de"}), ElementsAre("Giraffen"));
  EXPECT_THAT(words_left("den Hund", {"de"}), ElementsAre("Hund"));
  EXPECT_THAT(words_left("die Äpfel", {"de"}), ElementsAre("Äpfel"));
  EXPECT_THAT(words_left("Kuchen mit Zwiebeln", {"de"}), ElementsAre("Kuchen", "Zwiebeln"));
  EXPECT_THAT(words_left("die hard", {"de"}), ElementsAre("die", "hard"));
  EXPECT_THAT(words_left("Die Hard", {"de"}), ElementsAre("Die", "Hard"));
  EXPECT_THAT(words_left("die Giraffen", {"fr"}), ElementsAre("die", "Giraffen"));
}

TEST(common_words_of_a_query, are_not_of_a_language_where_english_has_them_too) {
  const words notes{"de", "es", "fr", "it", "nl"};
  for (const auto* query : {"total war", "man hat", "hot pan", "art bin", "sin", "come", "fin", "MIT", "UN report"})
    EXPECT_EQ(words_left(query, notes), parse_query(query).words) << query;
  EXPECT_THAT(words_left("is das Boot on the water", {"de"}), ElementsAre("das", "Boot", "water"));
}

TEST(common_words_of_a_query, leave_english_alone) {
  for (const auto* query : {"das Boot", "la la land", "El Niño", "de facto", "van der Waals", "how do I prune roses"}) {
    EXPECT_EQ(words_left(query, {}), parse_query(query).words) << query;
    EXPECT_EQ(words_left(query, {"ru"}), parse_query(query).words) << query;
  }
  EXPECT_THAT(words_left("das Boot", {}), ElementsAre("das", "Boot"));
  EXPECT_THAT(words_left("to be das", {"de"}), ElementsAre("das"));
}

TEST(common_words_of_a_query, stay_when_nothing_else_is_left) {
  EXPECT_THAT(words_left("der die das", {"de"}), ElementsAre("der", "die", "das"));
  EXPECT_THAT(words_left("das", {"de"}), ElementsAre("das"));
}

TEST(common_words_of_a_query, languages_of_the_notes_are_those_of_a_fair_share) {
  EXPECT_THAT(languages_beside_english({{"de", 5}, {"en", 94}, {"ru", 1}}), ElementsAre("de"));
  EXPECT_THAT(languages_beside_english({{"de", 60}, {"en", 20}, {"ru", 20}}), ElementsAre("de", "ru"));
  EXPECT_THAT(languages_beside_english({{"", 80}, {"de", 20}}), ElementsAre("de")) << "most of no language";
  EXPECT_THAT(languages_beside_english({{"en", 7}}), IsEmpty());
  EXPECT_THAT(languages_beside_english({}), IsEmpty());
}

}  // namespace
}  // namespace secondbrain::search
