// The weights of a network of the BERT shape, found by their names in a file of tensors and checked against each other.
//
// Plain values. Fails with corrupt (something is missing or of another size) and invalid_argument (weights of a kind
// that is not computed here), in sentences about "it".
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/error.hpp"
#include "encoder/tensors.hpp"

namespace secondbrain::encoder {

/// Rows of numbers, as 8-bit codes: a value is `scale × (code − zero)`; or as they lie in blocks of 4-bit numbers.
struct coded_table {
  std::size_t rows = 0;
  std::size_t width = 0;
  std::vector<std::uint8_t> codes;
  std::vector<float> scales;  // one for all rows, or one for each
  std::uint8_t zero = 128;
  std::vector<std::byte> blocks{};  // instead of codes

  void add_row(std::size_t row, float* to) const;

  /// So many times the beginning of a row, whole blocks of it.
  void add_weighted(std::size_t row, float weight, std::size_t columns, float* to) const;
};

/// A matrix to multiply by: `value = scale of the column × code`, codes from -64 to 64, so that the instructions of
/// older processors, which add two products in 16 bits, add them right; and what is added to the product.
struct linear_weights {
  std::size_t inputs = 0;
  std::size_t outputs = 0;
  std::vector<std::int8_t> codes;  // a row for each input
  std::vector<float> scales;       // one for each output
  std::vector<float> bias;         // likewise
};

struct norm_weights {
  std::vector<float> weight;
  std::vector<float> bias;
};

struct layer_weights {
  linear_weights query_key_value;  // side by side
  linear_weights attention_output;
  norm_weights attention_norm;
  linear_weights intermediate;
  linear_weights output;
  norm_weights output_norm;
};

struct bert_weights {
  coded_table words;
  coded_table positions;
  coded_table types;
  norm_weights norm;
  std::vector<layer_weights> layers;

  std::size_t width() const { return words.width; }
};

result<bert_weights> bert_weights_of(const tensor_file& file);

}  // namespace secondbrain::encoder
