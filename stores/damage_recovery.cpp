#include "stores/damage_recovery.hpp"

#include "base/durable_rename.hpp"
#include "stores/quarantine.hpp"

namespace secondbrain::stores {
namespace {

/// Puts the next file into the place of a recorded store, and says so.
std::string restored_in_words(const store_place& place) {
  const auto restored = place.restore(place.file);
  if (restored) return "It was restored from " + *restored + "; what was recorded after that is lost.";
  return "It begins empty, because there was no good backup: " + restored.error().message + '.';
}

}  // namespace

recovery_report recover_from_damage(const store_place& place, const std::string& damage, wall_time now) {
  const auto name = place.file.filename().string();
  const auto aside = move_aside(place.file, now);
  if (!aside) return {name + " is damaged (" + damage + ") and could not be moved aside: " + aside.error().message, {}};
  store_recovery recovery{now, store_worth::derived, place.title + " was damaged. "};
  if (place.restore) {
    recovery.worth = store_worth::recorded;
    recovery.message += restored_in_words(place);
  } else {
    recovery.message += "It is built again from the vault; nothing of yours is lost.";
  }
  recovery.message += " The damaged file is kept as " + aside->filename().string() + " in the data directory.";
  auto log_line = recovery.message + ' ' + name + ": " + damage;
  if (!place.restore && place.on_emptied) place.on_emptied();
  return {std::move(log_line), std::move(recovery)};
}

recovery_report recover_from_loss(const store_place& place, const std::filesystem::path& rescued, wall_time now) {
  const auto name = place.file.filename().string();
  const auto aside = move_aside(place.file, now);  // what somebody has put there, or a WAL that was left
  if (!aside && aside.error().code != errc::not_found)
    return {name + " was removed, and what lies in its place could not be moved aside: " + aside.error().message, {}};
  store_recovery recovery{now, store_worth::recorded, place.title + " was removed or replaced while it was in use. "};
  const auto back = rename_durably(rescued, place.file);
  if (back) {
    recovery.message += "What SecondBrain held of it was written again: nothing is lost.";
  } else if (place.restore) {
    recovery.message += restored_in_words(place);
  } else {
    recovery.worth = store_worth::derived;
    recovery.message += "It is built again from the vault; nothing of yours is lost.";
    if (place.on_emptied) place.on_emptied();
  }
  if (aside) recovery.message += " What lay there is kept as " + aside->filename().string() + " in the data directory.";
  auto log_line = recovery.message + (back ? std::string{} : ' ' + name + ": " + back.error().message);
  return {std::move(log_line), std::move(recovery)};
}

}  // namespace secondbrain::stores
