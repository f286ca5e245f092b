// A data directory that was begun anew in a place where another one lay, whose backups are still there: it was lost
// while no service ran, or with the disk, and nobody else would notice.
//
// `begun.json` in the data directory says when it was begun, and whether that is meant. It is in no backup: what is
// restored was not begun anew. A directory of the same place that still makes backups lies on another machine, and is
// none that was lost. Any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "ops/backup/snapshot_info.hpp"

namespace secondbrain::ops {

struct former_directory {
  snapshot_info newest;       // of those that verify
  std::uint64_t backups = 0;  // that verify
};

/// Call it before the directory is given its id. One that has an id already, or has begun, is left as it is.
status note_beginning(const std::filesystem::path& data_directory, const clock& time = real_clock());

/// What was said so far goes on for what takes the place of this one.
status keep_beginning(const std::filesystem::path& data_directory, const std::filesystem::path& incoming);

/// Whether it was begun, and nobody has said that this is meant: only then is anything known of one before it.
bool was_begun_anew(const std::filesystem::path& data_directory);

/// Those that lay in the place of this one before it was begun, the latest first; none where that was meant.
std::vector<former_directory> former_directories(const std::vector<snapshot_info>& all,
                                                 const std::filesystem::path& data_directory, wall_time now);

/// What has happened and what to do, for a person; empty where there was none. `from`: the option that takes a backup
/// from there, "--latest" for the backup folder.
std::string begun_anew_in_words(const std::vector<former_directory>& former,
                                const std::filesystem::path& data_directory, const std::filesystem::path& backups,
                                const std::string& from);

/// The owner goes on with the new one. False: nobody had to say so.
result<bool> go_on_with_new(const std::filesystem::path& data_directory);

}  // namespace secondbrain::ops
