#include "brain/llm/embedder.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "base/utf8.hpp"

namespace secondbrain::search {
namespace {

TEST(embedder, is_given_the_headings_before_the_text) {
  chunk piece;
  piece.heading_path = {"Garden", "Roses"};
  piece.text = "Prune in March.";
  EXPECT_EQ(text_to_embed(piece), "Garden > Roses\nPrune in March.");
}

TEST(embedder, is_given_only_the_text_without_headings) {
  chunk piece;
  piece.text = "Prune in March.";
  EXPECT_EQ(text_to_embed(piece), "Prune in March.");
}

TEST(embedder, is_given_the_name_of_the_file_and_the_title_before_the_headings) {
  chunk piece;
  piece.note_path = "plants/garden 2026.md";
  piece.note_title = "My garden";
  piece.heading_path = {"Roses"};
  piece.text = "Prune in March.";
  EXPECT_EQ(text_to_embed(piece), "garden 2026 > My garden > Roses\nPrune in March.");
}

TEST(embedder, is_given_names_that_are_alike_once) {
  chunk piece;
  piece.note_path = "Garden.md";
  piece.note_title = "garden";
  piece.heading_path = {"Garden ", "Roses"};
  piece.text = "Prune in March.";
  EXPECT_EQ(text_to_embed(piece), "Garden > Roses\nPrune in March.");
}

TEST(embedder, is_given_the_aliases_of_the_note) {
  chunk piece;
  piece.note_path = "Film.md";
  piece.note_title = "Film";
  piece.heading_path = {"film", "Sound"};
  piece.text = "Since 1927.";
  EXPECT_EQ(text_to_embed(piece, "Movie\nPicture\nfilm"), "Film > Movie > Picture > Sound\nSince 1927.");
  EXPECT_EQ(text_to_embed(piece, "\n\n"), "Film > Sound\nSince 1927.");
}

TEST(embedder, is_given_the_beginning_of_names_without_end) {
  chunk piece;
  piece.note_path = "Film.md";
  piece.note_title = std::string(3000, 'x');
  piece.text = "Since 1927.";
  std::string aliases;
  for (int i = 0; i < 1000; ++i) aliases += "alias " + std::to_string(i) + "\n";
  const auto text = text_to_embed(piece, aliases);
  EXPECT_LT(text.size(), 500u);
  EXPECT_TRUE(text.starts_with("Film > xxx"));
  EXPECT_TRUE(text.ends_with("x\nSince 1927."));
  piece.note_title = "Ton";
  EXPECT_EQ(text_to_embed(piece, "Ä\n" + aliases).find("alias 7"), std::string::npos) << "some of them are enough";
  piece.note_title.clear();
  for (int i = 0; i < 3000; ++i) piece.note_title += "ä";
  EXPECT_EQ(text_to_embed(piece), repaired_utf8(text_to_embed(piece))) << "no letter is cut in two";
}

TEST(embedder, is_given_nothing_of_a_note_that_says_nothing) {
  chunk piece;
  piece.note_path = "plants/garden.md";
  piece.note_title = "garden";
  piece.text = " \n";
  EXPECT_EQ(text_to_embed(piece), "");
  piece.heading_path = {"Roses"};
  EXPECT_EQ(text_to_embed(piece), "garden > Roses\n \n");
}

TEST(embedder, is_given_an_instruction_before_queries_when_it_is_a_bge_model) {
  const std::string instruction = "Represent this sentence for searching relevant passages: ";
  EXPECT_EQ(query_to_embed("BAAI/bge-base-en-v1.5", "roses"), instruction + "roses");
  EXPECT_EQ(query_to_embed("bge-small-en", "roses"), instruction + "roses");
  EXPECT_EQ(query_to_embed("all-MiniLM-L6-v2", "roses"), "roses");
  EXPECT_EQ(query_to_embed("other/bge-base", "roses"), "roses");
}

TEST(embedder, vectors_are_scaled_to_length_one) {
  std::vector<float> vector{3, 4};
  EXPECT_TRUE(normalise(vector));
  EXPECT_FLOAT_EQ(vector[0], 0.6f);
  EXPECT_FLOAT_EQ(vector[1], 0.8f);
}

TEST(embedder, vectors_that_are_very_short_or_long_have_a_direction) {
  for (const float size : {1e-44F, 1e-30F, 1e38F}) {
    std::vector<float> vector{size, 0, -size};
    EXPECT_TRUE(normalise(vector)) << size;
    EXPECT_NEAR(vector[0], 0.7071F, 1e-3) << size;
    EXPECT_EQ(vector[2], -vector[0]) << size;
  }
}

TEST(embedder, says_what_has_no_direction_and_leaves_it) {
  std::vector<float> zeros{0, 0};
  EXPECT_FALSE(normalise(zeros));
  EXPECT_EQ(zeros, (std::vector<float>{0, 0}));
  for (const float odd : {std::numeric_limits<float>::infinity(), std::numeric_limits<float>::quiet_NaN()}) {
    std::vector<float> vector{1, odd};
    EXPECT_FALSE(normalise(vector)) << odd;
  }
}

}  // namespace
}  // namespace secondbrain::search
