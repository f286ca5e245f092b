// What the routes may ask: the typed addresses of the services and a few questions about the process itself.
//
// Purpose: the one seam between HTTP and the rest. The composition root fills it; tests fill it with fakes.
// Owning thread: none; every member may be used from any HTTP thread at once, and must outlive the server.
// Failure: addresses answer with an `error`; the functions below must not throw and must not block for long.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/enum_names.hpp"
#include "base/feed.hpp"
#include "messages/actor_status.hpp"
#include "messages/backup_places.hpp"
#include "messages/backup_standing.hpp"
#include "messages/health.hpp"
#include "messages/query_record.hpp"
#include "messages/restore.hpp"
#include "messages/service_addresses.hpp"

namespace secondbrain::http {

/// How an actor is made to fail on purpose, where chaos is enabled.
enum class crash_kind : std::uint8_t { exception, hang };

constexpr auto names_of(crash_kind) {
  using enum crash_kind;
  return named_values<crash_kind>({{exception, "throw"}, {hang, "hang"}});
}

using index_progress_feed = std::shared_ptr<const feed<index_progress>>;
using vector_counts_feed = std::shared_ptr<const feed<std::optional<vector_counts>>>;
using sync_progress_feed = std::shared_ptr<const feed<sync_progress>>;
using backup_progress_feed = std::shared_ptr<const feed<backup_progress>>;
using embedding_reader = std::function<embedding_progress()>;
using alarms_feed = std::shared_ptr<const feed<alarms_report>>;
using tree_reader = std::function<tree_snapshot()>;
using sync_reader = std::function<sync_status()>;
using sync_history_reader = std::function<result<std::vector<sync_report>>(std::size_t limit)>;  // the newest first
using places_reader = std::function<backup_places()>;
using probe = std::function<status()>;  // an error's sentence is the reason
using restore_starter = std::function<status(const restore_order&)>;
using restore_reader = std::function<restore_progress()>;
using actor_restart = std::function<status(const std::string& actor)>;
using actor_crash = std::function<status(const std::string& actor, crash_kind)>;

struct services {
  service_addresses addresses;

  tree_reader tree;
  std::function<health_report()> health;
  sync_reader latest_sync;
  index_progress_feed progress;
  vector_counts_feed vector_counts = std::make_shared<const feed<std::optional<secondbrain::vector_counts>>>();
  sync_progress_feed sync_progress;
  backup_progress_feed backup_progress;
  alarms_feed alarms = std::make_shared<const feed<alarms_report>>();
  std::function<secondbrain::backup_standing()> backup_standing = [] { return secondbrain::backup_standing{}; };
  places_reader places = [] { return backup_places{}; };
  sync_history_reader sync_history;
  std::function<secondbrain::query_statistics()> query_statistics;
  spending_limits spending;
  std::function<std::chrono::system_clock::time_point()> now = std::chrono::system_clock::now;

  probe live;
  probe ready;
  probe started;

  restore_starter begin_restore;
  restore_reader restore_progress;

  actor_restart restart_actor;
  actor_crash crash_actor;  // empty: chaos is disabled, no such route

  bool vault_configured = true;  // whether a vault was named at all, be it there or not

  std::string version;
  std::chrono::steady_clock::time_point started_at = std::chrono::steady_clock::now();

  /// Both empty where nothing is known about searching by meaning.
  embedding_reader embedding_progress;
  std::function<secondbrain::vectors_in_memory()> vectors_in_memory;

  probe may_answer = [] { return status{}; };  // errc::vault_missing: not from what is known now
};

}  // namespace secondbrain::http
