// Makes snapshots of the data directory, on request and when one is due, through the stores' own workers; and tries
// them, by restoring one into a scratch folder and using it there.
//
// Own thread, and another one while a snapshot is made or tried: so it goes on answering, and a stop does not wait for
// the copying. What comes of a snapshot is published, also when this part ends first.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "actors/service_actor.hpp"
#include "base/deadline_call.hpp"
#include "base/feed.hpp"
#include "messages/backup_standing.hpp"
#include "messages/service_addresses.hpp"
#include "ops/backup/backup_catalog.hpp"
#include "ops/backup/backup_maker.hpp"
#include "ops/backup/backup_schedule.hpp"
#include "ops/backup/trial_restore.hpp"

namespace secondbrain::actors {

struct backup_parts {
  /// What goes into a snapshot. The sources may be waiting for a store: they ask `cancelled` whether to go on.
  std::function<std::vector<ops::snapshot_source>(const std::function<bool()>& cancelled)> sources;
  std::function<ops::backup_options()> options;
  /// That listing the snapshots may take: the folder may lie on a network drive that is away.
  std::chrono::milliseconds longest_listing{5'000};
  std::function<result<std::vector<ops::snapshot_info>>(const std::filesystem::path& backups)> list =
      [](const std::filesystem::path& backups) { return ops::list_snapshots(backups); };
  /// Uses what a trial has restored (trial_restore.hpp).
  decltype(ops::trial_options::examine) examine;
  /// A trial has failed: what is wrong with the copy may be wrong with what was copied. Called on the trial's thread;
  /// must not block.
  std::function<void()> on_failed_trial = [] {};
  std::chrono::hours interval{24};        // between two snapshots that nobody asked for; 0: none
  std::chrono::hours trial_interval{24};  // likewise between two trials
  std::function<void()> tidy = [] {};     // after each snapshot, on its thread
  std::shared_ptr<feed<backup_progress>> progress = std::make_shared<feed<backup_progress>>();
  std::shared_ptr<feed<backup_standing>> standing = std::make_shared<feed<backup_standing>>();
  std::shared_ptr<ops::backup_schedule> schedule = std::make_shared<ops::backup_schedule>();
};

class backup_actor final : public service_actor<backup_actor, backup_api> {
 public:
  backup_actor(caf::actor_config& config, child_context context, const front_ptr& front, backup_parts parts)
      : service_actor{config, std::move(context), front}, parts_{std::move(parts)} {}

  result<backup_started> handle(const start_backup& request);
  void handle(const make_due_backup& request, reply_slot<make_due_backup> slot);
  result<backup_started> handle(const try_backup& request);
  result<std::vector<backup_info>> handle(const list_backups& request);

 private:
  using listener = std::function<void(result<backup_info>)>;
  using run = std::function<result<backup_info>()>;

  status open() override;
  void close() noexcept override;
  void begin_backup(listener on_done);
  void begin_trial(const std::string& id, listener on_done);
  backup_progress announce(backup_work work);
  void begin(run work, listener on_done);
  void ended();
  void record_outcome();
  void publish_standing(const result<std::vector<ops::snapshot_info>>& all);
  std::string begun_anew(const std::vector<ops::snapshot_info>& all, const ops::backup_options& options) const;
  result<std::vector<ops::snapshot_info>> all_snapshots();
  result<std::vector<ops::snapshot_info>> own_snapshots();
  void publish_outcome(const result<backup_info>& outcome);

  backup_parts parts_;
  deadline_call<std::vector<ops::snapshot_info>> listing_{parts_.longest_listing};
  std::uint64_t failures_ = 0;  // in a row
  std::thread maker_;
  result<backup_info> outcome_;  // of the maker's; read once it is joined
  int runs_ = 0;
  std::string run_id_;  // of the latest
  std::string tried_;   // the snapshot that is being tried; empty: none
  std::shared_ptr<std::atomic<bool>> cancelled_ = std::make_shared<std::atomic<bool>>(false);
  listener on_done_;
};

}  // namespace secondbrain::actors
