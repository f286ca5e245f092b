#include "encoder/sentence_pieces.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/encoder/sentence_piece_rows.hpp"

namespace secondbrain::encoder {
namespace {

using ::testing::HasSubstr;

constexpr std::size_t enough = 1000;

unigram_vocabulary row_vocabulary() {
  unigram_vocabulary made;
  for (const auto& [piece, score] : testing::row_pieces) {
    made.pieces.push_back(piece);
    made.scores.push_back(score);
  }
  for (const auto& [from, to] : testing::row_characters) made.characters.add(from, std::u32string{to});
  return made;
}

sentence_pieces row_tokenizer() {
  return *sentence_pieces::from_vocabulary(row_vocabulary());
}

TEST(sentence_pieces, are_those_of_the_reference_in_every_script) {
  const auto pieces = row_tokenizer();
  for (const auto& row : testing::sentence_piece_rows)
    EXPECT_EQ(pieces.tokens_of(row.text, enough), row.tokens) << row.text;
  EXPECT_EQ(pieces.size(), testing::row_pieces.size());
}

TEST(sentence_pieces, are_cut_off_where_no_more_are_wanted) {
  const auto pieces = row_tokenizer();
  const std::string text = "notes. How often do I feed the notes, notes?";
  const auto whole = pieces.tokens_of(text, enough);
  for (std::size_t most = 2; most <= whole.size(); ++most) {
    auto wanted = whole;
    wanted.resize(most);
    wanted.back() = whole.back();
    EXPECT_EQ(pieces.tokens_of(text, most), wanted) << most;
  }
}

TEST(sentence_pieces, of_a_text_without_end_are_those_of_its_beginning) {
  const auto pieces = row_tokenizer();
  const std::string word(1'000'000, 'a');
  const auto of_word = pieces.tokens_of(word, 64);
  EXPECT_EQ(of_word.size(), 64U);
  EXPECT_EQ(of_word, pieces.tokens_of(word.substr(0, 100'000), 64));
  std::string words;
  while (words.size() < 1'000'000) words += "notes ";
  EXPECT_EQ(pieces.tokens_of(words, 64).size(), 64U);
  EXPECT_EQ(pieces.tokens_of(std::string(1'000'000, ' '), 64).size(), 2U);
}

TEST(sentence_pieces, of_bytes_that_are_no_text_are_some) {
  const auto pieces = row_tokenizer();
  for (const std::string text : {"\xff\xfe", "\xc3", "a\xe2\x82", "\xed\xa0\x80", "\xf4\x90\x80\x80"}) {
    const auto tokens = pieces.tokens_of(text, enough);
    EXPECT_EQ(tokens.front(), 0) << text.size();
    EXPECT_EQ(tokens.back(), 2) << text.size();
  }
}

TEST(sentence_pieces, without_a_whole_vocabulary_say_what_to_do) {
  auto without_scores = row_vocabulary();
  without_scores.scores.pop_back();
  auto without_unknown = row_vocabulary();
  without_unknown.unknown = static_cast<token>(without_unknown.pieces.size());
  auto with_one_twice = row_vocabulary();
  with_one_twice.pieces.back() = with_one_twice.pieces[10];
  for (auto vocabulary : {unigram_vocabulary{}, without_scores, without_unknown, with_one_twice}) {
    const auto made = sentence_pieces::from_vocabulary(std::move(vocabulary));
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, errc::corrupt);
    EXPECT_THAT(made.error().message, HasSubstr("Fetch the model again."));
  }
}

}  // namespace
}  // namespace secondbrain::encoder
