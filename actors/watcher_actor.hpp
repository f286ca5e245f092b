// Notices that the vault may have changed, and orders index runs: at boot, on file events, on `.reindex_needed`, at
// regular intervals whatever happens, and soon again when a run could not do its work.
//
// Own thread: it waits for files and for messages at once, until the next thing is due. When the vault cannot be
// watched it tries again; the sweeps go on meanwhile.
#pragma once

#include <atomic>
#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "actors/tree_actor.hpp"
#include "base/feed.hpp"
#include "base/wake_signal.hpp"
#include "brain/vault/changes/debounce.hpp"
#include "brain/vault/changes/watcher.hpp"
#include "messages/service_addresses.hpp"

namespace secondbrain::actors {

struct watcher_parts {
  std::filesystem::path vault;
  std::filesystem::path data_directory;
  std::optional<vault::watch_options> watching;  // unset: sweeps only
  std::chrono::seconds sweep_interval{300};
  address<index_api> index;
  std::shared_ptr<const feed<index_progress>> progress;
};

class watcher_actor final : public tree_actor {
 public:
  watcher_actor(caf::actor_config& config, child_context context, watcher_parts parts)
      : tree_actor{config, std::move(context)}, parts_{std::move(parts)}, woken_{wake_signal::create()} {}

  compat::enqueue_result enqueue(caf::mailbox_element_ptr element, compat::enqueue_context* host) override;

 private:
  status acquire() override;
  void release() noexcept override { watcher_.reset(); }
  caf::message_handler handlers() override;

  void turn();
  void begin_watching(steady_time now);
  void watch(steady_time now);
  void wait(steady_time until);
  steady_time next_turn() const;
  void order_changes(steady_time now);
  void order_due_runs(steady_time now);
  void order_run(index_trigger trigger, const std::vector<std::string>& paths = {});
  void keep_for_next_order(const std::vector<std::string>& paths, const error& why);

  watcher_parts parts_;
  const result<wake_signal> woken_;  // by messages
  std::atomic<std::thread::id> own_thread_;
  std::unique_ptr<vault::vault_watcher> watcher_;
  vault::change_debounce changes_;
  steady_time next_sweep_{};
  steady_time next_attempt_{};
  steady_time next_look_for_trigger_{};
  steady_time next_repeat_{};
  steady_time next_order_{};  // not before, after one that nobody took
  int orders_under_way_ = 0;  // without an answer
  bool is_refused_ = false;
  bool is_to_be_repeated_ = false;  // the last run, which could not do its work
};

}  // namespace secondbrain::actors
