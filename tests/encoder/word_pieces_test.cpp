#include "encoder/word_pieces.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/encoder/tiny_bert.hpp"
#include "tests/encoder/word_piece_rows.hpp"

namespace secondbrain::encoder {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::size_t plenty = 1000;

word_pieces tokenizer() {
  return *word_pieces::from_vocabulary(testing::row_vocabulary, letter_case::lowered);
}

TEST(word_pieces, are_those_of_the_reference_in_every_script) {
  const auto pieces = tokenizer();
  for (const auto& row : testing::word_piece_rows)
    EXPECT_EQ(pieces.tokens_of(row.text, plenty), row.tokens) << row.text;
}

TEST(word_pieces, of_a_word_of_more_than_a_hundred_letters_are_unknown) {
  const auto pieces = tokenizer();
  EXPECT_EQ(pieces.tokens_of(std::string(100, 'a'), plenty).size(), 102U);
  EXPECT_THAT(pieces.tokens_of(std::string(101, 'a'), plenty), ElementsAre(2, 1, 3));
}

TEST(word_pieces, are_cut_off_where_no_more_are_wanted) {
  const auto pieces = tokenizer();
  const auto whole = pieces.tokens_of("the note the note the note", plenty);
  const auto some = pieces.tokens_of("the note the note the note", 5);
  EXPECT_THAT(some, ElementsAre(whole[0], whole[1], whole[2], whole[3], whole.back()));
  EXPECT_THAT(pieces.tokens_of("the", 2), ElementsAre(2, 3));
  EXPECT_EQ(pieces.tokens_of(std::string(1'000'000, '.'), 512).size(), 512U);
}

TEST(word_pieces, keep_letters_and_accents_where_the_model_does) {
  const auto pieces = *word_pieces::from_vocabulary("[UNK]\n[CLS]\n[SEP]\nÉt\net\n", letter_case::kept);
  EXPECT_THAT(pieces.tokens_of("Ét", plenty), ElementsAre(1, 3, 2));
  EXPECT_THAT(pieces.tokens_of("ét", plenty), ElementsAre(1, 0, 2));
}

TEST(word_pieces, are_read_from_json_and_from_lines_alike) {
  const auto from_json = *word_pieces::from_json(testing::tiny_bert::tokenizer_json());
  const auto from_lines = *word_pieces::from_vocabulary(testing::tiny_bert::vocab_txt(), letter_case::lowered);
  for (const std::string text : {"Notes about sourdough.", "[SEP] tax [MASK]", "unknown", ""})
    EXPECT_EQ(from_json.tokens_of(text, plenty), from_lines.tokens_of(text, plenty)) << text;
  EXPECT_EQ(from_json.size(), testing::tiny_bert::vocabulary().size());
}

TEST(word_pieces, without_a_vocabulary_say_what_to_do) {
  for (const std::string json : {"", "{}", "[1]", R"({"model":{"type":"WordPiece"}})"}) {
    const auto read = word_pieces::from_json(json);
    ASSERT_FALSE(read) << json;
    EXPECT_EQ(read.error().code, errc::corrupt);
    EXPECT_THAT(read.error().message, HasSubstr("Fetch the model again."));
  }
  EXPECT_THAT(word_pieces::from_vocabulary("a\nb\n", letter_case::lowered).error().message, HasSubstr("[UNK]"));
}

TEST(word_pieces, of_another_kind_are_refused) {
  const auto read = word_pieces::from_json(R"({"model":{"type":"Unigram"}})");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, errc::invalid_argument);
  EXPECT_THAT(read.error().message, HasSubstr("WordPiece"));
}

}  // namespace
}  // namespace secondbrain::encoder
