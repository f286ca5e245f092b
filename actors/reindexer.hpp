// The single writer of the index: merges what is ordered, drives one run at a time (brain/index/index_run.hpp), and
// publishes how it goes.
//
// A run works in slices, so that the actor answers probes and ledger questions meanwhile. Requests that arrive while a
// run looks at the vault share the next one; while saves come thick and fast, runs keep their distance. After a run
// that did not succeed the next one takes stock of the whole vault, whatever it was ordered for. Own thread: reads the
// vault, hashes, cuts; the stores are other actors.
//
// A run that fails or freezes says why in the progress and on the record, until one succeeds. The watcher orders
// another one every few seconds.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "actors/service_actor.hpp"
#include "base/clock.hpp"
#include "base/feed.hpp"
#include "brain/index/index_clearing.hpp"
#include "brain/index/index_journal.hpp"
#include "brain/index/index_ledger.hpp"
#include "brain/index/index_run.hpp"
#include "brain/index/index_stock.hpp"
#include "brain/index/run_pacing.hpp"
#include "messages/service_addresses.hpp"

namespace secondbrain::actors {

struct reindexer_parts {
  std::optional<std::filesystem::path> vault;
  std::filesystem::path data_directory;
  std::function<status()> directory_in_place = [] { return status{}; };  // whether it is still the one that was taken
  vault::deletion_limits deletions;
  address<lexical_api> lexical;
  address<tracker_api> tracker;
  address<vectors_api> vectors;
  address<metadata_api> metadata;
  std::shared_ptr<feed<index_progress>> progress;
  std::function<status()> may_index;  // why the folder must not take the place of what is known; may be empty
  std::shared_ptr<std::atomic<std::uint64_t>> stock_taken;  // counts runs that looked at the whole vault; may be empty
  /// Called when a run has succeeded, with the notes that were written or have gone since the last one that did;
  /// nothing: the index was built anew. Must not block; may be empty.
  std::function<void(std::optional<std::vector<std::string>> changed)> on_indexed;
  std::function<void(const std::string& path)> before_preparing;  // for tests: may end the process; may be empty
  const clock* time = &real_clock();
  vault::tool_copies copies = vault::tool_copies::left_out;
  std::shared_ptr<vault::known_conventions> conventions = {};  // what tasks are read with; may be empty
};

class reindexer final : public service_actor<reindexer, index_api> {
 public:
  reindexer(caf::actor_config& config, child_context context, const front_ptr& front, reindexer_parts parts);

  void handle(const run_index& request, reply_slot<run_index> slot);
  result<index_accepted> handle(const start_index& request);
  void handle(const clear_index& request, reply_slot<clear_index> slot);
  result<ledger_page> handle(const list_ledger& request) { return ledger_.page(request); }

 private:
  /// Shared by the requests for a clearing that are under way.
  struct clearing {
    index::index_clearing work;
    reply_slot<clear_index> slot;
  };
  using reply_handler = std::function<void(result<index::store_reply>)>;

  caf::message_handler own_handlers() override;
  status open() override;
  void close() noexcept override;

  std::uint64_t order(index_mode mode, index_trigger trigger, const std::vector<std::string>& paths);
  void schedule();
  void step();
  bool may_start_next();
  void begin_run();
  void go_on();
  void send(index::store_step step, reply_handler take);
  void remember_changed(const index::store_request& request);
  void clear_step(const std::shared_ptr<clearing>& under_way);
  void end_run();
  void count_stock();
  void log_report(const index_report& report) const;
  void deliver(const result<index_report>& report);
  void publish_progress();
  void publish(index_phase phase, const std::string& message);
  void settle_journal();

  index::guard_source guard_source() const;
  index::index_run_parts run_parts();
  index::notice_sink notices();

  /// The store that answers this request.
  template <class R>
  const auto& store_of(const R&) const {
    if constexpr (secondbrain::detail::answers<R, tracker_api>) {
      return parts_.tracker;
    } else if constexpr (secondbrain::detail::answers<R, lexical_api>) {
      return parts_.lexical;
    } else if constexpr (secondbrain::detail::answers<R, vectors_api>) {
      return parts_.vectors;
    } else {
      return parts_.metadata;
    }
  }

  reindexer_parts parts_;
  index::index_ledger ledger_;
  index::index_stock stock_;
  index::index_journal journal_;
  std::optional<index::index_run> run_;
  std::optional<index::index_order> next_;
  std::multimap<std::uint64_t, reply_slot<run_index>> waiting_;  // by the number of the run
  std::uint64_t last_run_id_;
  index::run_pacing pacing_;
  bool slice_is_due_ = false;  // the message for it is under way
  bool is_pausing_ = false;    // until the next run may start
  bool stock_is_due_ = true;   // no run has taken it since one failed, or ever
  std::optional<steady_time> published_at_;
  std::optional<std::vector<std::string>> changed_{std::in_place};  // notes, since the last run that succeeded
};

}  // namespace secondbrain::actors
