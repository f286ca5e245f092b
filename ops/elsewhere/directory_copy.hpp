// Backups in a second directory: a mounted disk, or a folder that a cloud service carries on (`copies_layout.hpp`).
//
// The directory must be there; nothing above it is ever created. A marker file in it tells that it is the one that was
// copied to before: where a disk is not mounted, its mount point lacks the marker, and is left empty. What lies there
// is read again part by part, all of it within four weeks, and what has become damaged is copied again from here.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "ops/backup/retention.hpp"
#include "ops/elsewhere/copies_inventory.hpp"
#include "ops/elsewhere/copy_place.hpp"
#include "ops/elsewhere/damaged_backups.hpp"

namespace secondbrain::ops {

struct directory_options {
  std::filesystem::path directory;
  retention keep = {};
  std::chrono::seconds between_parts{3600};
  std::chrono::seconds all_within{27 * 24 * 3600};
  std::uint64_t least_part = std::uint64_t{1} << 20;  // bytes
};

class directory_copy final : public copy_place {
 public:
  explicit directory_copy(directory_options options, const clock& time = real_clock())
      : options_{std::move(options)}, shown_{options_.directory.string()}, time_{time} {}

  copy_kind kind() const override { return copy_kind::directory; }
  const std::string& shown() const override { return shown_; }

  /// Takes the directory for the one to be copied to from now on.
  status prepare(copy_record& record, const copy_source& source, another_place another) override;
  status carry(copy_record& record, const copy_source& source, copies_reading reading) override;
  status verify(copy_record& record, const copy_source& source) override;
  status look(copy_record& record, const copy_source& source) override;
  result<fetched> fetch(const fetch_order& order, const copy_source& source) override;

 private:
  status recognise(copy_record& record) const;
  status take(copy_record& record) const;
  status copy_snapshots(copy_record& record, const copy_source& source) const;
  status check(copy_record& record, const stored_file& file, const copy_source& source) const;
  status read_due(copy_record& record, const copy_source& source) const;
  status read_newest(copy_record& record, const copy_source& source) const;
  status read_part(copy_record& record, const copy_source& source, const std::vector<stored_file>& files,
                   std::uint64_t most_bytes) const;
  void note_mended(copy_record& record, const std::string& what) const;
  status mend(copy_record& record, const copy_source& source) const;
  void count(copy_record& record, const copy_source& source) const;
  std::string now() const;

  directory_options options_;
  std::string shown_;
  const clock& time_;
  mutable damaged_backups damaged_here_;
};

}  // namespace secondbrain::ops
