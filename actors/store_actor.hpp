// The base of the workers that own a SQLite store, one thread each: opening, checking, snapshots, and what happens when
// the file turns out to be damaged.
//
// A damaged file is moved aside. A derived store begins empty and is filled again from the vault; a store that cannot
// be derived is restored from the newest verified backup. Either way the record says so in words.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include <spdlog/spdlog.h>

#include "actors/service_actor.hpp"
#include "base/error.hpp"
#include "messages/services.hpp"
#include "stores/quarantine.hpp"

namespace secondbrain::actors {

struct store_place {
  std::filesystem::path file;
  std::string title = "The store";  // what a person calls it, at the beginning of a sentence
  /// For stores that cannot be derived: puts the newest good copy into the place of `file` and says what it is.
  /// errc::not_found when there is none. Unset: the store is derived.
  std::function<result<std::string>(const std::filesystem::path& file)> restore;
  /// Called, on the store's thread, whenever a derived store begins empty although it held something before.
  std::function<void()> on_emptied;
  /// For a store that nothing was ever written into: what a backup holds of it, as a sentence; nothing: no more than it
  /// has.
  std::function<std::optional<std::string>(const std::filesystem::path& file)> held_elsewhere;
};

template <class Derived, class Api, class Store>
class store_actor : public service_actor<Derived, Api> {
 public:
  store_actor(caf::actor_config& config, child_context context, const front_ptr& front, store_place place)
      : service_actor<Derived, Api>{config, std::move(context), front}, place_{std::move(place)} {}

  result<nothing> handle(const check_store&) { return done(store().check()); }
  result<nothing> handle(const snapshot_store& request) { return done(store().snapshot_to(request.destination)); }

 protected:
  Store& store() { return *store_; }
  const store_place& place() const noexcept { return place_; }

  /// Called once the store is open, before the first request. errc::corrupt: the file is treated as damaged.
  virtual status opened() { return {}; }

  static result<nothing> done(status outcome) {
    return std::move(outcome).map([] { return nothing{}; });
  }

 private:
  status open() override {
    auto outcome = open_store();
    if (!outcome && outcome.error().code == errc::corrupt) {
      store_.reset();
      recover(outcome.error().message);
      outcome = open_store();
    }
    if (!outcome) return outcome;
    if constexpr (requires(const Store& s) { s.rebuilt(); })
      if (store_->rebuilt() && place_.on_emptied) place_.on_emptied();
    return {};
  }

  status open_store() {
    auto found = Store::open(place_.file);
    RETURN_IF_ERROR(found);
    store_.emplace(std::move(*found));
    return opened();
  }

  void close() noexcept override {
    store_.reset();
    if (damage_.empty()) return;
    try {
      recover(damage_);
    } catch (const std::exception& thrown) {
      spdlog::error("{}: could not recover: {}", place_.file.filename().string(), thrown.what());
    }
  }

  /// A file that is damaged or gone from under us cannot be mended by asking again: a new life opens it anew. One row
  /// that makes no sense is not a damaged file.
  bool ends_worker(const error& answer) override {
    if (answer.code == errc::io_failure) return true;
    if (answer.code != errc::corrupt) return false;
    auto checked = store().check();
    if (checked || checked.error().code != errc::corrupt) return false;
    damage_ = answer.message;
    return true;
  }

  void recover(const std::string& damage) {
    auto name = place_.file.filename().string();
    auto aside = stores::move_aside(place_.file);
    if (!aside) {
      spdlog::error("{} is damaged ({}) and could not be moved aside: {}", name, damage, aside.error().message);
      return;
    }
    store_recovery told{std::chrono::system_clock::now(), store_worth::derived, place_.title + " was damaged. "};
    if (place_.restore) {
      auto restored = place_.restore(place_.file);
      told.worth = store_worth::recorded;
      told.message += restored ? "It was restored from " + *restored + "; what was recorded after that is lost."
                               : "It begins empty, because there was no good backup: " + restored.error().message + '.';
    } else {
      told.message += "It is built again from the vault; nothing of yours is lost.";
    }
    told.message += " The damaged file is kept as " + aside->filename().string() + " in the data directory.";
    spdlog::error("{} {}: {}", told.message, name, damage);
    this->record().recovered(std::move(told));
    if (!place_.restore && place_.on_emptied) place_.on_emptied();
  }

  store_place place_;
  std::optional<Store> store_;
  std::string damage_;  // what showed that the file is damaged; the next life must not meet it
};

}  // namespace secondbrain::actors
