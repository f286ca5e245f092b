// The composition root: the one place that knows every part, makes the fronts, lays out the tree and hands each part
// what it needs.
//
// Owned by the main thread.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "actors/tree.hpp"
#include "base/feed.hpp"
#include "brain/llm/models.hpp"
#include "brain/llm/sending_gate.hpp"
#include "cli/service/channel_setup.hpp"
#include "cli/service/convention_setup.hpp"
#include "cli/service/known_vault_setup.hpp"
#include "cli/service/live_restore.hpp"
#include "cli/service/places_layout.hpp"
#include "cli/service/semantic_setup.hpp"
#include "cli/service/service_fronts.hpp"
#include "cli/service/service_ledger.hpp"
#include "cli/service/tree_layout.hpp"
#include "http/routes/services.hpp"
#include "http/server/server.hpp"
#include "messages/backup_standing.hpp"
#include "messages/service_addresses.hpp"
#include "ops/config/config_load.hpp"
#include "ops/data/data_directory.hpp"
#include "ops/data/held_directory.hpp"
#include "ops/data/query_log.hpp"
#include "ops/service/notify.hpp"

namespace secondbrain::cli {

class running_service {
 public:
  struct events {
    std::function<void(int port)> on_serving;                // each time the HTTP server begins to listen
    std::function<void(const std::string& why)> on_give_up;  // the tree failed for good
    std::function<void(const std::string& why)> on_stuck;    // an actor hangs beyond its limit
    std::filesystem::path program = {};                      // this one; empty: its place is not known
    live_restore* restore = nullptr;                         // outlives the service
    std::shared_ptr<const ops::held_directory> held = {};    // the data directory; null: it is held from now on
  };

  running_service(const ops::loaded_config& loaded, ops::data_directory data, const ops::service_notifier& notifier,
                  events calls, alarm_ways ways = {});

  ~running_service();

  void start();
  /// False: something did not stop within the deadline.
  bool stop(std::chrono::milliseconds deadline);

 private:
  actors::supervisor_spec lay_out_tree();
  actors::child_spec lay_out_http();

  http::services offered_services();
  health_report health();
  embedding_progress embedding_now() const;
  status start_http();
  status alive() const;
  status ready() const;
  bool runs(const std::string& actor) const;

  const ops::config settings_;
  const ops::data_directory data_;
  const ops::service_notifier& notifier_;
  const events calls_;
  const std::shared_ptr<const ops::held_directory> held_;
  std::shared_ptr<feed<index_progress>> progress_ = std::make_shared<feed<index_progress>>();
  std::shared_ptr<feed<embedding_progress>> embedding_ = std::make_shared<feed<embedding_progress>>();
  std::shared_ptr<feed<sync_progress>> sync_progress_ = std::make_shared<feed<sync_progress>>();
  std::shared_ptr<feed<std::optional<vector_counts>>> vector_counts_ =
      std::make_shared<feed<std::optional<vector_counts>>>();
  std::shared_ptr<feed<backup_progress>> backup_progress_ = std::make_shared<feed<backup_progress>>();
  std::shared_ptr<feed<backup_standing>> backup_standing_ = std::make_shared<feed<backup_standing>>();
  std::shared_ptr<places_feeds> places_ = std::make_shared<places_feeds>();
  std::shared_ptr<ops::query_log> query_log_ = std::make_shared<ops::query_log>(data_.query_log());
  std::shared_ptr<vault::known_vault> known_vault_ = make_known_vault(settings_);
  std::shared_ptr<vault::write_context> write_context_ = make_write_context(settings_, known_vault_);
  std::shared_ptr<vault::known_conventions> conventions_ =
      settings_.vault_path
          ? std::make_shared<vault::known_conventions>(*settings_.vault_path, conventions_set_in(settings_))
          : nullptr;
  std::shared_ptr<std::atomic<std::uint64_t>> stock_taken_ = std::make_shared<std::atomic<std::uint64_t>>(0);
  alarm_sources alarms_;
  std::atomic<steady_instant> last_full_round_;
  const std::chrono::steady_clock::time_point created_at_ = std::chrono::steady_clock::now();
  std::atomic<bool> started_{false};
  std::atomic<int> port_;
  std::unique_ptr<http::server> server_;  // touched by the http actor only
  actors::tree tree_;
  std::unique_ptr<service_fronts> fronts_;
  service_ledger ledger_;
  std::shared_ptr<llm::sending_gate> gate_ = std::make_shared<llm::sending_gate>();
  std::shared_ptr<feed<sending_estimate>> sending_ = std::make_shared<feed<sending_estimate>>();
  std::unique_ptr<llm::models> models_;
  semantic_setup semantic_;
};

}  // namespace secondbrain::cli
