// What the newest generation holds, as far as one must know to ship what comes next: hashes, not contents.
//
// Reads every piece, so that what is built upon has been seen to be whole. Blocks; any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "ops/increments/increment_piece.hpp"

namespace secondbrain::ops {

struct shipped_state {
  std::uint64_t pieces = 0;
  std::string last_sha256;                                               // of the last of them
  std::string at;                                                        // when its contents were read
  std::uint64_t snapshot = 0;                                            // see `piece_header`
  std::map<std::string, std::vector<std::uint64_t>, std::less<>> pages;  // of each database, the hash of each page
  std::map<std::string, std::uint64_t, std::less<>> plain;               // of each small file, its hash
  std::uint64_t first_bytes = 0;                                         // of the piece that holds everything
  std::uint64_t later_bytes = 0;                                         // of all others
};

/// Over all pages, from their hashes.
std::uint64_t hash_of_pages(const std::vector<std::uint64_t>& pages);

/// errc::corrupt when a piece is damaged or does not follow the one before it.
result<shipped_state> read_shipped(const std::filesystem::path& generation);

/// Whether the piece follows that state; errc::corrupt says why not.
status check_order(const shipped_state& before, const read_piece_result& piece);

/// The piece counts from now on.
void take_in(shipped_state& state, const read_piece_result& piece);

}  // namespace secondbrain::ops
