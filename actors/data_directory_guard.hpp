// The guard of an index run, made of files in the data directory: the lock, the request for a run, the epoch
// (ops/data/reindex_lock.hpp, ops/data/reindex_markers.hpp).
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "brain/index/index_guard.hpp"
#include "ops/data/reindex_lock.hpp"
#include "ops/data/reindex_markers.hpp"

namespace secondbrain::actors {

class data_directory_guard final : public index::index_guard {
 public:
  /// `vault` is what other processes learn from the epoch. errc::locked while somebody else writes.
  /// `in_place` tells whether the data directory is still the one that the service took: asked at every step.
  static result<std::unique_ptr<index::index_guard>> take(const std::filesystem::path& data_directory,
                                                          const std::string& vault, const clock& time,
                                                          std::function<status()> in_place);

  data_directory_guard(std::filesystem::path data_directory, std::string vault, ops::reindex_lock lock,
                       std::function<status()> in_place);

  status refresh() override {
    RETURN_IF_ERROR(in_place_());
    return lock_.refresh();
  }
  status announce(index::index_extent extent) override;

 private:
  std::filesystem::path data_directory_;
  std::string vault_;
  ops::reindex_lock lock_;
  std::function<status()> in_place_;
  std::optional<ops::reindex_trigger> trigger_;  // as it was when the lock was taken
};

}  // namespace secondbrain::actors
