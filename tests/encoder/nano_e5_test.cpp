#include "encoder/nano_e5.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "encoder/bert_weights.hpp"
#include "tests/encoder/tiny_bert.hpp"

namespace secondbrain::encoder {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::tiny_bert;

std::span<const std::byte> as_file(const std::string& text) {
  return {reinterpret_cast<const std::byte*>(text.data()), text.size()};
}

TEST(nano_e5, has_the_weights_of_the_model) {
  const auto model = tiny_bert::of_four_bits();
  const auto file = model.nano_e5();
  const auto tensors = read_nano_e5(as_file(file));
  ASSERT_TRUE(tensors) << tensors.error().message;
  const auto weights = bert_weights_of(*tensors);
  ASSERT_TRUE(weights) << weights.error().message;
  ASSERT_EQ(weights->layers.size(), tiny_bert::layers);
  EXPECT_EQ(weights->words.rows, tiny_bert::vocabulary().size());
  EXPECT_EQ(weights->positions.rows, tiny_bert::positions);
  const auto& table = model.tables.at("embeddings.word_embeddings");
  for (std::size_t row = 0; row < weights->words.rows; ++row) {
    std::vector<float> read(tiny_bert::width);
    weights->words.add_row(row, read.data());
    for (std::size_t at = 0; at < read.size(); ++at)
      EXPECT_FLOAT_EQ(read[at], table.scale * static_cast<float>(int{table.codes[row * tiny_bert::width + at]} - 128));
  }
  const auto& matrix = model.matrices.at("encoder.layer.1.output.dense");
  const auto& linear = weights->layers[1].output;
  for (std::size_t at = 0; at < matrix.codes.size(); ++at) {
    const auto column = at % matrix.outputs;
    EXPECT_NEAR(linear.scales[column] * static_cast<float>(linear.codes[at]), matrix.at(at / matrix.outputs, column),
                linear.scales[column] / 2);
  }
}

TEST(nano_e5, has_the_vocabulary_of_the_model) {
  const auto file = tiny_bert::of_four_bits().nano_e5();
  const auto vocabulary = read_nano_e5_vocabulary(as_file(file));
  ASSERT_TRUE(vocabulary) << vocabulary.error().message;
  EXPECT_EQ(std::vector<std::string>(vocabulary->pieces.begin(), vocabulary->pieces.end()),
            tiny_bert::unigram_pieces());
  const auto pieces = sentence_pieces::from_vocabulary(*vocabulary);
  ASSERT_TRUE(pieces) << pieces.error().message;
  EXPECT_THAT(pieces->tokens_of("notes\nsourdough?", 100), ElementsAre(0, 5, 6, 8, 9, 14, 2));
}

TEST(nano_e5, cut_short_anywhere_is_refused_in_a_sentence) {
  const auto whole = tiny_bert::of_four_bits().nano_e5();
  for (std::size_t part = 0; part < 200; ++part) {
    const auto file = whole.substr(0, whole.size() * part / 200);
    const auto tensors = read_nano_e5(as_file(file));
    ASSERT_FALSE(tensors) << part;
    EXPECT_EQ(tensors.error().code, errc::corrupt);
    EXPECT_THAT(tensors.error().message, HasSubstr("Fetch it again."));
  }
  for (const std::string file : {"", "E5S1", "PK\x03\x04 a zip", "<html><title>Not found</title></html>"})
    EXPECT_FALSE(read_nano_e5_vocabulary(as_file(file))) << file;
}

TEST(nano_e5, with_damaged_bytes_is_read_or_refused_and_nothing_else) {
  const auto whole = tiny_bert::of_four_bits().nano_e5();
  for (std::size_t at = 0; at < whole.size(); at += at < 1000 ? 1 : 197)
    for (const char change : {'\x55', '\xff'}) {
      auto damaged = whole;
      damaged[at] = static_cast<char>(damaged[at] ^ change);
      if (const auto tensors = read_nano_e5(as_file(damaged)))
        static_cast<void>(bert_weights_of(*tensors));  // under AddressSanitizer this must not reach beyond the file
      static_cast<void>(read_nano_e5_vocabulary(as_file(damaged)));
    }
}

}  // namespace
}  // namespace secondbrain::encoder
