// What work on the index requests of the stores, as values: whoever drives the work sends each request to the store
// that answers it and hands the reply back. So the work needs neither actors nor a thread that waits.
#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "messages/lexical.hpp"
#include "messages/metadata.hpp"
#include "messages/tracker.hpp"
#include "messages/vectors.hpp"

namespace secondbrain::index {

using store_request =
    std::variant<load_tracked_files, find_tracked_files, mark_files, forget_files, clear_tracker,  // the tracker
                 count_chunks_by_note, write_notes, remove_notes, clear_lexical, remove_vectors, clear_vectors,
                 move_metadata, delete_metadata>;

/// The replies of these requests.
using store_reply = std::variant<nothing, std::vector<tracked_file>, tracked_part, std::vector<chunk_count_of_note>>;

/// One request, and the number under which its reply is handed back.
struct store_step {
  std::uint64_t number = 0;
  store_request request;
};

}  // namespace secondbrain::index
