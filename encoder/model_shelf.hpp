// The folder that holds the installed models, each in a folder of its name.
//
// Any thread; what is installed appears at once and whole, or not at all. Fails as files do, and with not_found (no
// model of that name) and invalid_argument (a name that is none).
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "encoder/known_models.hpp"
#include "encoder/model_description.hpp"

namespace secondbrain::encoder {

class model_shelf {
 public:
  explicit model_shelf(std::filesystem::path folder) : folder_{std::move(folder)} {}

  struct installed {
    model_description description;
    std::filesystem::path folder;
  };

  /// By name; what makes no sense is left out.
  std::vector<installed> list() const;

  /// The names of what was installed and cannot be used as it lies there, or is not there any more though it was
  /// chosen.
  std::vector<std::string> not_whole() const;

  /// That of the name; without one the one that is chosen, else the default model, else the first.
  result<installed> find(const std::string& name) const;

  /// Which one counts where none is named, also after others are installed; until it is removed.
  status choose(const std::string& name) const;

  /// From a folder or an archive in which the files of a known model lie, under whatever names: their SHA-256 tells
  /// them.
  result<installed> install_known(const known_model& model, const std::filesystem::path& from) const;

  /// From a folder as Sentence Transformers and Hugging Face lay it out: config.json, tokenizer.json or vocab.txt, and
  /// the weights as model.safetensors or ONNX. Tried before it is put in place. An empty name is that of the folder.
  result<installed> install_folder(const std::filesystem::path& from, const std::string& name) const;

  status remove(const std::string& name) const;

  const std::filesystem::path& folder() const { return folder_; }

 private:
  std::string chosen() const;
  result<installed> put(model_description description, const std::map<std::string, std::string>& files,
                        const std::string& licence) const;

  std::filesystem::path folder_;
};

}  // namespace secondbrain::encoder
