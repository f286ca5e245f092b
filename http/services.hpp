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

#include "actors/address.hpp"
#include "messages/actor_status.hpp"
#include "messages/health.hpp"
#include "messages/query_log.hpp"
#include "messages/services.hpp"
#include "messages/vault.hpp"
#include "ops/feed.hpp"

namespace secondbrain::http {

/// How an actor is made to fail on purpose, where chaos is enabled.
enum class crash_kind : std::uint8_t { exception, hang };

struct services {
  address<index_api> index;
  address<search_api> search;
  address<lexical_api> lexical;
  address<vectors_api> vectors;
  address<conversation_api> conversations;
  address<backup_api> backups;
  address<planner_api> planner;
  address<capture_api> capture;
  address<settings_api> settings;
  address<metadata_api> metadata;
  address<suggestions_api> suggestions;
  address<answer_api> answers;
  address<usage_api> usage;
  address<tracker_api> tracker;
  address<sync_api> sync_runs;
  address<vault_api> vault;

  std::function<tree_snapshot()> tree;
  std::function<health_report()> health;
  std::function<sync_status()> sync;
  std::shared_ptr<const ops::feed<index_progress>> progress;
  std::shared_ptr<const ops::feed<secondbrain::sync_progress>> sync_progress;
  std::shared_ptr<const ops::feed<secondbrain::backup_progress>> backup_progress;
  std::function<result<std::vector<sync_report>>(std::size_t limit)> sync_history;  // the newest first
  std::function<secondbrain::query_statistics()> query_statistics;
  spending_limits spending;
  std::function<std::chrono::system_clock::time_point()> now = std::chrono::system_clock::now;

  // The probes: an error's sentence is the reason.
  std::function<status()> live;
  std::function<status()> ready;
  std::function<status()> started;

  std::function<status(const std::string& actor)> restart_actor;
  std::function<status(const std::string& actor, crash_kind)> crash_actor;  // empty: chaos is disabled, no such route

  bool vault_configured = true;  // whether a vault was named at all, be it there or not

  std::string version;
  std::chrono::steady_clock::time_point started_at = std::chrono::steady_clock::now();

  std::function<status()> may_answer = [] { return status{}; };  // errc::vault_missing: not from what is known now
};

}  // namespace secondbrain::http
