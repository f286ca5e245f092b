#include "encoder/own_model.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <system_error>
#include <vector>

#include "base/files.hpp"

namespace secondbrain::encoder {

namespace {

namespace fs = std::filesystem;
using boost::json::value;

/// Null where there is no such file.
result<value> read_json(const fs::path& file) {
  const auto text = read_file(file);
  if (!text && text.error().code == errc::not_found) return value{};
  RETURN_IF_ERROR(text);
  boost::system::error_code broken;
  auto parsed = boost::json::parse(*text, broken);
  if (broken) return fail(errc::corrupt, file.string() + " is no JSON. Fetch it again.");
  return parsed;
}

const value* member(const value& of, std::string_view name) {
  const auto* object = of.if_object();
  return object == nullptr ? nullptr : object->if_contains(name);
}

int integer(const value& of, std::string_view name, int otherwise) {
  const auto* found = member(of, name);
  return found != nullptr && found->is_int64() ? static_cast<int>(found->as_int64()) : otherwise;
}

std::string text(const value& of, std::string_view name) {
  const auto* found = member(of, name);
  return found != nullptr && found->is_string() ? std::string{found->as_string()} : std::string{};
}

bool flag(const value& of, std::string_view name) {
  const auto* found = member(of, name);
  return found != nullptr && found->is_bool() && found->as_bool();
}

std::optional<fs::path> first_there(const fs::path& folder, const std::vector<std::string>& names) {
  std::error_code ignored;
  for (const auto& name : names)
    if (fs::is_regular_file(folder / name, ignored)) return folder / name;
  return std::nullopt;
}

/// The prompts of Sentence Transformers, by the first of those names that it has.
std::string prompt(const value& settings, const std::vector<std::string>& names) {
  const auto* prompts = member(settings, "prompts");
  if (prompts != nullptr)
    for (const auto& name : names)
      if (auto found = text(*prompts, name); !found.empty()) return found;
  return {};
}

result<model_description> describe(const fs::path& folder, const value& config) {
  const auto pooled = read_json(folder / "1_Pooling" / "config.json");
  RETURN_IF_ERROR(pooled);
  const auto settings = read_json(folder / "config_sentence_transformers.json");
  RETURN_IF_ERROR(settings);
  const auto limits = read_json(folder / "sentence_bert_config.json");
  RETURN_IF_ERROR(limits);
  if (text(config, "model_type") != "bert" || text(config, "hidden_act") != "gelu")
    return fail(errc::invalid_argument, (folder / "config.json").string() +
                                            " describes no model of the kind `bert` with the activation `gelu`, and no "
                                            "other is computed here.");
  model_description made;
  made.dimensions = integer(config, "hidden_size", 0);
  made.heads = integer(config, "num_attention_heads", 0);
  const auto positions = integer(config, "max_position_embeddings", 0);
  made.longest_text = std::min(integer(*limits, "max_seq_length", positions), positions);
  if (const auto* epsilon = member(config, "layer_norm_eps"); epsilon != nullptr && epsilon->is_number())
    made.epsilon = epsilon->to_number<double>();
  made.pooled = flag(*pooled, "pooling_mode_cls_token") ? pooling::first_token : pooling::mean;
  made.query_prefix = prompt(*settings, {"query"});
  made.passage_prefix = prompt(*settings, {"document", "passage"});
  made.origin = text(config, "_name_or_path");
  return made;
}

}  // namespace

result<own_model> read_own_model(const fs::path& folder) {
  const auto config = read_json(folder / "config.json");
  RETURN_IF_ERROR(config);
  if (config->is_null())
    return fail(errc::not_found,
                "There is no config.json in " + folder.string() +
                    ". A model of one's own is a folder with config.json, tokenizer.json or vocab.txt, "
                    "and model.safetensors or model.onnx.");
  auto description = describe(folder, *config);
  RETURN_IF_ERROR(description);
  const auto weights = first_there(folder, {"model.onnx", "model_quantized.onnx", "onnx/model_quantized.onnx",
                                            "model.safetensors", "onnx/model.onnx"});
  const auto tokenizer = first_there(folder, {"tokenizer.json", "vocab.txt"});
  if (!weights || !tokenizer)
    return fail(errc::not_found, "There " +
                                     std::string{weights ? "is no tokenizer.json and no vocab.txt"
                                                         : "are no weights (model.safetensors or model.onnx)"} +
                                     " in " + folder.string() + ".");
  own_model made{*std::move(description), {}, {}};
  made.description.weights = "model" + weights->extension().string();
  made.description.tokenizer = tokenizer->filename().string();
  const auto tokenizing = read_json(folder / "tokenizer_config.json");
  RETURN_IF_ERROR(tokenizing);
  if (const auto* lower = member(*tokenizing, "do_lower_case");
      lower != nullptr && lower->is_bool() && !lower->as_bool())
    made.description.letters = letter_case::kept;
  for (const auto& [name, file] :
       {std::pair{made.description.weights, *weights}, std::pair{made.description.tokenizer, *tokenizer}}) {
    auto bytes = read_file(file);
    RETURN_IF_ERROR(bytes);
    made.files.emplace(name, *std::move(bytes));
  }
  if (const auto licence = first_there(folder, {"LICENSE", "LICENSE.txt", "LICENSE.md"}))
    made.licence = read_file(*licence).value_or("");
  return made;
}

}  // namespace secondbrain::encoder
