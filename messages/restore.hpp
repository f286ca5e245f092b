// A restore that the running service does by itself.
#pragma once

#include <cstdint>
#include <string>

#include "base/enum_names.hpp"
#include "base/fields.hpp"

namespace secondbrain {

enum class restore_kind : std::uint8_t {
  own,           // a backup of this data directory
  from_another,  // whoever's it is
  undo,          // the state from before the last restore
};

struct restore_order {
  std::string id;  // not for an undo
  restore_kind kind = restore_kind::own;
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
  std::string problem;                        // when failed: why; nothing has changed
};

constexpr auto fields_of(const restore_progress*) {
  return record<restore_progress>(field_list{
      field("phase", &restore_progress::phase, "`idle`: none since the process began"),
      field("id", &restore_progress::id, "The backup", {.empty = when_empty::null}),
      field("from", &restore_progress::from, "When it has finished", {.empty = when_empty::null}),
      field("replaced", &restore_progress::replaced, "Where the state from before is kept",
            {.empty = when_empty::null}),
      field("error", &restore_progress::problem, "When it has failed: why; nothing has changed",
            {.empty = when_empty::null}),
  });
}

}  // namespace secondbrain
