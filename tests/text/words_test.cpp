#include "text/words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace secondbrain::text {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (word_scanner scanner{text}; const auto word = scanner.next();)
    words.emplace_back(text.substr(word->begin, word->end - word->begin));
  return words;
}

std::vector<word_kind> kinds_of(std::string_view text) {
  std::vector<word_kind> kinds;
  for (word_scanner scanner{text}; const auto word = scanner.next();) kinds.push_back(word->kind);
  return kinds;
}

TEST(words, are_runs_of_letters_and_digits) {
  EXPECT_THAT(words_of("foo_bar, v1.2 (x)"), ElementsAre("foo", "bar", "v1", "2", "x"));
  EXPECT_THAT(words_of("  …—!? \n→≠€"), IsEmpty());
  EXPECT_THAT(words_of(""), IsEmpty());
  EXPECT_THAT(words_of("“q”‘r’s–t…u"), ElementsAre("q", "r", "s", "t", "u"));
}

TEST(words, keep_the_marks_that_belong_to_them) {
  EXPECT_THAT(words_of("cafe\u0301 हिन्दी كِتَاب"), ElementsAre("cafe\u0301", "हिन्दी", "كِتَاب"));
}

TEST(words, go_on_behind_what_cannot_be_seen) {
  EXPECT_THAT(words_of("mon\u00ADgoose ele\u200Bphant\u200B \uFEFFx"),
              ElementsAre("mon\u00ADgoose", "ele\u200Bphant", "x"));
}

TEST(words, are_separated_by_bytes_that_are_not_utf8) {
  EXPECT_THAT(words_of(std::string_view{"ab\xFF"
                                        "cd\0ef\xC3",
                                        9}),
              ElementsAre("ab", "cd", "ef"));
}

TEST(words, of_scripts_without_spaces_are_their_characters) {
  EXPECT_THAT(words_of("VSCode编辑器、README。"), ElementsAre("VSCode", "编", "辑", "器", "README"));
  EXPECT_THAT(words_of("検索エンジン"), ElementsAre("検", "索", "エ", "ン", "ジ", "ン"));
  EXPECT_THAT(words_of("ผัก"), ElementsAre("ผ", "ั", "ก"));
  EXPECT_THAT(words_of("회의 a"), ElementsAre("회", "의", "a"));
  EXPECT_THAT(kinds_of("a猫"), ElementsAre(word_kind::word, word_kind::character));
}

TEST(words, a_decomposed_character_is_one) {
  EXPECT_THAT(words_of("\u1112\u1168\u110B\u1174"), ElementsAre("\u1112\u1168", "\u110B\u1174"));
  EXPECT_THAT(words_of("カ\u3099レ"), ElementsAre("カ\u3099", "レ"));
  EXPECT_THAT(words_of("ｶﾞﾚ"), ElementsAre("ｶﾞ", "ﾚ"));
}

TEST(words, characters_of_a_run_touch_each_other_across_what_cannot_be_seen) {
  const std::string_view text = "数\u200B据";
  word_scanner scanner{text};
  const auto first = scanner.next();
  const auto second = scanner.next();
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->end, second->begin);
}

TEST(words, signs_that_name_a_thing_belong_to_them) {
  EXPECT_THAT(words_of("C++, C# and .NET; g++ C++17"), ElementsAre("C++", "C#", "and", ".NET", "g++", "C++", "17"));
  EXPECT_THAT(words_of("a+b ab# C## C#x a++b c+++ #tag note#heading asp.net .network ..net"),
              ElementsAre("a", "b", "ab", "C", "C", "x", "a", "b", "c", "tag", "note", "heading", "asp", "net",
                          "network", "net"));
  EXPECT_EQ(without_sign("C++"), "C");
  EXPECT_EQ(without_sign(".NET"), "NET");
  EXPECT_THAT(kinds_of("C# x"), ElementsAre(word_kind::sign, word_kind::word));
}

TEST(words, emoji_are_some) {
  EXPECT_THAT(words_of("a🚀b 🇩🇪 ☀\uFE0F ☀ © 👍🏽"), ElementsAre("a", "🚀", "b", "🇩🇪", "☀\uFE0F", "👍"));
  // A word by itself is the same word again.
  for (const auto* picture : {"❤\uFE0F", "☎\uFE0F", "☀\uFE0F", "✈\uFE0F", "✔\uFE0F", "🚀", "⭐"})
    EXPECT_THAT(words_of(words_of(std::string{picture} + " x").front()), ElementsAre(picture));
}

TEST(words, the_vowel_am_is_one_character_in_one_sign_or_two) {
  EXPECT_THAT(words_of("\u0E01\u0E33"), ElementsAre("\u0E01", "\u0E33"));
  EXPECT_THAT(words_of("\u0E01\u0E4D\u0E32"), ElementsAre("\u0E01", "\u0E4D\u0E32"));
  EXPECT_THAT(words_of("\u0EC1\u0ECD\u0EB2"), ElementsAre("\u0EC1", "\u0ECD\u0EB2"));
  EXPECT_THAT(words_of("\u0E01\u0E32\u0E4D"), ElementsAre("\u0E01", "\u0E32", "\u0E4D"));
}

}  // namespace
}  // namespace secondbrain::text
