// A model of one's own, as a folder that Sentence Transformers or Hugging Face has laid out.
//
// Plain values; any thread. Fails with not_found (a file is missing), corrupt and invalid_argument.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "base/error.hpp"
#include "encoder/model_description.hpp"

namespace secondbrain::encoder {

struct own_model {
  model_description description;             // without the hashes
  std::map<std::string, std::string> files;  // name on the shelf -> content
  std::string licence;                       // its text, where the folder has it
};

result<own_model> read_own_model(const std::filesystem::path& folder);

}  // namespace secondbrain::encoder
