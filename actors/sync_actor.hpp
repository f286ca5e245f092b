// Runs the daily sync and extractions, one at a time, and writes down what they came to.
//
// The work runs on a thread of the actor's own, so that the actor answers probes during a run of hours; requests that
// arrive meanwhile wait in the front. When this life ends, the run is told to end and is waited for.
#pragma once

#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <thread>

#include "actors/service_actor.hpp"
#include "base/feed.hpp"
#include "brain/sync/run.hpp"
#include "messages/service_addresses.hpp"

namespace secondbrain::actors {

struct sync_parts {
  std::filesystem::path data_directory;
  sync::step_table steps;
  std::function<result<extraction_report>(const extract_notes&, const sync::step_control&)> extract;
  std::shared_ptr<feed<sync_progress>> progress;
};

class sync_actor final : public service_actor<sync_actor, sync_api> {
 public:
  sync_actor(caf::actor_config& config, child_context context, const front_ptr& front, sync_parts parts)
      : service_actor{config, std::move(context), front}, parts_{std::move(parts)} {}

  void handle(const run_sync& request, reply_slot<run_sync> reply);
  void handle(const extract_notes& request, reply_slot<extract_notes> reply);

 private:
  void close() noexcept override;

  /// Does `work` on the job thread and delivers its result on the actor's.
  template <secondbrain::request R, class Work>
  void in_background(reply_slot<R> reply, Work work);

  sync_parts parts_;
  std::shared_ptr<std::atomic<bool>> ending_ = std::make_shared<std::atomic<bool>>(false);
  std::thread job_;
};

}  // namespace secondbrain::actors
