// The branches of the tree: which actors there are, in what order they start, and what each is given.
//
// Pure: nothing starts here. The parts outlive the tree that is made of the branches.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "actors/child_spec.hpp"
#include "actors/delivery_actor.hpp"
#include "actors/ping_actor.hpp"
#include "base/feed.hpp"
#include "brain/llm/models.hpp"
#include "brain/vault/conventions/known_conventions.hpp"
#include "brain/vault/known_vault.hpp"
#include "brain/vault/writing/write_context.hpp"
#include "cli/service/places_layout.hpp"
#include "cli/service/semantic_setup.hpp"
#include "cli/service/service_fronts.hpp"
#include "cli/service/sync_steps.hpp"
#include "messages/alarm_records.hpp"
#include "messages/backup_standing.hpp"
#include "ops/backup/snapshot_source.hpp"
#include "ops/config/config.hpp"
#include "ops/data/data_directory.hpp"
#include "ops/data/held_directory.hpp"
#include "ops/data/query_log.hpp"

namespace secondbrain::cli {

/// What the alarms are made of.
struct alarm_sources {
  std::vector<std::shared_ptr<channels::channel>> channels;  // as the fronts have them
  actors::ping_call ping;                                    // empty: nobody is called
  std::string briefing_channel;                              // empty: no briefing is sent
  std::function<health_report()> health;
  std::function<tree_snapshot()> tree;
  std::function<std::uint64_t()> calls_recorded = {};  // of language models; empty: not known
  std::shared_ptr<feed<alarms_report>> report = std::make_shared<feed<alarms_report>>();
  actors::stop_flag stopping = std::make_shared<std::atomic<bool>>(false);
  actors::stop_flag gave_up = std::make_shared<std::atomic<bool>>(false);
  std::shared_ptr<std::optional<alarm_records>> unwritten;
};

/// What the branches are made of.
struct tree_parts {
  const ops::config& settings;
  const ops::data_directory& data;
  const service_fronts& fronts;
  llm::models& models;
  const semantic_setup& semantic;
  std::shared_ptr<feed<index_progress>> index_progress_feed;
  std::shared_ptr<feed<embedding_progress>> embedding_progress_feed;
  std::shared_ptr<feed<sync_progress>> sync_progress_feed;
  std::shared_ptr<feed<backup_progress>> backup_progress_feed;
  std::shared_ptr<feed<backup_standing>> backup_standing_feed;
  std::shared_ptr<ops::query_log> query_log;
  std::shared_ptr<llm::sending_gate> gate;
  std::shared_ptr<feed<sending_estimate>> sending_feed;
  std::function<actor_status(const std::string& actor)> look_at;  // by its path; it is in the tree
  std::shared_ptr<vault::known_vault> known_vault;
  std::shared_ptr<vault::write_context> write_context;
  std::shared_ptr<std::atomic<std::uint64_t>> stock_taken;  // how often the index has looked at the whole vault
  std::filesystem::path program;                            // this one; empty: its place is not known
  alarm_sources alarms = {};
  std::shared_ptr<places_feeds> places;
  std::shared_ptr<const ops::held_directory> held;
  std::shared_ptr<vault::known_conventions> conventions = {};  // none without a vault
  std::shared_ptr<feed<std::optional<vector_counts>>> vector_counts_feed =
      std::make_shared<feed<std::optional<vector_counts>>>();
};

actors::supervisor_spec lay_out_stores(const tree_parts& parts);
actors::supervisor_spec lay_out_index(const tree_parts& parts);
actors::supervisor_spec lay_out_search(const tree_parts& parts);
actors::supervisor_spec lay_out_vault(const tree_parts& parts);
actors::supervisor_spec lay_out_answers(const tree_parts& parts);
actors::supervisor_spec lay_out_sync(const tree_parts& parts);
actors::supervisor_spec lay_out_keeper(const tree_parts& parts);
actors::supervisor_spec lay_out_alarms(const tree_parts& parts);

inline constexpr std::chrono::minutes check_timeout{30};  // that looking through a whole store may take

/// Whether the data directory is still the one that the service took: asked before anything is written there.
std::function<status()> directory_question(const tree_parts& parts);

/// What a reader of the index searches with; created again for each thread.
std::function<search::search_engine()> engine_maker(const tree_parts& parts);

/// What a reader calls when it meets a damaged index: it has the writer look, which recovers by itself.
std::function<void()> damage_reporter(const tree_parts& parts);

/// A branch with the restart intensity that the settings ask for, and their hang limits where a child has none of its
/// own.
actors::supervisor_spec branch(const tree_parts& parts, std::vector<actors::child_spec> children);

}  // namespace secondbrain::cli
