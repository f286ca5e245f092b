#include "text/common_words.hpp"

#include <gtest/gtest.h>

#include "text/language_guess.hpp"
#include "text/word_forms.hpp"

namespace secondbrain::text {
namespace {

TEST(common_words, are_stop_words_and_others_of_a_language) {
  for (const auto* word : {"das", "wann", "muss", "würde"}) EXPECT_TRUE(is_common_word(fold(word), "de")) << word;
  for (const auto* word : {"что", "ещё", "какой", "её"}) EXPECT_TRUE(is_common_word(fold(word), "ru")) << word;
  for (const auto* word : {"що", "її", "який"}) EXPECT_TRUE(is_common_word(fold(word), "uk")) << word;
  EXPECT_FALSE(is_common_word("das", "en"));
  EXPECT_FALSE(is_common_word("dach", "de"));
  EXPECT_FALSE(is_common_word("what", "ru"));
}

TEST(common_words, are_known_whatever_the_language) {
  for (const auto* word : {"the", "das", "wann", "что", "pourquoi"}) EXPECT_TRUE(is_common_anywhere(word)) << word;
  EXPECT_FALSE(is_common_anywhere("roof"));
}

TEST(common_words, of_other_languages_may_be_words_in_english) {
  for (const auto* word : {"die", "war", "hat", "son", "come", "fur"}) EXPECT_TRUE(is_english_too(word)) << word;
  for (const auto* word : {"das", "la", "für", "und", "что"}) EXPECT_FALSE(is_english_too(word)) << word;
}

TEST(common_words, do_not_take_part_in_the_guess_of_a_language) {
  EXPECT_EQ(guess_language("wann muss welche soll"), "");
}

}  // namespace
}  // namespace secondbrain::text
