// Where what is shipped lies: `<backups>/increments/<data id>/g000001/000001.piece`, with `origin.json` beside the
// generations.
//
// A generation begins with a piece that holds everything, so that it stands for itself, whatever becomes of the
// snapshots; each further piece holds what has changed since the one before. Names with `.partial` are unfinished.
// Any thread; looks at the file system each time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "messages/backup.hpp"

namespace secondbrain::ops {

inline constexpr auto increments_name = "increments";
inline constexpr auto unfinished_piece_suffix = ".partial";

/// Of one data directory, which has an id. Nothing need be there yet.
std::filesystem::path increments_of(const std::filesystem::path& backups, const std::string& data_id);

/// The folders of those data directories that `is_own` accepts.
std::vector<std::filesystem::path> find_increments(const std::filesystem::path& backups,
                                                   const std::function<bool(const backup_origin&)>& is_own);

status write_origin(const std::filesystem::path& increments, const backup_origin& origin);

/// Paths of the generations, the newest first.
std::vector<std::filesystem::path> generations_in(const std::filesystem::path& increments);

std::filesystem::path generation_place(const std::filesystem::path& increments, std::uint64_t number);

/// Of a generation's path; 0 when it is none.
std::uint64_t generation_number(const std::filesystem::path& generation);

std::filesystem::path piece_place(const std::filesystem::path& generation, std::uint64_t number);

/// How many pieces follow each other from the first, by their names alone.
std::uint64_t count_pieces(const std::filesystem::path& generation);

}  // namespace secondbrain::ops
