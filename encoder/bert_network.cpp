#include "encoder/bert_network.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace secondbrain::encoder {

namespace {

/// Calls it for each part of the rows that is multiplied at once.
template <class F>
void for_each_tile(std::size_t rows, const F& use) {
  for (std::size_t first = 0; first < rows; first += most_rows) use(first, std::min(most_rows, rows - first));
}

}  // namespace

bert_network::linear::linear(const linear_weights& weights)
    : product{weights.codes, weights.inputs, weights.outputs},
      outputs{weights.outputs},
      scales{weights.scales},
      bias{weights.bias},
      code_sums(weights.outputs) {
  for (std::size_t row = 0; row < weights.inputs; ++row)
    for (std::size_t column = 0; column < outputs; ++column) code_sums[column] += weights.codes[row * outputs + column];
}

bert_network::layer::layer(layer_weights weights)
    : query_key_value{weights.query_key_value},
      attention_output{weights.attention_output},
      attention_norm{std::move(weights.attention_norm)},
      intermediate{weights.intermediate},
      output{weights.output},
      output_norm{std::move(weights.output_norm)} {}

bert_network::bert_network(bert_weights weights, network_shape shape)
    : words_{std::move(weights.words)},
      positions_{std::move(weights.positions)},
      types_{std::move(weights.types)},
      norm_{std::move(weights.norm)},
      shape_{shape},
      width_{words_.width} {
  layers_.reserve(weights.layers.size());
  for (auto& one : weights.layers) layers_.emplace_back(std::move(one));
}

std::vector<float> bert_network::encode(std::span<const std::vector<token>> texts, workspace& space) const {
  std::vector<stretch> stretches;
  std::size_t rows = 0;
  for (const auto& text : texts) {
    stretches.push_back({rows, text.size()});
    rows += text.size();
  }
  space.rows.assign(rows * width_, 0);
  space.query_key_value.resize(rows * 3 * width_);
  space.mixed.resize(rows * width_);
  space.codes.resize(rounded_up(rows) * width_);
  space.row_codes.resize(rows);
  look_up(texts, space);
  for (const auto& one : layers_) pass(one, stretches, space);

  std::vector<float> vectors(texts.size() * width_);
  for (std::size_t at = 0; at < stretches.size(); ++at) {
    auto* vector = vectors.data() + at * width_;
    const auto [first, count] = stretches[at];
    const auto pooled = shape_.pooled == pooling::mean ? count : 1;
    for (std::size_t row = first; row < first + pooled; ++row) add(space.rows.data() + row * width_, width_, vector);
    for (std::size_t column = 0; column < width_; ++column) vector[column] /= static_cast<float>(pooled);
  }
  return vectors;
}

void bert_network::look_up(std::span<const std::vector<token>> texts, workspace& space) const {
  std::size_t row = 0;
  for (const auto& text : texts)
    for (std::size_t position = 0; position < text.size(); ++position, ++row) {
      auto* to = space.rows.data() + row * width_;
      words_.add_row(static_cast<std::size_t>(text[position]), to);
      types_.add_row(0, to);
      positions_.add_row(position, to);
      finish_row(row, norm_, space);
    }
}

/// Normalised, and as codes for the next product.
void bert_network::finish_row(std::size_t row, const norm_weights& norm, workspace& space) const {
  auto* values = space.rows.data() + row * width_;
  normalise(values, norm.weight.data(), norm.bias.data(), shape_.epsilon, width_);
  space.row_codes[row] = quantise(values, width_, space.codes.data() + row * width_);
}

void bert_network::pass(const layer& through, std::span<const stretch> texts, workspace& space) const {
  const auto rows = space.row_codes.size();
  const auto& joint = through.query_key_value;
  for_each_tile(rows, [&](std::size_t first, std::size_t count) {
    space.sums.resize(most_rows * joint.outputs);
    joint.product.multiply(space.codes.data() + first * width_, count, space.sums.data());
    for (std::size_t row = 0; row < count; ++row)
      dequantise(space.sums.data() + row * joint.outputs, space.row_codes[first + row], joint.columns(), joint.outputs,
                 space.query_key_value.data() + (first + row) * joint.outputs);
  });
  attend(texts, space);
  for (std::size_t row = 0; row < rows; ++row)
    space.row_codes[row] = quantise(space.mixed.data() + row * width_, width_, space.codes.data() + row * width_);
  const auto& after = through.attention_output;
  space.inner.resize(std::max(width_, through.intermediate.outputs));
  for_each_tile(rows, [&](std::size_t first, std::size_t count) {
    space.sums.resize(most_rows * std::max(width_, through.intermediate.outputs));
    after.product.multiply(space.codes.data() + first * width_, count, space.sums.data());
    for (std::size_t row = 0; row < count; ++row) {
      dequantise(space.sums.data() + row * width_, space.row_codes[first + row], after.columns(), width_,
                 space.inner.data());
      add(space.inner.data(), width_, space.rows.data() + (first + row) * width_);
      finish_row(first + row, through.attention_norm, space);
    }
    pass_inner(through, first, count, space);
  });
}

/// The wide layer and back, for rows that are multiplied at once.
void bert_network::pass_inner(const layer& through, std::size_t first, std::size_t count, workspace& space) const {
  const auto& wide = through.intermediate;
  space.inner_codes.resize(most_rows * wide.outputs);
  space.inner_row_codes.resize(most_rows);
  wide.product.multiply(space.codes.data() + first * width_, count, space.sums.data());
  for (std::size_t row = 0; row < count; ++row) {
    dequantise(space.sums.data() + row * wide.outputs, space.row_codes[first + row], wide.columns(), wide.outputs,
               space.inner.data());
    gelu(space.inner.data(), wide.outputs);
    space.inner_row_codes[row] =
        quantise(space.inner.data(), wide.outputs, space.inner_codes.data() + row * wide.outputs);
  }
  through.output.product.multiply(space.inner_codes.data(), count, space.sums.data());
  for (std::size_t row = 0; row < count; ++row) {
    dequantise(space.sums.data() + row * width_, space.inner_row_codes[row], through.output.columns(), width_,
               space.inner.data());
    add(space.inner.data(), width_, space.rows.data() + (first + row) * width_);
    finish_row(first + row, through.output_norm, space);
  }
}

/// Each row of a text looks at all rows of that text, head by head, some rows at a time.
void bert_network::attend(std::span<const stretch> texts, workspace& space) const {
  constexpr std::size_t rows_at_once = 64;
  const auto wide = 3 * width_;
  const auto depth = width_ / shape_.heads;
  const auto factor = 1 / std::sqrt(static_cast<float>(depth));
  for (const auto& [first, count] : texts) {
    space.scores.resize(std::max(space.scores.size(), std::min(rows_at_once, count) * count));
    for (std::size_t head = 0; head < shape_.heads; ++head) {
      const auto* queries = space.query_key_value.data() + first * wide + head * depth;
      const float_matrix keys{queries + width_, wide};
      const float_matrix values{queries + 2 * width_, wide};
      for (std::size_t from = 0; from < count; from += rows_at_once) {
        const auto some = std::min(rows_at_once, count - from);
        multiply_floats({queries + from * wide, wide}, keys, orientation::transposed, some, count, depth, factor,
                        space.scores.data(), count);
        for (std::size_t row = 0; row < some; ++row) softmax(space.scores.data() + row * count, count);
        multiply_floats({space.scores.data(), count}, values, orientation::as_it_is, some, depth, count, 1,
                        space.mixed.data() + (first + from) * width_ + head * depth, width_);
      }
    }
  }
}

}  // namespace secondbrain::encoder
