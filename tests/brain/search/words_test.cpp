#include "brain/search/words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/brain/search/full_text_table.hpp"

namespace secondbrain::search {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  word_scanner scanner{text};
  while (const auto word = scanner.next()) words.emplace_back(text.substr(word->begin, word->end - word->begin));
  return words;
}

std::vector<std::string> folded_words_of(std::string_view text) {
  auto words = words_of(text);
  for (auto& word : words) word = fold(word);
  return words;
}

std::string utf8(char32_t value) {
  std::string out;
  if (value < 0x800) {
    out += static_cast<char>(0xC0 | (value >> 6));
  } else {
    out += static_cast<char>(0xE0 | (value >> 12));
    out += static_cast<char>(0x80 | ((value >> 6) & 0x3F));
  }
  return out += static_cast<char>(0x80 | (value & 0x3F));
}

TEST(words, are_runs_of_letters_and_digits) {
  EXPECT_THAT(words_of("foo_bar, v1.2 (C++)"), ElementsAre("foo", "bar", "v1", "2", "C"));
  EXPECT_THAT(words_of("  …—!? \n"), IsEmpty());
  EXPECT_THAT(words_of(""), IsEmpty());
}

TEST(words, are_folded_to_lower_case_without_diacritics) {
  EXPECT_EQ(fold("ÉCLAIR"), "eclair");
  EXPECT_EQ(fold("Ångström"), "angstrom");
  EXPECT_EQ(fold("ΑΘΗΝΑ"), "αθηνα");
  EXPECT_EQ(fold("МОСКВА"), "москва");
  EXPECT_EQ(fold("cafe\u0301"), "cafe");  // decomposed, as macOS writes it
}

TEST(words, are_stemmed_after_folding) {
  EXPECT_EQ(stem("Résumés"), stem("resume"));
}

TEST(words, are_separated_by_bytes_that_are_not_utf8) {
  EXPECT_THAT(words_of(std::string_view{"ab\xFF"
                                        "cd\0ef\xC3",
                                        9}),
              ElementsAre("ab", "cd", "ef"));
}

// Letters that the folding tables name; outside of them only the kinds of characters below are told apart.
TEST(words, fold_and_split_as_the_index_does) {
  constexpr std::pair<char32_t, char32_t> ranges[] = {{0xA0, 0x24F}, {0x370, 0x52F}, {0x1E00, 0x1EFF}};
  std::string text;
  for (const auto& [first, last] : ranges)
    for (auto value = first; value <= last; ++value) text += "a" + utf8(value) + "b ";
  full_text_table index{"unicode61"};
  index.add(text);
  EXPECT_EQ(folded_words_of(text), index.tokens());
}

TEST(words, split_other_scripts_and_symbols_as_the_index_does) {
  for (std::string text : {"日本語、テスト。一二三", "한국어 문장", "a→b≠c€d", "x🎉y", "“q”‘r’s–t…u", "Ａ！ｂ", "ⅷ Ⅷ",
                           "עברית", "a\u200Bb\uFEFFc"}) {
    full_text_table index{"unicode61"};
    index.add(text);
    EXPECT_EQ(words_of(text).size(), index.tokens().size()) << text;
  }
}

}  // namespace
}  // namespace secondbrain::search
