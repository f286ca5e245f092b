// The base of the workers that own a SQLite store, one thread each: opening, checking, snapshots. A file that turns out
// to be damaged is replaced (stores/recoverable_store.hpp), which the record says in words.
#pragma once

#include <exception>
#include <stdexcept>

#include "actors/service_actor.hpp"
#include "base/error.hpp"
#include "messages/service_addresses.hpp"
#include "stores/recoverable_store.hpp"
#include "stores/schema_versions.hpp"
#include "stores/sqlite/database.hpp"

namespace secondbrain::actors {

using stores::store_place;

template <class Derived, class Api, class Store>
class store_actor : public service_actor<Derived, Api> {
 public:
  store_actor(caf::actor_config& config, child_context context, const front_ptr& front, store_place place)
      : service_actor<Derived, Api>{config, std::move(context), front},
        store_{std::move(place), [this](const stores::recovery_report& report) { recovered(report); }} {}

  result<nothing> handle(const check_store&) { return done(store().check()); }
  result<nothing> handle(const snapshot_store& request) { return done(store().snapshot_to(request.destination)); }

 protected:
  Store& store() { return *store_; }
  const store_place& place() const noexcept { return store_.place(); }

  /// Called once the store is open, before the first request. errc::corrupt: the file is treated as damaged.
  virtual status opened() { return {}; }

  /// Called before the store is closed.
  virtual void closing() noexcept {}

  static result<nothing> done(status outcome) {
    return std::move(outcome).map([] { return nothing{}; });
  }

  /// A new life opens the file anew.
  bool ends_worker(const error& answer) override { return store_.is_broken_by(answer); }

  /// What the store holds makes no sense: this life ends, and the next begins with another file.
  [[noreturn]] void end_as_damaged(const error& damage) {
    store_.mark_damaged(damage);
    throw std::runtime_error(damage.message);
  }

 private:
  status open() override {
    return store_.open([this] { return opened(); }).map([this] { tell_of_later_version(); });
  }

  /// It is read, and every write to it is refused: health says so before somebody records something in vain.
  void tell_of_later_version() {
    const auto& file = place().file;
    const auto name = file.filename().string();
    if (stores::is_derived(name)) return;  // what cannot be used is made again, or its owner says so
    auto opened = stores::sqlite::database::open(file, stores::sqlite::open_mode::read_only);
    const auto version = opened ? opened->schema_version() : result<int>{0};
    if (!version || *version <= stores::schema_known_for(name)) return;
    this->record().set_note(name +
                            " was written by a later version of SecondBrain and is open for reading only: nothing is "
                            "recorded in it, and no backup of it can be restored by this version. Update SecondBrain");
  }

  void close() noexcept override {
    closing();
    try {
      store_.close();
    } catch (const std::exception& thrown) {
      this->log().error("{} could not be recovered: {}", place().file.filename().string(), thrown.what());
    }
  }

  void recovered(const stores::recovery_report& report) {
    this->log().error("{}", report.log_line);
    if (report.recovery) this->record().recovered(*report.recovery);
  }

  stores::recoverable_store<Store> store_;
};

}  // namespace secondbrain::actors
