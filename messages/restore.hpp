// A restore that the running service does by itself.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/enum_names.hpp"
#include "base/fields.hpp"

namespace secondbrain {

enum class restore_kind : std::uint8_t {
  own,           // a backup of this data directory
  from_another,  // whoever's it is
  shipped,       // no backup: what was shipped between backups alone
  undo,          // the state from before the last restore
};

struct restore_order {
  std::string id;  // of the first two
  restore_kind kind = restore_kind::own;
  bool is_newest = false;   // of the first two: where the data directory is lost, it goes on to what was shipped
  bool with_later = false;  // of the first two: it does so in any case
};

enum class restore_phase : std::uint8_t { idle, preparing, restarting, finished, failed };

constexpr auto names_of(restore_phase) {
  using enum restore_phase;
  return named_values<restore_phase>({{idle, "idle"},
                                      {preparing, "preparing"},
                                      {restarting, "restarting"},
                                      {finished, "finished"},
                                      {failed, "failed"}});
}

/// Where a restore is. It outlives the parts that are stopped for it.
struct restore_progress {
  restore_phase phase = restore_phase::idle;  // idle: none since the process began
  std::string id;                             // the backup; empty: an undo
  std::string from;                           // when finished: the snapshot, or the kept state
  std::string replaced;                       // when finished: where the state from before is now
  std::string until;                          // when finished, with what was shipped: when that was written
  std::vector<std::string> later;             // likewise: the files that go on from the snapshot
  std::vector<std::string> remarks;           // likewise: what of it could not be used
  std::string problem;                        // when failed: why; nothing has changed
};

constexpr auto fields_of(const restore_progress*) {
  return record<restore_progress>(field_list{
      field("phase", &restore_progress::phase, "`idle`: none since the process began"),
      field("id", &restore_progress::id, "The backup", {.empty = when_empty::null}),
      field("from", &restore_progress::from, "When it has finished", {.empty = when_empty::null}),
      field("replaced", &restore_progress::replaced, "Where the state from before is kept",
            {.empty = when_empty::null}),
      field("until", &restore_progress::until, "With what was shipped after the backup: until when",
            {.empty = when_empty::null}),
      field("later", &restore_progress::later, "The files that hold it"),
      field("remarks", &restore_progress::remarks, "What of it could not be used"),
      field("error", &restore_progress::problem, "When it has failed: why; nothing has changed",
            {.empty = when_empty::null}),
  });
}

}  // namespace secondbrain
