// Makes snapshots of the data directory, on request and when one is due, through the stores' own workers.
//
// Own thread; a snapshot blocks it for as long as the copying takes, so its hang limits are generous.
#pragma once

#include <chrono>
#include <functional>
#include <vector>

#include "actors/service_actor.hpp"
#include "messages/services.hpp"
#include "ops/backup/backup_maker.hpp"

namespace secondbrain::actors {

struct backup_parts {
  std::function<std::vector<ops::snapshot_source>()> sources;
  ops::backup_options options;
  std::chrono::hours interval{24};  // between two snapshots that nobody asked for; 0: none
};

class backup_actor final : public service_actor<backup_actor, backup_api> {
 public:
  backup_actor(caf::actor_config& config, child_context context, const front_ptr& front, backup_parts parts)
      : service_actor{config, std::move(context), front}, parts_{std::move(parts)} {}

  result<backup_info> handle(const make_backup& asked);
  result<nothing> handle(const make_due_backup& asked);
  result<std::vector<backup_info>> handle(const list_backups& asked);

 private:
  backup_parts parts_;
};

}  // namespace secondbrain::actors
