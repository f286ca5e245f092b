#include "encoder/bert_weights.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "encoder/nibble_blocks.hpp"
#include "encoder/row_kernels.hpp"

namespace secondbrain::encoder {

namespace {

constexpr float most_code = 64;  // of a weight
constexpr float most_table_code = 127;
constexpr std::uint8_t table_zero = 128;

failed missing(const std::string& name) {
  return fail(errc::corrupt, "It is no model of the BERT shape: it has no " + name + " of the size that fits.");
}

failed coded_in_another_way(const std::string& name) {
  return fail(errc::invalid_argument,
              "Its weights are coded in a way that is not computed here (" + name +
                  "). Take the model as ONNX in int8 with a scale for each column and the zero 0, or in floats.");
}

float largest(std::span<const float> values) {
  float most = 0;
  for (const auto value : values) most = std::max(most, std::abs(value));
  return most;
}

/// Looks tensors up by the names that exporters give them.
class weight_finder {
 public:
  explicit weight_finder(const tensor_file& file) : file_{file} {
    for (const std::string_view prefix : {"", "bert.", "model.", "0.auto_model."})
      if (find(std::string{prefix} + "embeddings.LayerNorm.weight") != nullptr) prefix_ = prefix;
  }

  result<coded_table> table(const std::string& name) const {
    const auto full = prefix_ + name + ".weight";
    const auto* stored = find(full);
    if (stored != nullptr && stored->kind == number_kind::float32) return code(*stored);
    if (stored != nullptr && stored->kind == number_kind::nibbles) return as_it_is(*stored);
    const auto* codes = find(full + "_quantized");
    const auto* scale = find(full + "_scale");
    const auto* zero = find(full + "_zero_point");
    if (codes == nullptr || codes->shape.size() != 2 || !is_scale(scale, 1)) return missing(full);
    if (codes->kind != number_kind::uint8 || (zero != nullptr && !is_small(zero, number_kind::uint8, 1)))
      return coded_in_another_way(full);
    coded_table made{codes->shape[0], codes->shape[1], {}, scale->floats(), 0};
    const auto all = codes->small_numbers();
    made.codes.assign(all.begin(), all.end());
    if (zero != nullptr) made.zero = zero->small_numbers()[0];
    return made;
  }

  result<norm_weights> norm(const std::string& name, std::size_t width) const {
    norm_weights made{vector(prefix_ + name + ".weight", width), vector(prefix_ + name + ".bias", width)};
    if (made.weight.empty() || made.bias.empty()) return missing(prefix_ + name);
    return made;
  }

  /// Of one or more parts of the network with the same inputs, whose outputs stand side by side.
  result<linear_weights> linear(std::initializer_list<std::string> names, std::size_t inputs,
                                std::size_t outputs_of_each) const {
    linear_weights all;
    all.inputs = inputs;
    all.outputs = outputs_of_each * names.size();
    all.codes.resize(all.inputs * all.outputs);
    std::size_t column = 0;
    for (const auto& name : names) {
      auto part = one_linear(prefix_ + name, inputs, outputs_of_each);
      RETURN_IF_ERROR(part);
      for (std::size_t row = 0; row < inputs; ++row)
        std::copy_n(part->codes.begin() + static_cast<std::ptrdiff_t>(row * outputs_of_each), outputs_of_each,
                    all.codes.begin() + static_cast<std::ptrdiff_t>(row * all.outputs + column));
      all.scales.insert(all.scales.end(), part->scales.begin(), part->scales.end());
      all.bias.insert(all.bias.end(), part->bias.begin(), part->bias.end());
      column += outputs_of_each;
    }
    return all;
  }

  std::size_t length_of(const std::string& name) const {
    const auto* found = find(prefix_ + name);
    return found == nullptr ? 0 : found->size();
  }

 private:
  const tensor* find(const std::string& name) const {
    const auto found = file_.tensors.find(name);
    return found == file_.tensors.end() ? nullptr : &found->second;
  }

  static bool is_scale(const tensor* one, std::size_t count) {
    return one != nullptr && one->kind == number_kind::float32 && one->size() == count;
  }

  static bool is_matrix(const tensor* one, std::size_t count) {
    return one != nullptr && one->holds_floats() && one->size() == count;
  }

  static bool is_small(const tensor* one, number_kind kind, std::size_t count) {
    return one != nullptr && one->kind == kind && one->size() == count;
  }

  std::vector<float> vector(const std::string& name, std::size_t length) const {
    const auto* found = find(name);
    return is_scale(found, length) ? found->floats() : std::vector<float>{};
  }

  static result<coded_table> code(const tensor& floats) {
    if (floats.shape.size() != 2) return missing("table");
    coded_table made{floats.shape[0], floats.shape[1], {}, {}, table_zero};
    const auto values = floats.floats();
    for (std::size_t row = 0; row < made.rows; ++row) {
      const auto numbers = std::span{values}.subspan(row * made.width, made.width);
      const auto most = largest(numbers);
      const auto scale = most == 0 ? 1 : most / most_table_code;
      made.scales.push_back(scale);
      for (const auto number : numbers)
        made.codes.push_back(static_cast<std::uint8_t>(std::lround(number / scale) + table_zero));
    }
    return made;
  }

  static result<coded_table> as_it_is(const tensor& blocks) {
    if (blocks.shape.size() != 2 || blocks.shape[1] % numbers_of_block != 0) return missing("table");
    return coded_table{blocks.shape[0], blocks.shape[1], {}, {}, 0, {blocks.bytes.begin(), blocks.bytes.end()}};
  }

  result<linear_weights> one_linear(const std::string& name, std::size_t inputs, std::size_t outputs) const {
    linear_weights made{inputs, outputs, {}, {}, vector(name + ".bias", outputs)};
    if (made.bias.empty()) return missing(name + ".bias");
    if (const auto* stored = find(name + ".weight"); is_matrix(stored, inputs * outputs)) {
      code(stored->floats(), {1, inputs}, made);  // a row for each output
      return made;
    }
    const auto product = file_.products.find(name);
    if (product == file_.products.end()) return missing(name);
    const auto& matrix = product->second;
    if (const auto* stored = find(matrix); is_scale(stored, inputs * outputs)) {
      code(stored->floats(), {outputs, 1}, made);  // a row for each input
      return made;
    }
    return coded_linear(matrix, std::move(made));
  }

  /// How far apart two inputs lie, and two outputs.
  struct strides {
    std::size_t input;
    std::size_t output;
  };

  static void code(const std::vector<float>& values, strides step, linear_weights& into) {
    into.codes.resize(into.inputs * into.outputs);
    for (std::size_t column = 0; column < into.outputs; ++column) {
      float most = 0;
      for (std::size_t row = 0; row < into.inputs; ++row)
        most = std::max(most, std::abs(values[row * step.input + column * step.output]));
      const auto scale = most == 0 ? 1 : most / most_code;
      into.scales.push_back(scale);
      for (std::size_t row = 0; row < into.inputs; ++row)
        into.codes[row * into.outputs + column] =
            static_cast<std::int8_t>(std::lround(values[row * step.input + column * step.output] / scale));
    }
  }

  result<linear_weights> coded_linear(const std::string& matrix, linear_weights made) const {
    constexpr std::string_view ending = "_quantized";
    const auto* codes = find(matrix);
    if (codes == nullptr || !matrix.ends_with(ending)) return missing(matrix);
    const auto stem = matrix.substr(0, matrix.size() - ending.size());
    if (codes->size() != made.inputs * made.outputs) return missing(matrix);
    const auto* zeros = find(stem + "_zero_point");
    made.scales = vector(stem + "_scale", made.outputs);
    if (made.scales.empty()) {
      made.scales = vector(stem + "_scale", 1);
      if (made.scales.empty()) return missing(stem + "_scale");
      made.scales.resize(made.outputs, made.scales.front());
    }
    if (codes->kind != number_kind::int8) return coded_in_another_way(matrix);
    if (zeros != nullptr) {
      const auto numbers = zeros->small_numbers();
      if (zeros->kind != number_kind::int8 ||
          std::any_of(numbers.begin(), numbers.end(), [](auto zero) { return zero != 0; }))
        return coded_in_another_way(stem + "_zero_point");
    }
    for (const auto number : codes->small_numbers()) made.codes.push_back(static_cast<std::int8_t>(number));
    halve_wide_columns(made);
    return made;
  }

  /// Codes of all eight bits lose their last one.
  static void halve_wide_columns(linear_weights& made) {
    for (std::size_t column = 0; column < made.outputs; ++column) {
      int most = 0;
      for (std::size_t row = 0; row < made.inputs; ++row)
        most = std::max(most, std::abs(int{made.codes[row * made.outputs + column]}));
      if (static_cast<float>(most) <= most_code) continue;
      made.scales[column] *= 2;
      for (std::size_t row = 0; row < made.inputs; ++row) {
        auto& number = made.codes[row * made.outputs + column];
        number = static_cast<std::int8_t>(std::lround(static_cast<float>(number) / 2));
      }
    }
  }

  const tensor_file& file_;
  std::string prefix_;
};

result<layer_weights> layer_of(const weight_finder& find, std::size_t number, std::size_t width) {
  const auto layer = "encoder.layer." + std::to_string(number) + ".";
  const auto inner = find.length_of(layer + "intermediate.dense.bias");
  auto query_key_value = find.linear(
      {layer + "attention.self.query", layer + "attention.self.key", layer + "attention.self.value"}, width, width);
  RETURN_IF_ERROR(query_key_value);
  auto attention_output = find.linear({layer + "attention.output.dense"}, width, width);
  RETURN_IF_ERROR(attention_output);
  auto attention_norm = find.norm(layer + "attention.output.LayerNorm", width);
  RETURN_IF_ERROR(attention_norm);
  auto intermediate = find.linear({layer + "intermediate.dense"}, width, inner);
  RETURN_IF_ERROR(intermediate);
  auto output = find.linear({layer + "output.dense"}, inner, width);
  RETURN_IF_ERROR(output);
  auto output_norm = find.norm(layer + "output.LayerNorm", width);
  RETURN_IF_ERROR(output_norm);
  return layer_weights{*std::move(query_key_value), *std::move(attention_output), *std::move(attention_norm),
                       *std::move(intermediate),    *std::move(output),           *std::move(output_norm)};
}

}  // namespace

void coded_table::add_row(std::size_t row, float* to) const {
  if (!blocks.empty()) {
    const auto of_row = width / numbers_of_block;
    for (std::size_t block = 0; block < of_row; ++block)
      add_block(blocks.data() + (row * of_row + block) * bytes_of_block, to + block * numbers_of_block);
    return;
  }
  const auto scale = scales.size() == 1 ? scales.front() : scales[row];
  const auto* from = codes.data() + row * width;
  for (std::size_t at = 0; at < width; ++at) to[at] += scale * static_cast<float>(int{from[at]} - int{zero});
}

void coded_table::add_weighted(std::size_t row, float weight, std::size_t columns, float* to) const {
  const auto scale = scales.empty() ? 0.0F : scales.size() == 1 ? scales.front() : scales[row];
  if (blocks.empty()) return add_codes(codes.data() + row * width, zero, weight * scale, columns, to);
  const auto* first = blocks.data() + row * (width / numbers_of_block) * bytes_of_block;
  for (std::size_t column = 0; column < columns; column += numbers_of_block, first += bytes_of_block) {
    std::array<float, numbers_of_block> block{};
    add_block(first, block.data());
    for (std::size_t at = 0; at < numbers_of_block; ++at) to[column + at] += weight * block[at];
  }
}

result<bert_weights> bert_weights_of(const tensor_file& file) {
  const weight_finder find{file};
  auto words = find.table("embeddings.word_embeddings");
  RETURN_IF_ERROR(words);
  auto positions = find.table("embeddings.position_embeddings");
  RETURN_IF_ERROR(positions);
  auto types = find.table("embeddings.token_type_embeddings");
  RETURN_IF_ERROR(types);
  const auto width = words->width;
  if (positions->width != width || types->width != width || types->rows == 0)
    return missing("table of positions or of types");
  auto norm = find.norm("embeddings.LayerNorm", width);
  RETURN_IF_ERROR(norm);
  bert_weights made{*std::move(words), *std::move(positions), *std::move(types), *std::move(norm), {}};
  const auto is_there = [&](std::size_t number) {
    return find.length_of("encoder.layer." + std::to_string(number) + ".output.dense.bias") > 0;
  };
  while (is_there(made.layers.size())) {
    auto layer = layer_of(find, made.layers.size(), width);
    RETURN_IF_ERROR(layer);
    made.layers.push_back(*std::move(layer));
  }
  if (made.layers.empty()) return missing("encoder.layer.0");
  return made;
}

}  // namespace secondbrain::encoder
