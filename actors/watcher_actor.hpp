// Notices that the vault may have changed, and orders index runs: at boot, on file events, on `.reindex_needed`, at
// regular intervals whatever happens, and soon again when a run could not do its work.
//
// Own thread: it waits on the file system in short turns and looks at its mailbox in between. When the vault cannot be
// watched it tries again; the sweeps go on meanwhile.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "actors/tree_actor.hpp"
#include "base/feed.hpp"
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
      : tree_actor{config, std::move(context)}, parts_{std::move(parts)} {}

 private:
  status acquire() override;
  void release() noexcept override { watcher_.reset(); }
  caf::message_handler handlers() override;

  void turn();
  void begin_watching(steady_time now);
  void watch(steady_time now);
  void order_due_runs(steady_time now);
  void order_run(index_trigger trigger, std::vector<std::string> paths = {});

  watcher_parts parts_;
  std::unique_ptr<vault::vault_watcher> watcher_;
  vault::change_debounce changes_;
  steady_time next_sweep_{};
  steady_time next_attempt_{};
  steady_time next_look_for_trigger_{};
  steady_time next_repeat_{};
};

}  // namespace secondbrain::actors
