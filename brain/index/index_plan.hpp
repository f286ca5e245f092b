// What an index run has to do: a pure function of what the vault holds, what the tracker promises and what is stored.
//
// Thread-safe, no file system, cannot fail.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "brain/vault/changes/classify.hpp"
#include "brain/vault/changes/scan.hpp"
#include "messages/indexed_note.hpp"

namespace secondbrain::index {

/// Content that is in the index already.
struct known_content {
  std::string hash;
  int chunks = 0;
  bool row_is_current = false;  // the tracker's row says the same of the file: it need not be written again
  std::string notice = {};      // what was odd in it
};

struct note_to_index {
  vault::scanned_file file;
  std::optional<known_content> known;  // set: content that is still the same is not stored again
  bool alone = false;                  // suspected of ending the process: prepared when nothing else is under way
};

struct index_plan {
  std::deque<note_to_index> to_do;
  std::vector<std::string> gone;  // in the index, no longer in the vault
};

/// Chunks stored of each note; `read_otherwise`: its tasks are to be read anew, and so is all of it.
using stored_chunks = std::unordered_map<std::string, int>;
inline constexpr int read_otherwise = -1;

/// With `stored`, notes of which the index does not hold what the tracker promises are done again, and what the index
/// holds although nobody vouches for it goes.
index_plan make_index_plan(const vault::scan_result& found, const vault::file_changes& changes,
                           const std::vector<tracked_file>& tracked, const std::optional<stored_chunks>& stored);

}  // namespace secondbrain::index
