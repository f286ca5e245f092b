// A network of the BERT shape, ready to compute: tokens to one vector for each text.
//
// Any thread may encode, each with a workspace of its own; a text takes no notice of its neighbours, so its vector is
// the same in every batch. Making one throws what oneDNN throws, and so does encoding.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "encoder/bert_weights.hpp"
#include "encoder/int8_product.hpp"
#include "encoder/row_kernels.hpp"
#include "encoder/word_pieces.hpp"

namespace secondbrain::encoder {

/// Which of the last layer's rows is the text's vector: that of its first token, or the mean of all.
enum class pooling : std::uint8_t { first_token, mean };

struct network_shape {
  std::size_t heads = 0;
  pooling pooled = pooling::mean;
  float epsilon = 1e-12F;  // of the normalisations
};

class bert_network {
 public:
  /// The number of heads divides the width.
  bert_network(bert_weights weights, network_shape shape);

  /// Memory for one batch at a time, kept from one to the next.
  struct workspace {
    std::vector<float> rows;             // a token's state
    std::vector<float> query_key_value;  // of each row, side by side
    std::vector<float> mixed;            // what attention makes of them
    std::vector<float> scores;           // of some rows of a text with all of it
    std::vector<float> inner;            // one row
    std::vector<std::uint8_t> codes;     // of the rows
    std::vector<row_code> row_codes;
    std::vector<std::uint8_t> inner_codes;
    std::vector<row_code> inner_row_codes;
    std::vector<std::int32_t> sums;
  };

  /// Vectors one after the other, not normalised. Every token is below `vocabulary()`, and every text has at least one
  /// and at most `longest_text()`.
  std::vector<float> encode(std::span<const std::vector<token>> texts, workspace& space) const;

  /// Adds so many times the beginning of the token's row in the table of words.
  void add_word(token word, float weight, std::size_t columns, float* to) const {
    words_.add_weighted(static_cast<std::size_t>(word), weight, columns, to);
  }

  std::size_t width() const { return width_; }
  std::size_t vocabulary() const { return words_.rows; }
  std::size_t longest_text() const { return positions_.rows; }

 private:
  struct linear {
    explicit linear(const linear_weights& weights);

    column_scales columns() const { return {scales.data(), code_sums.data(), bias.data()}; }

    int8_product product;
    std::size_t outputs;
    std::vector<float> scales;
    std::vector<float> bias;
    std::vector<std::int32_t> code_sums;
  };

  struct layer {
    explicit layer(layer_weights weights);

    linear query_key_value;
    linear attention_output;
    norm_weights attention_norm;
    linear intermediate;
    linear output;
    norm_weights output_norm;
  };

  struct stretch {  // of the rows: a text
    std::size_t first;
    std::size_t count;
  };

  void look_up(std::span<const std::vector<token>> texts, workspace& space) const;
  void pass(const layer& through, std::span<const stretch> texts, workspace& space) const;
  void attend(std::span<const stretch> texts, workspace& space) const;
  void finish_row(std::size_t row, const norm_weights& norm, workspace& space) const;
  void pass_inner(const layer& through, std::size_t first, std::size_t count, workspace& space) const;

  coded_table words_;
  coded_table positions_;
  coded_table types_;
  norm_weights norm_;
  network_shape shape_;
  std::size_t width_;
  std::vector<layer> layers_;
};

}  // namespace secondbrain::encoder
