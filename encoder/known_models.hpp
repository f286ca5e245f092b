// The models that can be installed by name: what they are, what their files are known by, and who has them.
//
// A table; any thread.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "encoder/model_description.hpp"

namespace secondbrain::encoder {

/// A program that fetches a model's files or an archive of them, where it is installed. `{folder}` is where to.
struct model_source {
  std::string title;
  std::vector<std::vector<std::string>> calls;  // each a program and its arguments
};

struct known_model {
  model_description description;
  std::vector<std::map<std::string, std::string>> rounded_by_others;  // SHA-256 of its files with other 8-bit weights
  std::string about;                                                  // one line
  std::string licence;                                                // the text that is kept beside the weights
  std::vector<model_source> sources;
};

std::span<const known_model> known_models();

/// Null: it is not known.
const known_model* find_known_model(std::string_view name);

/// What is installed when nothing is said.
inline constexpr std::string_view default_model = "bge-small-en-v1.5";

/// What knows the languages that it does not.
inline constexpr std::string_view multilingual_model = "multilingual-e5-small";

}  // namespace secondbrain::encoder
