// A live store as something to put into a snapshot: its own worker makes the copy.
//
// Runs on the thread that makes the snapshot, which waits for the worker; not for one that does not come up.
#pragma once

#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <string>

#include "messages/actor_status.hpp"
#include "messages/address.hpp"
#include "messages/store.hpp"
#include "ops/backup/snapshot_source.hpp"

namespace secondbrain::cli {

/// How a store stands, and whether to go on waiting for it.
struct store_watch {
  std::string name;                    // of the file
  std::function<actor_status()> look;  // at the worker
  std::function<bool()> cancelled;
  std::chrono::milliseconds timeout{5'000};  // with a worker that is not running
};

/// What waiting for `answer` came to.
inline status wait_for_copy(std::future<result<nothing>> answer, const store_watch& store) {
  constexpr std::chrono::milliseconds between_looks{100};
  auto last_up = std::chrono::steady_clock::now();
  while (answer.wait_for(between_looks) != std::future_status::ready) {
    if (store.cancelled()) return fail(errc::cancelled, "the backup was given up, because the service stops");
    auto now = std::chrono::steady_clock::now();
    auto seen = store.look();
    if (seen.state == actor_state::running || seen.state == actor_state::hung) last_up = now;
    if (now - last_up < store.timeout) continue;
    auto why = seen.recent_restarts.empty() ? std::string{"it does not start"} : seen.recent_restarts.front().reason;
    return fail(errc::unavailable, store.name + " is not open: " + why);
  }
  return answer.get().map([](nothing) {});
}

template <class Api>
ops::snapshot_source live_source(const address<Api>& service, const store_watch& store, ops::source_kind worth,
                                 std::chrono::milliseconds longest_copy, std::chrono::milliseconds longest_check) {
  ops::snapshot_source source;
  source.name = store.name;
  source.kind = backup_file_kind::database;
  source.worth = worth;
  source.write = [service, store, longest_copy](const std::filesystem::path& destination) {
    auto copied = std::make_shared<std::promise<result<nothing>>>();  // shared: the answer may come after we have gone
    auto answer = copied->get_future();
    service.send(snapshot_store{destination.string()}, longest_copy,
                 [copied](result<nothing> outcome) { copied->set_value(std::move(outcome)); });
    return wait_for_copy(std::move(answer), store);
  };
  source.report_damage = [service, longest_check] {
    service.send(check_store{}, longest_check, [](auto) {});  // a damaged store recovers by itself when it looks
  };
  return source;
}

}  // namespace secondbrain::cli
