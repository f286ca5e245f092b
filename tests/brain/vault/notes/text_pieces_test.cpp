#include "brain/vault/notes/text_pieces.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "base/utf8.hpp"
#include "tests/brain/vault/repeated.hpp"

namespace secondbrain::vault {
namespace {

using testing::ElementsAre;

std::string joined(const std::vector<std::string_view>& pieces) {
  std::string text;
  for (auto piece : pieces) text += piece;
  return text;
}

TEST(text_pieces, a_text_that_fits_is_whole) {
  EXPECT_THAT(cut_long_text("short", 4, 5), ElementsAre("short"));
  EXPECT_THAT(cut_long_text("", 4, 5), ElementsAre(""));
}

TEST(text_pieces, lines_come_before_sentences) {
  EXPECT_THAT(cut_long_text("One. Two.\nThree. Four.", 16, 18), ElementsAre("One. Two.\n", "Three. Four."));
}

TEST(text_pieces, sentences_come_before_words) {
  EXPECT_THAT(cut_long_text("It was (so). And then more", 20, 22), ElementsAre("It was (so). ", "And then more"));
  EXPECT_THAT(cut_long_text("これは文です。つぎの文もある", 10, 12), ElementsAre("これは文です。", "つぎの文もある"));
}

TEST(text_pieces, words_come_before_code_points) {
  EXPECT_THAT(cut_long_text("alpha beta gamma", 12, 12), ElementsAre("alpha beta ", "gamma"));
}

TEST(text_pieces, a_run_without_gaps_is_cut_between_code_points) {
  EXPECT_THAT(cut_long_text("ééééééé", 3, 3), ElementsAre("ééé", "ééé", "é"));
}

TEST(text_pieces, a_gap_too_near_the_front_is_passed_over) {
  EXPECT_THAT(cut_long_text("a bbbbbbbbbbbbbbb", 12, 12), ElementsAre("a bbbbbbbbbb", "bbbbb"));
}

TEST(text_pieces, a_version_number_ends_no_sentence) {
  EXPECT_THAT(cut_long_text("version 1.2 of it", 12, 12), ElementsAre("version 1.2 ", "of it"));
}

TEST(text_pieces, CHK_18_no_piece_starts_with_a_space) {
  auto text = repeated("word  and. other ", 500);
  for (auto piece : cut_long_text(text, 100, 150)) EXPECT_NE(piece.front(), ' ');
}

TEST(text_pieces, W30_a_long_blob_after_early_spaces_ends) {
  auto text = "see the image " + repeated("QUJD", 250'000) + " and more";
  auto pieces = cut_long_text(text, 1200, 2000);
  EXPECT_EQ(joined(pieces), text);
  for (auto piece : pieces) EXPECT_LE(count_code_points(piece), 2000u);
}

TEST(text_pieces, odd_sizes_still_get_on) {
  for (std::size_t target : {1u, 2u, 3u}) EXPECT_EQ(joined(cut_long_text("a b\nc d", target, target)), "a b\nc d");
}

}  // namespace
}  // namespace secondbrain::vault
