#include "brain/llm/embedder.hpp"

#include <gtest/gtest.h>

#include <cmath>

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
  normalise(vector);
  EXPECT_FLOAT_EQ(vector[0], 0.6f);
  EXPECT_FLOAT_EQ(vector[1], 0.8f);
}

TEST(embedder, leaves_a_vector_of_zeros) {
  std::vector<float> vector{0, 0};
  normalise(vector);
  EXPECT_EQ(vector, (std::vector<float>{0, 0}));
}

}  // namespace
}  // namespace secondbrain::search
