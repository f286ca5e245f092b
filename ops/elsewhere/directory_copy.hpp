// Backups in a second directory: a mounted disk, or a folder that a cloud service carries on. It has the layout of the
// backup folder, so that one can restore from it directly.
//
// The directory must be there; nothing above it is ever created. A marker file in it tells that it is the one that was
// copied to before: where a disk is not mounted, its mount point lacks the marker, and is left empty.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "ops/backup/retention.hpp"
#include "ops/elsewhere/copy_place.hpp"

namespace secondbrain::ops {

struct directory_options {
  std::filesystem::path directory;
  retention keep = {};
};

class directory_copy final : public copy_place {
 public:
  explicit directory_copy(directory_options options)
      : options_{std::move(options)}, shown_{options_.directory.string()} {}

  copy_kind kind() const override { return copy_kind::directory; }
  const std::string& shown() const override { return shown_; }

  /// Takes the directory for the one to be copied to from now on.
  status prepare(copy_record& record, const copy_source& source) override;
  status carry(copy_record& record, const copy_source& source) override;
  result<std::string> fetch(const std::string& id, const copy_source& source) override;

 private:
  status recognise(copy_record& record) const;
  status copy_snapshots(copy_record& record, const copy_source& source) const;
  status copy_increments(copy_record& record, const copy_source& source);

  directory_options options_;
  std::string shown_;
  std::map<std::filesystem::path, std::uint64_t> pieces_there_;  // of each generation, as far as they were copied
};

}  // namespace secondbrain::ops
