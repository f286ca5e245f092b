// A model of the BERT shape, small and of random weights, written as the files that are read; and its vectors computed
// in plain floats, with nothing quantised on the way, to compare with.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "encoder/model_description.hpp"

namespace secondbrain::encoder::testing {

struct tiny_bert {
  static constexpr std::size_t width = 32;
  static constexpr std::size_t heads = 4;
  static constexpr std::size_t inner = 64;
  static constexpr std::size_t positions = 48;
  static constexpr std::size_t layers = 2;

  explicit tiny_bert(std::uint32_t seed = 1);

  /// Of weights that four bits are enough for.
  static tiny_bert of_four_bits(std::uint32_t seed = 1);

  /// The words of the vocabulary, in the order of their numbers.
  static const std::vector<std::string>& vocabulary();

  /// Another vocabulary, of as many pieces as there are words.
  static const std::vector<std::string>& unigram_pieces();

  std::vector<float> reference(const std::vector<std::int32_t>& tokens, pooling pooled) const;

  std::string onnx() const;         // as int8
  std::string safetensors() const;  // as floats
  std::string nano_e5() const;      // of four bits, with the vocabulary `unigram_pieces`
  static std::string tokenizer_json();
  static std::string vocab_txt();

  /// A folder as it is on the shelf.
  void write(const std::filesystem::path& folder, model_description description) const;
  static model_description description(const std::string& name = "tiny");

  /// Matrices by name, a row for each input, as 8-bit codes with a scale for each output; the floats of the reference
  /// are what these stand for.
  struct matrix {
    std::size_t inputs;
    std::size_t outputs;
    std::vector<std::int8_t> codes;
    std::vector<float> scales;

    float at(std::size_t row, std::size_t column) const {
      return scales[column] * static_cast<float>(codes[row * outputs + column]);
    }
  };
  struct table {
    std::size_t rows;
    std::vector<std::uint8_t> codes;
    float scale;
  };
  std::map<std::string, matrix> matrices;
  std::map<std::string, table> tables;
  std::map<std::string, std::vector<float>> vectors;  // biases and normalisations
};

}  // namespace secondbrain::encoder::testing
