// What becomes of a damaged store: its file is moved aside; one that cannot be derived is restored from the newest good
// copy. So the next opening finds a good file, or none.
//
// Call it on the thread that owns the store, while no connection to the file is open.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "messages/actor_status.hpp"
#include "stores/store_place.hpp"

namespace secondbrain::stores {

/// For the log, and for people.
struct recovery_report {
  std::string log_line;
  std::optional<store_recovery> recovery;  // nothing: the file could not be moved aside and lies where it was
};

/// `damage` is what the store said when it was noticed.
recovery_report recover_from_damage(const store_place& place, const std::string& damage, wall_time now);

/// What becomes of a store whose file was removed or replaced while it was open: `rescued`, a copy of what it held,
/// takes its place; where that fails, the newest good copy does.
recovery_report recover_from_loss(const store_place& place, const std::filesystem::path& rescued, wall_time now);

}  // namespace secondbrain::stores
