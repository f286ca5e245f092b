#include "tests/encoder/tiny_bert.hpp"

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <cmath>
#include <cstring>
#include <numeric>
#include <random>
#include <utility>

#include "base/hash.hpp"
#include "base/record_json.hpp"
#include "tests/base/temporary_directory.hpp"

namespace secondbrain::encoder::testing {

namespace {

using numbers = std::vector<float>;

std::string layer_name(std::size_t number) {
  return "encoder.layer." + std::to_string(number) + ".";
}

// ---- protobuf, as far as ONNX needs it ----

std::string varint(std::uint64_t number) {
  std::string bytes;
  for (; number >= 0x80; number >>= 7) bytes.push_back(static_cast<char>((number & 0x7F) | 0x80));
  bytes.push_back(static_cast<char>(number));
  return bytes;
}

std::string number_field(unsigned field, std::uint64_t number) {
  return varint(field << 3) + varint(number);
}

std::string bytes_field(unsigned field, const std::string& bytes) {
  return varint(field << 3 | 2) + varint(bytes.size()) + bytes;
}

template <class T>
std::string bytes_of(const std::vector<T>& values) {
  std::string bytes(values.size() * sizeof(T), '\0');
  std::memcpy(bytes.data(), values.data(), bytes.size());
  return bytes;
}

constexpr std::uint64_t float_type = 1;
constexpr std::uint64_t uint8_type = 2;
constexpr std::uint64_t int8_type = 3;

/// As an initialiser of the graph; small numbers without dimensions stand where exporters put them.
std::string tensor(const std::string& name, std::uint64_t type, const std::vector<std::size_t>& shape,
                   const std::string& raw) {
  std::string message;
  for (const auto dimension : shape) message += number_field(1, dimension);
  message += number_field(2, type) + bytes_field(8, name) + bytes_field(9, raw);
  return bytes_field(5, message);
}

std::string scalar_of_small_numbers(const std::string& name, std::uint64_t type, std::uint64_t number) {
  return bytes_field(5, number_field(2, type) + bytes_field(5, varint(number)) + bytes_field(8, name));
}

std::string product_node(const std::string& part, const std::string& matrix) {
  auto path = part;
  for (std::size_t at = path.find('.'); at != std::string::npos; at = path.find('.', at + 1))
    if (!std::isdigit(static_cast<unsigned char>(path[at + 1]))) path[at] = '/';
  return bytes_field(1, bytes_field(1, "input") + bytes_field(1, matrix + "_quantized") +
                            bytes_field(2, "/" + path + "/MatMul_output_0_output_quantized") +
                            bytes_field(4, "MatMulInteger"));
}

// ---- the reference ----

void normalise(numbers& row, const numbers& weight, const numbers& bias) {
  const auto count = static_cast<float>(row.size());
  const auto mean = std::accumulate(row.begin(), row.end(), 0.0F) / count;
  float variance = 0;
  for (const auto x : row) variance += (x - mean) * (x - mean) / count;
  for (std::size_t at = 0; at < row.size(); ++at)
    row[at] = (row[at] - mean) / std::sqrt(variance + 1e-12F) * weight[at] + bias[at];
}

}  // namespace

tiny_bert::tiny_bert(std::uint32_t seed) {
  std::mt19937 random{seed};
  std::normal_distribution<float> normal;
  const auto some = [&](std::size_t count, float mean, float spread) {
    numbers values(count);
    for (auto& value : values) value = mean + spread * normal(random);
    return values;
  };
  const auto add_table = [&](const std::string& name, std::size_t rows) {
    table made{rows, {}, 0.02F};
    std::uniform_int_distribution<int> code{0, 255};
    for (std::size_t at = 0; at < rows * width; ++at) made.codes.push_back(static_cast<std::uint8_t>(code(random)));
    tables.emplace(name, std::move(made));
  };
  const auto add_norm = [&](const std::string& name) {
    vectors.emplace(name + ".weight", some(width, 1, 0.2F));
    vectors.emplace(name + ".bias", some(width, 0, 0.2F));
  };
  const auto add_matrix = [&](const std::string& name, std::size_t inputs, std::size_t outputs) {
    matrix made{inputs, outputs, {}, {}};
    std::uniform_int_distribution<int> code{-64, 64};
    for (std::size_t at = 0; at < inputs * outputs; ++at) made.codes.push_back(static_cast<std::int8_t>(code(random)));
    for (std::size_t at = 0; at < outputs; ++at)
      made.scales.push_back(0.03F / std::sqrt(static_cast<float>(inputs)) * (1 + 0.5F * std::abs(normal(random))));
    matrices.emplace(name, std::move(made));
    vectors.emplace(name + ".bias", some(outputs, 0, 0.1F));
  };
  add_table("embeddings.word_embeddings", vocabulary().size());
  add_table("embeddings.position_embeddings", positions);
  add_table("embeddings.token_type_embeddings", 2);
  add_norm("embeddings.LayerNorm");
  for (std::size_t number = 0; number < layers; ++number) {
    const auto layer = layer_name(number);
    for (const auto* part :
         {"attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"})
      add_matrix(layer + part, width, width);
    add_matrix(layer + "intermediate.dense", width, inner);
    add_matrix(layer + "output.dense", inner, width);
    add_norm(layer + "attention.output.LayerNorm");
    add_norm(layer + "output.LayerNorm");
  }
}

const std::vector<std::string>& tiny_bert::vocabulary() {
  static const std::vector<std::string> words{"[PAD]", "[UNK]",   "[CLS]", "[SEP]", "[MASK]",  "note", "##s", "bread",
                                              "sour",  "##dough", "feed",  "the",   "starter", ".",    "?",   "tax"};
  return words;
}

std::vector<float> tiny_bert::reference(const std::vector<std::int32_t>& tokens, pooling pooled) const {
  std::vector<numbers> rows;
  const auto looked_up = [&](const std::string& name, std::size_t row, std::size_t column) {
    const auto& from = tables.at(name);
    return from.scale * static_cast<float>(int{from.codes[row * width + column]} - 128);
  };
  for (std::size_t position = 0; position < tokens.size(); ++position) {
    numbers row(width);
    for (std::size_t at = 0; at < width; ++at)
      row[at] = looked_up("embeddings.word_embeddings", static_cast<std::size_t>(tokens[position]), at) +
                looked_up("embeddings.position_embeddings", position, at) +
                looked_up("embeddings.token_type_embeddings", 0, at);
    normalise(row, vectors.at("embeddings.LayerNorm.weight"), vectors.at("embeddings.LayerNorm.bias"));
    rows.push_back(std::move(row));
  }
  const auto linear = [&](const std::string& name, const numbers& row) {
    const auto& weights = matrices.at(name);
    numbers made = vectors.at(name + ".bias");
    for (std::size_t out = 0; out < made.size(); ++out)
      for (std::size_t in = 0; in < row.size(); ++in) made[out] += row[in] * weights.at(in, out);
    return made;
  };
  const auto residual = [&](numbers& row, const numbers& more, const std::string& norm) {
    for (std::size_t at = 0; at < row.size(); ++at) row[at] += more[at];
    normalise(row, vectors.at(norm + ".weight"), vectors.at(norm + ".bias"));
  };
  constexpr auto depth = width / heads;
  for (std::size_t number = 0; number < layers; ++number) {
    const auto layer = layer_name(number);
    std::vector<numbers> queries;
    std::vector<numbers> keys;
    std::vector<numbers> values;
    for (const auto& row : rows) {
      queries.push_back(linear(layer + "attention.self.query", row));
      keys.push_back(linear(layer + "attention.self.key", row));
      values.push_back(linear(layer + "attention.self.value", row));
    }
    for (std::size_t row = 0; row < rows.size(); ++row) {
      numbers mixed(width);
      for (std::size_t head = 0; head < heads; ++head) {
        numbers weights;
        for (const auto& key : keys) {
          float sum = 0;
          for (std::size_t at = head * depth; at < (head + 1) * depth; ++at) sum += queries[row][at] * key[at];
          weights.push_back(std::exp(sum / std::sqrt(static_cast<float>(depth))));
        }
        const auto all = std::accumulate(weights.begin(), weights.end(), 0.0F);
        for (std::size_t other = 0; other < rows.size(); ++other)
          for (std::size_t at = head * depth; at < (head + 1) * depth; ++at)
            mixed[at] += weights[other] / all * values[other][at];
      }
      residual(rows[row], linear(layer + "attention.output.dense", mixed), layer + "attention.output.LayerNorm");
      auto wide = linear(layer + "intermediate.dense", rows[row]);
      for (auto& x : wide) x = 0.5F * x * (1 + std::erf(x / std::sqrt(2.0F)));
      residual(rows[row], linear(layer + "output.dense", wide), layer + "output.LayerNorm");
    }
  }
  if (pooled == pooling::first_token) return rows.front();
  numbers mean(width);
  for (const auto& row : rows)
    for (std::size_t at = 0; at < width; ++at) mean[at] += row[at] / static_cast<float>(rows.size());
  return mean;
}

std::string tiny_bert::onnx() const {
  std::string graph;
  for (const auto& [name, values] : vectors) graph += tensor(name, float_type, {values.size()}, bytes_of(values));
  for (const auto& [name, made] : tables) {
    graph += tensor(name + ".weight_quantized", uint8_type, {made.rows, width}, bytes_of(made.codes));
    graph += tensor(name + ".weight_scale", float_type, {}, bytes_of(numbers{made.scale}));
    graph += scalar_of_small_numbers(name + ".weight_zero_point", uint8_type, 128);
  }
  std::size_t number = 0;
  for (const auto& [name, made] : matrices) {
    const auto matrix_name = "onnx::MatMul_" + std::to_string(number++);
    graph += tensor(matrix_name + "_quantized", int8_type, {made.inputs, made.outputs}, bytes_of(made.codes));
    graph += tensor(matrix_name + "_scale", float_type, {made.outputs}, bytes_of(made.scales));
    graph += tensor(matrix_name + "_zero_point", int8_type, {made.outputs}, std::string(made.outputs, '\0'));
    graph += product_node(name, matrix_name);
  }
  return number_field(1, 8) + bytes_field(7, graph);
}

std::string tiny_bert::safetensors() const {
  boost::json::object header;
  std::string all;
  const auto add = [&](const std::string& name, const std::vector<std::size_t>& shape, const numbers& values) {
    boost::json::array dimensions;
    for (const auto dimension : shape) dimensions.emplace_back(dimension);
    const auto begin = all.size();
    all += bytes_of(values);
    header[name] = {{"dtype", "F32"}, {"shape", dimensions}, {"data_offsets", {begin, all.size()}}};
  };
  for (const auto& [name, values] : vectors) add("bert." + name, {values.size()}, values);
  for (const auto& [name, made] : tables) {
    numbers values;
    for (const auto code : made.codes) values.push_back(made.scale * static_cast<float>(int{code} - 128));
    add("bert." + name + ".weight", {made.rows, width}, values);
  }
  for (const auto& [name, made] : matrices) {
    numbers values;
    for (std::size_t out = 0; out < made.outputs; ++out)
      for (std::size_t in = 0; in < made.inputs; ++in) values.push_back(made.at(in, out));
    add("bert." + name + ".weight", {made.outputs, made.inputs}, values);
  }
  const auto text = boost::json::serialize(header);
  return bytes_of(std::vector<std::uint64_t>{text.size()}) + text + all;
}

std::string tiny_bert::tokenizer_json() {
  boost::json::object pieces;
  boost::json::array special;
  for (std::size_t number = 0; number < vocabulary().size(); ++number) {
    pieces[vocabulary()[number]] = number;
    if (vocabulary()[number].starts_with('[')) special.push_back({{"id", number}, {"content", vocabulary()[number]}});
  }
  return boost::json::serialize(boost::json::object{{"added_tokens", special},
                                                    {"normalizer",
                                                     {{"type", "BertNormalizer"},
                                                      {"clean_text", true},
                                                      {"handle_chinese_chars", true},
                                                      {"strip_accents", nullptr},
                                                      {"lowercase", true}}},
                                                    {"model",
                                                     {{"type", "WordPiece"},
                                                      {"unk_token", "[UNK]"},
                                                      {"continuing_subword_prefix", "##"},
                                                      {"max_input_chars_per_word", 100},
                                                      {"vocab", pieces}}}});
}

std::string tiny_bert::vocab_txt() {
  std::string lines;
  for (const auto& word : vocabulary()) lines += word + "\n";
  return lines;
}

model_description tiny_bert::description(const std::string& name) {
  model_description made;
  made.name = name;
  made.dimensions = width;
  made.heads = heads;
  made.longest_text = positions;
  return made;
}

void tiny_bert::write(const std::filesystem::path& folder, model_description description) const {
  const auto weights = description.weights.ends_with(".onnx") ? onnx() : safetensors();
  const auto tokens = description.tokenizer.ends_with(".json") ? tokenizer_json() : vocab_txt();
  description.sha256 = {{description.weights, *sha256_hex(weights)}, {description.tokenizer, *sha256_hex(tokens)}};
  write_text(folder / description.weights, weights);
  write_text(folder / description.tokenizer, tokens);
  write_text(folder / description_file, boost::json::serialize(to_json(description)));
}

}  // namespace secondbrain::encoder::testing
