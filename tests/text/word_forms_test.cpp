#include "text/word_forms.hpp"

#include <gtest/gtest.h>

namespace secondbrain::text {
namespace {

TEST(word_forms, are_the_word_and_its_stem) {
  word_former former;
  const auto forms = former.of("Résumés");
  EXPECT_EQ(forms.word, "resumes");
  EXPECT_EQ(forms.stem, former.of("resume").stem);
}

TEST(word_forms, follow_the_language) {
  EXPECT_EQ(stem("Häuser", "de"), stem("Haus", "de"));
  EXPECT_EQ(stem("канадские", "ru"), stem("канадский", "ru"));
  EXPECT_EQ(stem("chevaux", "fr"), "cheval");
  EXPECT_EQ(stem("canciones", "es"), stem("canción", "es"));
  EXPECT_EQ(stem("gardens", ""), "garden") << "of an unknown language";
  EXPECT_EQ(stem("gardens", "vi"), "gardens") << "of one without stems";
  EXPECT_EQ(stem("gardens", "no such thing"), "gardens");
}

TEST(word_forms, are_the_same_after_another_language_and_other_words) {
  word_former former{2};
  for (int round = 0; round < 3; ++round) {
    former.set_language("de");
    EXPECT_EQ(former.of("Katzen").stem, "katz");
    former.set_language("en");
    EXPECT_EQ(former.of("Katzen").stem, "katzen");
    EXPECT_EQ(former.of("cats").stem, "cat");
    EXPECT_EQ(former.of("dogs").word, "dogs");
  }
}

TEST(word_forms, of_very_long_words_are_those_of_their_beginning) {
  const std::string beginning(longest_word, 'a');
  EXPECT_EQ(fold(beginning + "bc"), beginning);
  EXPECT_EQ(fold(std::string(longest_word - 1, 'a') + "é"), std::string(longest_word - 1, 'a'))
      << "no character is cut in two";
}

}  // namespace
}  // namespace secondbrain::text
