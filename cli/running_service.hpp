// The composition root: the one place that knows every part, makes the fronts, lays out the tree and hands each part
// what it needs.
//
// Owned by the main thread.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "actors/tree.hpp"
#include "http/server.hpp"
#include "messages/services.hpp"
#include "ops/backup/snapshot_source.hpp"
#include "ops/config.hpp"
#include "ops/data_directory.hpp"
#include "ops/feed.hpp"
#include "ops/service/notify.hpp"

namespace secondbrain::cli {

class running_service {
 public:
  struct events {
    std::function<void(int port)> on_serving;                // each time the HTTP server begins to listen
    std::function<void(const std::string& why)> on_give_up;  // the tree failed for good
    std::function<void(const std::string& why)> on_stuck;    // an actor hangs beyond its limit
  };

  running_service(ops::config settings, ops::data_directory data, const ops::service_notifier& notifier, events calls);

  ~running_service();

  void start();
  /// False: something did not stop within the deadline.
  bool stop(std::chrono::milliseconds deadline);

 private:
  struct fronts;

  actors::supervisor_spec lay_out_tree();
  actors::supervisor_spec lay_out_stores();
  actors::supervisor_spec lay_out_index();
  actors::supervisor_spec lay_out_search();
  actors::supervisor_spec lay_out_keeper();
  actors::child_spec lay_out_http();
  actors::child_spec with_limits(actors::child_spec child) const;

  http::services offered_services();
  std::vector<ops::snapshot_source> snapshot_sources() const;
  status start_http();
  status alive() const;
  status ready() const;
  bool runs(const std::string& actor) const;

  const ops::config settings_;
  const ops::data_directory data_;
  const ops::service_notifier& notifier_;
  const events calls_;
  std::shared_ptr<ops::feed<index_progress>> progress_ = std::make_shared<ops::feed<index_progress>>();
  std::atomic<steady_instant> last_full_round_;
  std::atomic<bool> started_{false};
  std::atomic<int> port_;
  std::unique_ptr<http::server> server_;  // touched by the http actor only
  actors::tree tree_;
  std::unique_ptr<fronts> fronts_;
};

}  // namespace secondbrain::cli
