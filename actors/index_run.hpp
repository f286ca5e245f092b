// The state of one index run: what has to be done, what is under way, what it came to. Plain data of the reindexer.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "actors/index_plan.hpp"
#include "actors/service_actor.hpp"
#include "messages/index.hpp"
#include "ops/data/reindex_lock.hpp"
#include "ops/data/reindex_markers.hpp"

namespace secondbrain::actors {

/// What was asked for: all requests that arrive before a run begins to look at the vault share it.
struct index_order {
  std::uint64_t run_id = 0;
  index_mode mode = index_mode::incremental;
  index_trigger trigger = index_trigger::boot;
  std::vector<reply_slot<run_index>> waiting;
  vault::closer_look look = {};  // at files that look unchanged
};

enum class index_stage : std::uint8_t {
  taking_lock,
  loading,    // what the tracker and the index hold
  scanning,   // the vault
  preparing,  // reading and cutting notes, batch by batch, while earlier batches are being stored
  removing,   // what is gone
};

struct index_run {
  index_order order;
  index_stage stage = index_stage::taking_lock;
  std::optional<ops::reindex_lock> lock;
  std::chrono::steady_clock::time_point lock_refreshed;
  std::chrono::system_clock::time_point started_at;
  std::chrono::system_clock::time_point scanned_at;
  std::optional<ops::reindex_trigger> trigger_file;  // as it was when the run began: consumed when it succeeds

  std::vector<tracked_file> tracked;
  std::optional<stored_chunks> stored;  // set when the index is compared with the tracker

  index_plan plan;
  int files_total = 0;
  int files_done = 0;
  int batches_under_way = 0;
  bool alone = false;  // the batch under way is one suspected note

  std::optional<int> notes_total;  // listed in the vault
  int notes_known = 0;             // by the tracker, before the vault is listed
  int notes_set_aside = 0;
  int places_unreadable = 0;                      // that the vault was listed without
  std::string unreadable;                         // why, of the first
  std::unordered_set<std::string> not_found_yet;  // listed, and no text of theirs is in the index
  index_report report;
};

}  // namespace secondbrain::actors
