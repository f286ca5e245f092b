#include "encoder/bert_weights.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/encoder/tiny_bert.hpp"

namespace secondbrain::encoder {
namespace {

using ::testing::HasSubstr;
using testing::tiny_bert;

std::span<const std::byte> bytes_of(const std::string& text) {
  return {reinterpret_cast<const std::byte*>(text.data()), text.size()};
}

TEST(weights, of_onnx_are_those_of_the_model) {
  const tiny_bert model;
  const auto file = model.onnx();
  const auto tensors = read_onnx(bytes_of(file));
  ASSERT_TRUE(tensors) << tensors.error().message;
  const auto weights = bert_weights_of(*tensors);
  ASSERT_TRUE(weights) << weights.error().message;
  EXPECT_EQ(weights->layers.size(), tiny_bert::layers);
  EXPECT_EQ(weights->words.codes, model.tables.at("embeddings.word_embeddings").codes);
  const auto& output = model.matrices.at("encoder.layer.1.output.dense");
  EXPECT_EQ(weights->layers[1].output.codes, output.codes);
  EXPECT_EQ(weights->layers[1].output.scales, output.scales);
}

TEST(weights, of_codes_with_all_eight_bits_are_halved) {
  tiny_bert model;
  auto& matrix = model.matrices.at("encoder.layer.0.output.dense");
  matrix.codes[0] = 127;
  const auto file = model.onnx();
  const auto tensors = read_onnx(bytes_of(file));
  const auto weights = bert_weights_of(*tensors);
  const auto& read = weights->layers[0].output;
  EXPECT_EQ(read.codes[0], 64);
  EXPECT_FLOAT_EQ(read.scales[0], 2 * matrix.scales[0]);
  EXPECT_EQ(read.codes[1], matrix.codes[1]);
}

TEST(weights, cut_short_anywhere_are_refused) {
  const auto onnx = tiny_bert{}.onnx();
  const auto safetensors = tiny_bert{}.safetensors();
  for (std::size_t part = 0; part < 200; ++part) {
    const auto short_onnx = onnx.substr(0, onnx.size() * part / 200);
    EXPECT_FALSE(read_onnx(bytes_of(short_onnx))) << part;
    const auto short_safetensors = safetensors.substr(0, safetensors.size() * part / 200);
    EXPECT_FALSE(read_safetensors(bytes_of(short_safetensors))) << part;
  }
}

TEST(weights, with_a_damaged_byte_are_read_or_refused_and_nothing_else) {
  const auto whole = tiny_bert{}.onnx();
  for (std::size_t at = 0; at < whole.size(); at += 97) {
    auto damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
    if (const auto tensors = read_onnx(bytes_of(damaged)))
      static_cast<void>(bert_weights_of(*tensors));  // under AddressSanitizer this must not reach beyond the file
  }
}

TEST(weights, of_something_else_are_refused_in_a_sentence) {
  for (const std::string text : {"", "PK\x03\x04 a zip", "<html><title>Not found</title></html>", "{}"}) {
    const auto onnx = read_onnx(bytes_of(text));
    ASSERT_FALSE(onnx);
    EXPECT_THAT(onnx.error().message, HasSubstr("Fetch it again."));
    EXPECT_FALSE(read_safetensors(bytes_of(text)));
  }
}

TEST(weights, of_another_network_are_refused_by_what_is_missing) {
  tiny_bert model;
  model.vectors.erase("encoder.layer.1.output.dense.bias");
  model.vectors.erase("encoder.layer.0.attention.self.key.bias");
  const auto file = model.onnx();
  const auto tensors = read_onnx(bytes_of(file));
  const auto weights = bert_weights_of(*tensors);
  ASSERT_FALSE(weights);
  EXPECT_EQ(weights.error().code, errc::corrupt);
  EXPECT_THAT(weights.error().message, HasSubstr("encoder.layer.0.attention.self.key.bias"));
}

}  // namespace
}  // namespace secondbrain::encoder
