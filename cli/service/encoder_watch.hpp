// The installed model that embeds inside the service, as it is now: one that is installed, exchanged or removed while
// the service runs takes effect there.
//
// Any thread. Where the folder of the models cannot be read, there is none.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "brain/llm/encoder_embedder.hpp"
#include "encoder/model_shelf.hpp"
#include "ops/config/config.hpp"

namespace secondbrain::cli {

class encoder_watch {
 public:
  explicit encoder_watch(const ops::config& settings);

  /// As it was found last; null: none. It stays the same object for as long as nothing is installed in its place.
  std::shared_ptr<search::shared_encoder> current() const {
    const std::lock_guard guard{mutex_};
    return current_;
  }

  /// Looks into the folder again, which costs the reading of a small file for each model. True: what there is has
  /// changed.
  bool look();

 private:
  /// What tells one installation from the next.
  struct identity {
    std::string folder;
    std::string vectors;
    std::filesystem::file_time_type installed;
    friend bool operator==(const identity&, const identity&) = default;
  };
  static identity identity_of(const encoder::model_shelf::installed& model);

  const encoder::model_shelf shelf_;
  const std::string wanted_;  // empty: the default
  const std::size_t threads_;
  mutable std::mutex mutex_;
  std::optional<identity> found_;
  std::shared_ptr<search::shared_encoder> current_;
};

}  // namespace secondbrain::cli
