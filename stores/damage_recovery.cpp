#include "stores/damage_recovery.hpp"

#include "stores/quarantine.hpp"

namespace secondbrain::stores {

recovery_report recover_from_damage(const store_place& place, const std::string& damage, wall_time now) {
  const auto name = place.file.filename().string();
  const auto aside = move_aside(place.file, now);
  if (!aside) return {name + " is damaged (" + damage + ") and could not be moved aside: " + aside.error().message, {}};
  store_recovery recovery{now, store_worth::derived, place.title + " was damaged. "};
  if (place.restore) {
    const auto restored = place.restore(place.file);
    recovery.worth = store_worth::recorded;
    recovery.message += restored
                            ? "It was restored from " + *restored + "; what was recorded after that is lost."
                            : "It begins empty, because there was no good backup: " + restored.error().message + '.';
  } else {
    recovery.message += "It is built again from the vault; nothing of yours is lost.";
  }
  recovery.message += " The damaged file is kept as " + aside->filename().string() + " in the data directory.";
  auto log_line = recovery.message + ' ' + name + ": " + damage;
  if (!place.restore && place.on_emptied) place.on_emptied();
  return {std::move(log_line), std::move(recovery)};
}

}  // namespace secondbrain::stores
